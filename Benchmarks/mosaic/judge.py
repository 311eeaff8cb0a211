"""Has every pair stitched, holds the mosaics against the truth, writes it down."""

import datetime
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from depth import floats, scenes
from peers.machine import processor, revision
from quality.judge import replace
from quality.program import Program
from quality.tables import compact
from suite.command import ROOT, Failure

from . import lunar, photographs, seams, tables

RESULT = ROOT / "Benchmarks/Results/stitch-quality.md"
PIPELINE = Path(__file__).with_name("pair.yaml")
GEOMETRIES = ("rig", "pictures")


def run(options):
    work, shared = options.work.absolute(), options.shared.absolute()
    program = Program(options.albedo.absolute(), work)
    program.forget_others()
    made = work / "stitch/pairs"
    photographs.write(shared, made)
    downlinks = [scenes.simulated(program, pair, work / "stitch/lunar", options.jobs, options.fresh)
                 for pair in lunar.PAIRS]
    result = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "processor": processor(), "commit": revision(ROOT), "program": program.hash,
        "built": json.loads(program.ask("--version", "--json"))["commit"],
        "simulated": scenes.digest(downlinks),
        "shared": judged(program, shared, shared / "data/stitch", options.jobs),
        "made": judged(program, shared, made, options.jobs),
        "lunar": together({pair.name: simulated(program, pair, downlink, options.jobs)
                           for pair, downlink in zip(lunar.PAIRS, downlinks)}),
    }
    result["missed"] = tables.missed(result)
    text = tables.page(result)
    output = options.output or RESULT
    output.parent.mkdir(parents=True, exist_ok=True)
    replace(output.with_suffix(".json"), compact(result))
    replace(output, text)
    print(text)
    return 1 if result["missed"] else 0


def judged(program, shared, pairs, jobs):
    """What the shared judge says of the mosaic of each pair; {"ok": 0} of what was refused."""
    judge = shared / "judge/judge_stitch.py"
    if not judge.exists() or not pairs.is_dir():
        raise Failure(f"{judge} or {pairs} is missing",
                      "the pictures and judges belong beside the package, in ../shared.")
    mosaics = program.folder / "mosaics" / pairs.name
    mosaics.mkdir(parents=True, exist_ok=True)
    for pair in sorted(pairs.iterdir()):
        mosaic, report = mosaics / f"{pair.name}.png", mosaics / f"{pair.name}.json"
        mosaic.unlink(missing_ok=True)
        done = subprocess.run(
            [program.path, "apply", "stitch", pair / "A.png", pair / "B.png", "-o", mosaic,
             "--report", report, "--jobs", str(jobs)], capture_output=True, text=True)
        if done.returncode != 0:
            print(f"  {pair.name}: {done.stderr.strip().splitlines()[0]}", flush=True)
            continue
        found = json.loads(report.read_text())["homographyBtoA"]
        if found:
            np.savetxt(mosaics / f"{pair.name}.HBA.txt", np.array(found))
    answer = mosaics / "judge.json"
    done = subprocess.run([sys.executable, str(judge), "--gt", str(pairs), "--out", str(mosaics),
                           "--json", str(answer)], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"{judge.name} failed", (done.stderr or done.stdout).strip()[-500:], 1)
    return json.loads(answer.read_text())


def simulated(program, pair, downlink, jobs):
    """Errors of what touches at the seams of a simulated pair, by both geometries."""
    truth = lunar.Truth(
        pair.rig, *(floats.read(downlink / f"truth/{c}-m-depth.pfm") for c in ("left", "right")))
    found = {"overlap": 100 * truth.overlap()}
    for geometry in GEOMETRIES:
        folder = program.folder / "lunar" / geometry
        program.ask("run", PIPELINE, downlink, "-o", folder, "--jobs", jobs, "--set",
                    f"both.geometry={geometry}")
        index = seams.Index(folder / pair.name / "m/index.png")
        errors = seams.across(index, truth)
        if not errors.size:
            raise Failure(f"the mosaic of {pair.name} has no seam of which the truth is known",
                          f"look at {folder / pair.name}.", 1)
        found[geometry] = errors
    return found


def together(pairs):
    """Figures of all simulated pairs, and of each."""
    both = {g: np.concatenate([found[g] for found in pairs.values()]) for g in GEOMETRIES}
    return {name: {**found, **{g: figures(found[g]) for g in GEOMETRIES}}
            for name, found in {"**all**": both, **pairs}.items()}


def figures(errors):
    """How many errors there are, and how large they are."""
    return {"pixels": int(errors.size), "median": float(np.median(errors)),
            "off90": float(np.quantile(errors, 0.9)), "beyond": 100 * float((errors > 1).mean())}
