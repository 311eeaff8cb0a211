"""Has every pair matched by every method, holds the results against the truth, writes it down."""

import datetime
import json

from peers.machine import processor, revision
from quality.judge import replace
from quality.program import Program
from quality.tables import compact
from suite.command import ROOT

from . import pairs, ranges, scenes, tables

RESULT = ROOT / "Benchmarks/Results/stereo-quality.md"
METHODS = ("semi-global", "block")


def run(options):
    work = options.work.absolute()
    some = scenes.chosen(options.scenes)
    program = Program(options.albedo.absolute(), work)
    program.forget_others()
    downlinks = [scenes.simulated(program, s, work / "stereo", options.jobs, options.fresh)
                 for s in some]
    result = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "processor": processor(), "commit": revision(ROOT), "program": program.hash,
        "built": json.loads(program.ask("--version", "--json"))["commit"],
        "simulated": scenes.digest(downlinks),
        "disparities": {m: pairs.disparities(program, options.shared.absolute(), work, m,
                                             options.jobs) for m in METHODS},
        "ranges": {m: judged(program, some, downlinks, work, m, options.jobs) for m in METHODS},
    }
    result["missed"] = tables.missed(result)
    text = tables.page(result)
    output = options.output or (None if options.scenes else RESULT)
    if output:
        output.parent.mkdir(parents=True, exist_ok=True)
        replace(output.with_suffix(".json"), compact(result))
        replace(output, text)
    print(text)
    return 1 if result["missed"] else 0


def judged(program, some, downlinks, work, method, jobs):
    """The figures of all simulated pixels, of some of them, and of each pair."""
    every, skies = {}, {}
    for scene, downlink in zip(some, downlinks):
        every[scene.name], skies[scene.name] = pairs.pixels(
            program, scene, downlink, work, method, jobs)
    together = ranges.Pixels.together(list(every.values()))
    total = {key: sum(sky[key] for sky in skies.values()) for key in next(iter(skies.values()))}
    return {"all": {**ranges.figures(together), **total},
            "surroundings": {"beside steps": ranges.figures(together.where(together.beside)),
                             "elsewhere": ranges.figures(together.where(~together.beside))},
            "bands": {b: ranges.figures(together.band(b)) for b in ranges.BANDS},
            "scenes": {name: {**ranges.figures(pixels), **skies[name]}
                       for name, pixels in every.items()}}
