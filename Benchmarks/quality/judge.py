"""Develops every picture with every method, has the results judged, writes the figures down."""

import datetime
import json
import os
from concurrent.futures import ThreadPoolExecutor

from peers.machine import processor, revision
from suite.command import ROOT, USAGE, Failure

from . import render, tables
from .cases import Inputs
from .program import Program

RESULT = ROOT / "Benchmarks/Results/debayer-quality.md"


def run(options):
    work = options.work.absolute()
    program = Program(options.albedo.absolute(), work)
    inputs = Inputs(options.shared.absolute(), work)
    methods = program.methods()
    unknown = set(options.methods or ()) - set(methods)
    if unknown:
        raise Failure(f"unknown methods: {' '.join(sorted(unknown))}",
                      f"the program has {' '.join(methods)}.", USAGE)
    methods = options.methods or methods
    program.forget_others()
    inputs.prepare(options.processes)
    with ThreadPoolExecutor(options.processes) as pool:
        jobs = {(m, c.name): pool.submit(judged, program, inputs, m, c)
                for m in methods for c in inputs.cases}
        try:
            answers = {key: job.result() for key, job in jobs.items()}
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    result = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "processor": processor(), "commit": revision(ROOT), "version": program.version(),
        "program": program.hash,
        "rendered": {form: render.digest(inputs.rendered, form) for form in ("srgb8", "linear16")},
        "methods": {m: {"msPerMegapixel": timed(program, inputs, m),
                        **{c.name: answers[m, c.name] for c in inputs.cases}} for m in methods},
    }
    text = tables.page(result, tables.others())
    output = options.output or (None if options.methods else RESULT)
    if output:
        output.parent.mkdir(parents=True, exist_ok=True)
        replace(output.with_suffix(".json"), tables.compact(result))
        replace(output, text)
    print(text)
    return 0


def judged(program, inputs, method, case):
    """The judge's answer for a method and case, developed first where that is missing."""
    folder = program.folder / inputs.hash / method
    answer = folder / f"{case.name}.json"
    if not answer.exists():
        pictures = folder / case.name
        pictures.mkdir(parents=True, exist_ok=True)
        for rest in pictures.glob("*.part.png"):
            rest.unlink()
        for name in inputs.pictures(case):
            target = pictures / f"{name}.png"
            if not target.exists():
                mosaic = inputs.mosaics(case) / f"{name}.png"
                program.develop(method, mosaic, target, case.pattern, case.bits)
        part = answer.with_suffix(".part")
        inputs.call("judge_demosaic.py", "--gt", case.truth, "--out", pictures, "--json", part,
                    *case.judging())
        part.replace(answer)
        print(f"  {method} {case.name}", flush=True)
    return json.loads(answer.read_text())


def timed(program, inputs, method):
    """The time of a method, taken once for a program, with nothing else of ours running."""
    kept = program.folder / inputs.hash / method / "time.json"
    if not kept.exists():
        replace(kept, json.dumps(program.milliseconds(method)))
    return json.loads(kept.read_text())


def replace(path, text):
    """Writes a file whole or not at all."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_text(text)
    part.replace(path)
