"""The race against a stand-in for albedo: what it writes, how it resumes, how it fails."""

import contextlib
import io
import json
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from . import agreement, contest, environment, figures, machine, madeup, main, reference
from .failure import DISAGREEMENT, MISSING, USAGE, Failure

CASES = ["conv.sobel", "conv.median", "conv.dense"]


class Bench:
    """A folder with a stand-in for the program, and runs in it."""

    def __init__(self, folder, options):
        self.folder, self.venv, self.peers = folder, options.venv, list(options.peers)
        self.program = folder / "albedo"
        self.program.write_text(
            f"#!/bin/sh\nPYTHONPATH='{environment.HERE.parent}' "
            f"exec '{sys.executable}' -m peers.fake_albedo \"$@\"\n")
        self.program.chmod(0o755)

    def run(self, *more, fake=""):
        """The exit status, and what was said."""
        os.environ["FAKE"] = fake
        options = main.parse([
            "--albedo", str(self.program), "--venv", str(self.venv), "--launches", "2",
            "-o", str(self.folder / "table.md"), "--peers", *self.peers, *more])
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            try:
                status = contest.run(options, self.folder)
            except Failure as failure:
                print(failure, file=said)
                status = failure.status
        return status, said.getvalue()


def run(options):
    """Every check in turn; the status says whether all held."""
    failed = 0
    for name, check in CHECKS.items():
        with tempfile.TemporaryDirectory() as folder:
            problem = check(Bench(Path(folder), options))
        print(f"{'FAILED' if problem else 'ok':7}{name}{': ' + problem if problem else ''}")
        failed += bool(problem)
    return DISAGREEMENT if failed else 0


def races(bench):
    status, said = bench.run("--cases", *CASES)
    text = (bench.folder / "table.md").read_text()
    lines = [json.loads(line) for line in
             (bench.folder / "table.jsonl").read_text().splitlines()]
    sides = {line["side"] for line in lines if line["type"] == "time"}
    wanted = {"ours", "ours avx2", "opencv"} & {"ours", "ours avx2", *bench.peers}
    if status or not wanted <= sides or "## Summary" not in text or "sobel.u8.i16" not in text:
        return f"status {status}, sides {sides}: {said}"
    return ""


def races_another_family(bench):
    """A peer whose method is another is marked, and agrees with nothing by that alone."""
    status, said = bench.run("--family", "debayer", "--peers", "opencv", "halide")
    text = (bench.folder / "table.md").read_text()
    for part in ("# Debayering", "## debayer", "## develop", "debayer.malvar.u16", "≈ "):
        if status or part not in text:
            return f"status {status}, {part!r}: {said}"
    wrong, said = bench.run("--family", "debayer", "--cases", "develop", "--peers", "opencv",
                            "halide", "--fresh", fake="wrong")
    lost, lost_said = bench.run("--cases", "debayer")
    if (wrong, lost) != (DISAGREEMENT, USAGE) or "--family" not in lost_said:
        return said + lost_said
    return ""


def races_on_threads(bench):
    """Both sides get the family's number; mosaics of different sizes are compared by area."""
    status, said = bench.run("--family", "stitch", "--peers", "opencv")
    text = (bench.folder / "table.md").read_text()
    for part in ("# Stitching", ", 2 threads, ", "| stitch.pair |", "% of the area.",
                 "% of the range on average"):
        if status or part not in text or "disagrees" in text:
            return f"status {status}, {part!r}: {said}"
    lines = map(json.loads, (bench.folder / "table.jsonl").read_text().splitlines())
    threads = {line["threads"] for line in lines if line.get("side", "").startswith("ours")}
    bench.run("--family", "stitch", "--cases", "stitch.blend", "--peers", "opencv", "--fresh",
              fake="wrong")
    if threads != {2} or "disagrees" not in (bench.folder / "table.md").read_text():
        return f"{threads} threads, or a wrong picture was not told"
    try:
        few = not machine.PROCESSORS or machine.pin(len(machine.PROCESSORS) + 1)
    except Failure:
        few = True
    return "" if few is True else f"pinned to {few}, too few"


def resumes(bench):
    bench.run("--cases", *CASES, "--launches", "1")
    state = bench.folder / ".build/compare-state.jsonl"
    state.write_text(state.read_text() + '{"key": "torn')
    _, said = bench.run("--cases", *CASES)
    _, again = bench.run("--cases", *CASES)
    _, fresh = bench.run("--cases", *CASES, "--fresh")
    if "launch 1/2" in said or "launch 2/2" not in said or "launch 1/2" not in fresh:
        return said + fresh
    if "launch" in again:
        return again
    return ""


