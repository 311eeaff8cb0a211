"""What is judged: truths, the mosaics made of them, and how the results are compared."""

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from suite.command import Failure

from . import render

PHASES = {"RGGB": (), "GRBG": (1,), "GBRG": (0,), "BGGR": (0, 1)}
FEW = ("kodak-05", "kodak-08", "kodak-19", "kodak-23",
       "06-weave", "09-poster", "16-foliage", "20-shovel")


@dataclass(frozen=True)
class Case:
    """One judged set: its truth, the mosaic's pattern, depth and noise, the judge's options."""

    name: str
    truth: Path
    pattern: str = "RGGB"
    bits: int = 8
    sigma: float = 0
    full: bool = False

    def judging(self):
        """The options of the judge."""
        return (["--full"] if self.full else []) + (["--noround"] if self.bits > 8 else [])


class Inputs:
    """Truths and mosaics in a folder named by the code that makes and judges them."""

    def __init__(self, shared, work):
        self.judge, self.kodak = shared / "judge", shared / "data/kodak24"
        for needed in (self.judge / "judge_demosaic.py", self.kodak):
            if not needed.exists():
                raise Failure(f"{needed} is missing",
                              "the pictures and judges belong beside the package, in ../shared.")
        code = hashlib.sha256()
        judges = [self.judge / f"{n}.py" for n in ("common", "mk_mosaic", "judge_demosaic")]
        for file in [Path(__file__), *render.sources(), *judges]:
            code.update(file.read_bytes())
        self.hash = code.hexdigest()[:16]
        self.folder = work / "inputs" / self.hash
        self.rendered = self.folder / "rendered"
        self.cases = [
            Case("kodak", self.kodak, full=True),
            Case("rendered", self.rendered / "srgb8", full=True),
            Case("noise5", self.kodak, sigma=5),
            *(Case(f"phase-{p}", self.folder / f"few-{p}", pattern=p) for p in PHASES),
            Case("linear12", self.rendered / "linear16", bits=12),
            Case("linear16", self.rendered / "linear16", bits=16),
        ]

    def prepare(self, processes):
        """Makes what is missing; removes the inputs of other code."""
        for other in self.folder.parent.glob("*"):
            if other != self.folder:
                shutil.rmtree(other)
        done = self.folder / "whole"
        if done.exists():
            return
        print("rendering the pictures (some minutes, once)", flush=True)
        for name in render.write_all(self.rendered, None, processes):
            print(f"  {name}", flush=True)
        for phase, flips in PHASES.items():
            self.mirror_few(self.folder / f"few-{phase}", flips)
        for case in self.cases:
            self.call("mk_mosaic.py", "--gt", case.truth, "--out", self.mosaics(case),
                      "--pattern", case.pattern, "--bits", case.bits, "--sigma", case.sigma)
        done.touch()

    def mirror_few(self, folder, flips):
        """A few truths, mirrored so that a mosaic of the phase has the samples of RGGB's."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in FEW:
            source = (self.kodak / f"{name[6:]}.png" if name.startswith("kodak-")
                      else self.rendered / "srgb8" / f"{name}.png")
            codes = cv2.imread(str(source), cv2.IMREAD_UNCHANGED)
            if codes is None:
                raise Failure(f"{source} cannot be read", "see that the data are whole.")
            cv2.imwrite(str(folder / f"{name}.png"), np.flip(codes, flips) if flips else codes)

    def mosaics(self, case):
        return self.folder / f"mosaic-{case.name}"

    def pictures(self, case):
        """The names of a case's pictures."""
        return sorted(f.stem for f in case.truth.glob("*.png"))

    def call(self, script, *arguments):
        """Runs one of the shared judges; its standard output."""
        done = subprocess.run([sys.executable, str(self.judge / script), *map(str, arguments)],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise Failure(f"{script} failed", (done.stderr or done.stdout).strip()[-500:], 1)
        return done.stdout
