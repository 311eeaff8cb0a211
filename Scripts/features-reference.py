#!/usr/bin/env python3
"""Writes Tests/Reference/Features/sift.txt: what OpenCV's SIFT makes of real pictures.

    Scripts/features-reference.py DATA

DATA is the folder of real pictures that the tests use. It needs numpy and opencv-python; the file
says which version wrote it. A line is a case, the number of features asked for, those found in both
pictures, and the right matches: mutual nearest neighbours with a ratio of 0.8, within one pixel of
the true homography; for the rover's pair, within one pixel of the geometry most agree on.

Made-up cases compare a picture with itself, turned or scaled about its middle (cubic), blurred,
made darker or noisy.
"""

import sys
from pathlib import Path

import cv2
import numpy as np

PAIRS = ["hom_1N491020_10", "hom_1N491020_30", "hom_kodak08_10", "hom_kodak08_20", "hom_kodak08_50"]
PICTURES = {"moon": "stitch/hom_1N491020_30/ref.png", "houses": "stitch/hom_kodak08_50/ref.png"}
TURNS = {"turn": (30.0, 1.0), "half": (0.0, 0.5), "larger": (10.0, 1.4)}


def features(picture, most):
    keys, codes = cv2.SIFT_create(most, contrastThreshold=0.001).detectAndCompute(picture, None)
    return np.array([k.pt for k in keys]), codes


def matches(first, second):
    forth = cv2.BFMatcher().knnMatch(first, second, 2)
    back = [m[0].trainIdx for m in cv2.BFMatcher().knnMatch(second, first, 1)]
    return np.array([
        (a.queryIdx, a.trainIdx) for a, b in forth
        if a.distance < 0.8 * b.distance and back[a.trainIdx] == a.queryIdx])


def mapped(points, homography):
    there = np.c_[points, np.ones(len(points))] @ homography.T
    return there[:, :2] / there[:, 2:]


def compared(name, first, second, most, homography):
    (a, da), (b, db) = features(first, most), features(second, most)
    pairs = matches(da, db)
    p, q = a[pairs[:, 0]], b[pairs[:, 1]]
    if homography is None:
        right = int(cv2.findFundamentalMat(p, q, cv2.USAC_ACCURATE, 1.0, 0.9999, 20000)[1].sum())
    else:
        right = int((np.hypot(*(mapped(p, homography) - q).T) < 1).sum())
    return f"{name} {most} {len(a)} {len(b)} {right}"


def changed(picture):
    """(name, picture, homography) of the picture changed in every way."""
    height, width = picture.shape
    for name, (angle, scale) in TURNS.items():
        affine = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, scale)
        yield name, cv2.warpAffine(picture, affine, (width, height), flags=cv2.INTER_CUBIC), np.r_[
            affine, [[0, 0, 1]]]
    same = np.eye(3)
    blurred = cv2.GaussianBlur(picture, (0, 0), 2)
    yield "blur", blurred, same
    yield "gain", np.uint8(np.round(picture * 0.3 + 10)), same
    noise = np.random.default_rng(1).normal(0, 0.04 * 255, picture.shape)
    yield "noise", np.uint8(np.clip(np.round(picture + noise), 0, 255)), same


def main(data):
    out = [
        f"# OpenCV {cv2.__version__}, SIFT, contrastThreshold 0.001; written by",
        "# Scripts/features-reference.py.",
        "# case, features asked for, found in the first and in the second picture, right matches",
    ]
    for most in (1000, 2000):
        for name in PAIRS:
            folder = data / "stitch" / name
            to, back = (np.loadtxt(folder / f"H{side}.txt") for side in "AB")
            a, b = (cv2.imread(str(folder / f"{side}.png"), 0) for side in "AB")
            out.append(compared(name, a, b, most, np.linalg.inv(back) @ to))
        a, b = (cv2.imread(str(data / f"k10_stereo/{side}4.png"), 0) for side in ("left", "right"))
        out.append(compared("k10", a, b, most, None))
    for subject, path in PICTURES.items():
        picture = cv2.imread(str(data / path), 0)
        for name, other, homography in changed(picture):
            out.append(compared(f"{subject}-{name}", picture, other, 1000, homography))
    target = Path(__file__).resolve().parent.parent / "Tests/Reference/Features/sift.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(out) + "\n")
    print(f"{len(out) - 3} cases in {target}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
