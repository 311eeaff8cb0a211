"""The two sets of pairs: disparities of the shared pictures, ranges of the simulated ones."""

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from suite.command import Failure

from . import floats, ranges

PIPELINE = Path(__file__).with_name("ranges.yaml")


def disparities(program, shared, work, method, jobs):
    """What the shared judge says of a method: figures under SCENE:all and SCENE:nonocc.

    As many disparities are looked at as the truth needs: its largest, up to a multiple of 16.
    """
    truths, judge = shared / "data/stereo", shared / "judge/judge_stereo.py"
    for needed in (truths, judge):
        if not needed.exists():
            raise Failure(f"{needed} is missing",
                          "the pictures and judges belong beside the package, in ../shared.")
    with tempfile.TemporaryDirectory(dir=work) as folder:
        for truth in sorted(truths.glob("*/gt.pfm")):
            scene = truth.parent
            known = floats.read(truth)
            largest = known[np.isfinite(known)].max()
            program.ask("apply", "match", scene / "im0.png", scene / "im1.png", "-o",
                        f"{folder}/{scene.name}.pfm", "--method", method, "--dense",
                        "--disparities", 16 * math.ceil((largest + 1) / 16), "--jobs", jobs)
        answer = Path(folder) / "judge.json"
        done = subprocess.run([sys.executable, str(judge), "--gt", str(truths), "--out", folder,
                               "--json", str(answer)], capture_output=True, text=True)
        if done.returncode != 0:
            raise Failure(f"{judge.name} failed", (done.stderr or done.stdout).strip()[-500:], 1)
        return json.loads(answer.read_text())


def pixels(program, scene, downlink, work, method, jobs):
    """The ranges of a simulated pair beside the truth, and the counts of its sky."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        program.ask("run", PIPELINE, downlink, "-o", folder, "--jobs", jobs,
                    "--set", f"disparities.method={method}")
        found = [product(folder, name) for name in ("range", "error", "exact-error")]
    left, right = (floats.read(downlink / f"truth/{c}-m-depth.pfm") for c in ("left", "right"))
    if any(plane.shape != left.shape for plane in found):
        raise Failure(f"ranges of {scene.name} are {found[0].shape}, the truth is {left.shape}",
                      "rectify must keep the pixels of aligned cameras.", 1)
    return ranges.Pixels.of(left, right, scene.rig, *found), ranges.sky(left, *found[:2])


def product(folder, name):
    """A plane that a run wrote; the run of one pair writes one of that name."""
    [file] = Path(folder).glob(f"*/*/{name}.pfm")
    return floats.read(file)
