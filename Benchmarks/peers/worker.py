"""The process of one peer: reads requests, a JSON object a line, and answers each with one.

    {"do": "prepare", "work": {...}, "input": PATH}   {"ok": true, "note": ..., "demands": {...}}
                                                      or {"skip": true}
    {"do": "result", "output": PATH}                  writes the picture as a raw file
                                                      {"width": ..., "height": ...}
    {"do": "measure"}                                 {"min": ms, "median": ms, "runs": n}
    {"do": "version"}                                 {"version": ...}

Started as `python -m peers.worker NAME THREADS`; it ends with its input. What a library prints goes
to stderr, so that the answers stay readable.
"""

import gc
import importlib
import json
import os
import statistics
import sys
import time

from .work import Work

WARM_UPS, RUNS, SECONDS = 2, 9, 0.15
SLOW, RUNS_OF_SLOW = 0.2, 3


class Worker:
    """One prepared plan at a time."""

    def __init__(self, peer):
        self.peer, self.plan, self.source = peer, None, None

    def prepare(self, request):
        work = Work.from_json(request["work"])
        self.plan, self.source = None, work.read(request["input"])
        self.plan = self.peer.prepare(work, self.source)
        if self.plan is None:
            return {"skip": True}
        plan = self.plan
        return {"note": plan.note, "demands": {
            "codes": plan.codes, "interior": plan.interior, "share": plan.share,
            "other": plan.other, "cover": plan.cover}}

    def result(self, request):
        self.plan.run()
        picture = self.plan.collect()
        picture.tofile(request["output"])
        return {"width": picture.shape[1], "height": picture.shape[0]}

    def measure(self, request):
        times = measure(self.plan.run, request.get("seconds", SECONDS))
        return {"min": min(times), "median": statistics.median(times), "runs": len(times)}

    def version(self, _request):
        return {"version": self.peer.version()}


def measure(run, seconds):
    """Milliseconds of wall time of each run: at least RUNS of them and `seconds` in all.

    Where a run takes longer than SLOW seconds, RUNS_OF_SLOW have to do.
    """
    clock, times = time.perf_counter_ns, []
    begin = clock()
    for _ in range(WARM_UPS):
        run()
    runs = RUNS if clock() - begin < WARM_UPS * SLOW * 1e9 else RUNS_OF_SLOW
    gc.disable()
    begin = clock()
    while len(times) < runs or clock() - begin < seconds * 1e9:
        at = clock()
        run()
        times.append((clock() - at) / 1e6)
    gc.enable()
    return times


def main():
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    peer = importlib.import_module(f".{sys.argv[1]}", __package__)
    peer.start(int(sys.argv[2]))
    worker = Worker(peer)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"ok": True} | getattr(worker, request["do"])(request)
        except Exception as error:  # The driver shows it; the other peers go on.
            answer = {"ok": False, "error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
