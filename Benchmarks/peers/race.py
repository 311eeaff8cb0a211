"""The race: launches, cases and sides in turn; every measurement goes to the state at once."""

import sys

import numpy as np

from . import agreement
from .client import Client
from .ours import SETS


class Race:
    """All that the launches share."""

    def __init__(self, program, cases, peers, launches, state, venv, threads=1):
        self.program, self.cases, self.peers = program, cases, peers
        self.launches, self.state, self.venv = launches, state, venv
        self.threads = threads
        self.raced = hasattr(program, "measure")

    def run(self):
        """Measures what the state does not hold yet."""
        for launch in range(self.launches):
            left = [case for case in self.cases if not self.complete(launch, case)]
            if not left:
                continue
            clients = [Client(name, self.venv, self.threads) for name in self.peers]
            try:
                for number, case in enumerate(left, 1):
                    print(f"launch {launch + 1}/{self.launches}  {number}/{len(left)}  {case}",
                          file=sys.stderr)
                    self.state.put("times", launch, case, self.one(launch, case, clients))
            finally:
                for client in clients:
                    client.close()

    def complete(self, launch, case):
        """Whether every side that can run the case has its times."""
        times = self.state.get("times", launch, case)
        known = [self.state.get("agreement", name, case) for name in self.peers]
        return times is not None and all(
            found and (not found["agrees"] or name in times)
            for name, found in zip(self.peers, known))

    def one(self, launch, case, clients):
        """The times of every side in one case, in an order that moves on with each launch."""
        new = any(self.state.get("agreement", name, case) is None for name in self.peers)
        work, source, expected = self.program.work(case, new)
        ready = [c for c in clients if self.prepared(c, work, source, expected)]
        sides = [(c.name, lambda c=c: c.ask("measure")) for c in ready]
        if self.raced:
            sides += [("ours " + limit, lambda limit=limit: self.program.measure(case, limit))
                      for limit in SETS]
        turn = launch % max(1, len(sides))
        times = {}
        for name, measure in sides[turn:] + sides[:turn]:
            times[name.strip()] = measure()
        self.program.forget(case)
        times = (self.state.get("times", launch, case) or {}) | times
        return {name: value for name, value in times.items() if value}

    def prepared(self, client, work, source, expected):
        """Whether the peer has an equivalent and agrees; compares at the first meeting."""
        known = self.state.get("agreement", client.name, work.case)
        if known is not None and not known.get("agrees"):
            return False
        answer = client.ask("prepare", work=work.to_json(), input=str(source))
        if answer is None:
            self.state.put("agreement", client.name, work.case, {"agrees": False, "skip": True})
            return False
        if known is None:
            known = self.compared(client, work, expected, answer)
            self.state.put("agreement", client.name, work.case, known)
        return known["agrees"]

    def compared(self, client, work, expected, answer):
        output = expected.with_name(f"{work.case}.{client.name}.raw")
        made = client.ask("result", output=str(output))
        if made is None:
            return {"agrees": False, "skip": True}
        found = work.sized(made["width"], made["height"]).read(output, "output")
        result = agreement.compare(work, work.read(expected, "output"), found, **answer["demands"])
        note, interior = [answer["note"]] if answer["note"] else [], answer["demands"]["interior"]
        if interior:
            note.append(f"compared without {interior} px at the border")
        return result | {"note": "; ".join(note), "finite": bool(np.isfinite(found).all())}