def tells_wrong_pictures(bench):
    status, said = bench.run("--cases", "conv.median", fake="wrong")
    return "" if status == DISAGREEMENT and "no peer agrees" in said else said


def tells_unsteady_hashes(bench):
    status, said = bench.run("--cases", "conv.sobel", fake="unsteady")
    return "" if status == DISAGREEMENT and "our hash" in said else said


def points_at_mistakes(bench):
    status, said = bench.run("--cases", "conv.nothing")
    bench.program.unlink()
    missing, said_missing = bench.run()
    if (status, missing) != (USAGE, MISSING) or "make build" not in said_missing:
        return f"{status} {said} {missing} {said_missing}"
    return ""


def compares_as_stated(_bench):
    work = next(w for w in madeup.works(64, 48) if w.case == "conv.median.3.u8")
    right = reference.compute(work, madeup.picture(work))
    near = right.copy()
    near[0, 0] ^= 255
    far = right.copy()
    far[:4] ^= 255
    inside = agreement.compare(work, right, far, 1, 4)
    verdicts = [agreement.compare(work, right, found, 1, 0)["agrees"]
                for found in (right, near, far)]
    floats = agreement.compare(replace(work, output="f32"), right, right * 1.001, 1, 0)
    if verdicts != [True, True, False] or not inside["agrees"] or floats["agrees"]:
        return f"{verdicts} {inside} {floats}"
    few = agreement.compare(replace(work, output="f32"), right, near, share=1e-3)
    kin = [agreement.compare(work, right, found, other=True)["agrees"]
           for found in (np.where(right > 127, right - 4, right + 4), 255 - right)]
    if not few["agrees"] or kin != [True, False]:
        return f"{few} {kin}"
    mosaic, larger = np.full((40, 100, 3), 9, np.uint8), np.zeros((50, 120, 3), np.uint8)
    seen = []
    for columns in (94, 96, 104, 106):
        larger[:40], larger[:40, :columns] = 0, (0, 0, 9)
        seen.append(agreement.compare(work, mosaic, larger, cover=True)["agrees"])
    return "" if seen == [False, True, True, False] else f"areas: {seen}"


def defines_as_stated(_bench):
    """Even colour comes back from every pattern, a picture from its blend with itself."""
    for work in madeup.works(16, 12):
        if work.operation != "debayer" or work.input != "f32":
            continue
        for pattern in ("RGGB", "GRBG", "GBRG", "BGGR"):
            mosaic, colours = work.empty("input"), {"R": 0.25, "G": 0.5, "B": 0.75}
            for number, colour in enumerate(pattern):
                mosaic[number // 2::2, number % 2::2] = colours[colour]
            turned = replace(work, settings=work.settings | {"pattern": pattern})
            if not np.allclose(reference.compute(turned, mosaic), (0.25, 0.5, 0.75)):
                return f"{work.case} {pattern}"
    blend = next(w for w in madeup.works(48, 33) if w.operation == "blend")
    first = madeup.picture(blend)[:, :48]
    alike = reference.compute(blend, np.concatenate((first, first), axis=1))
    return "" if np.array_equal(alike, first) else blend.case


def counts_as_stated(_bench):
    row = figures.Row("conv.a", "a", "a", {"ours": figures.time([1.0, 1.1, 0.9]),
                                      "opencv": figures.time([2.0]),
                                      "ipp": figures.time([0.5])}, {})
    if (row.ratio("ours", "opencv"), row.fastest(["opencv", "ipp"])) != (2.0, "ipp"):
        return "ratio or fastest peer"
    if abs(row.spread() - 0.2) > 1e-9 or abs(figures.geometric_mean([1, 4]) - 2) > 1e-9:
        return "spread or geometric mean"
    return ""


CHECKS = {
    "races and writes a table and every measurement": races,
    "races another family": races_another_family,
    "races on several threads": races_on_threads,
    "resumes after a kill, forgets when told": resumes,
    "tells wrong pictures": tells_wrong_pictures,
    "tells hashes that change": tells_unsteady_hashes,
    "points at mistakes": points_at_mistakes,
    "compares as stated": compares_as_stated,
    "defines as stated": defines_as_stated,
    "counts as stated": counts_as_stated,
}
