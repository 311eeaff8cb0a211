"""OpenCV's remap: of its kinds of maps the one that is fastest for the samples."""

import time

import cv2
import numpy as np

from .plan import Plan
from .remapped import positions

KINDS = {"bilinear": cv2.INTER_LINEAR, "bicubic": cv2.INTER_CUBIC}
#: What positions rounded to 1/32 px, or a = -3/4 instead of -1/2, do to samples.
OTHER = {"bilinear": {"codes": 2, "share": 0.02}, "bicubic": {"other": True, "note": "a = -3/4"}}


def remap(work, source):
    """cv2.remap, with maps made outside the clock; nothing for windows of six."""
    kind, result = KINDS.get(work["interpolation"]), work.empty()
    if kind is None:
        return None
    x, y = (p.astype(np.float32) for p in positions(work))
    maps = {"float map": (x, y), "fixed map": cv2.convertMaps(x, y, cv2.CV_16SC2)}

    def call(name):
        return cv2.remap(source, *maps[name], kind, dst=result, borderMode=cv2.BORDER_CONSTANT)
    name = min(maps, key=lambda name: took(lambda: call(name)))
    more = dict(OTHER[work["interpolation"]])
    note = ", ".join(filter(None, (name, more.pop("note", ""), "blends with black at the edge")))
    return Plan(lambda: call(name), lambda: result, note=note, interior=0, **more)


def took(run):
    """The shortest of five runs."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)
