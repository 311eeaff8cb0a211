"""Enlarged crops of what each method makes, beside the truth, for the documentation."""

import hashlib
import os

import cv2
import numpy as np

from suite.command import Failure

from . import render
from .program import Program

ZOOM, WIDTH, HEIGHT, GAP, BAR = 4, 92, 58, 6, 22
LIMIT = 200_000
# picture, left, top: a hard shadow, fine texture, type, colour
CROPS = (("20-shovel", 330, 130), ("14-wedges", 205, 270), ("21-rover", 18, 268),
         ("06-weave", 205, 100))


def run(options):
    work = options.work.absolute()
    program = Program(options.albedo.absolute(), work)
    code = hashlib.sha256(b"".join(file.read_bytes() for file in render.sources()))
    truths = work / "strips" / code.hexdigest()[:16]
    names = sorted({name for name, _, _ in CROPS})
    list(render.write_all(truths, names, options.processes))
    options.output.mkdir(parents=True, exist_ok=True)
    for method in options.methods or program.methods():
        path = options.output / f"debayer-{method}.png"
        strip = draw(program, method, truths)
        done, data = cv2.imencode(".png", strip, [cv2.IMWRITE_PNG_COMPRESSION, 9])
        if not done or len(data) > LIMIT:
            raise Failure(f"{path.name} would have {len(data)} bytes",
                          f"{LIMIT} are allowed; make the crops smaller.", 1)
        part = path.with_name(f"{path.stem}.{os.getpid()}.png")
        part.write_bytes(data.tobytes())
        part.replace(path)
        print(f"{path.name}: {len(data) // 1000} kB", flush=True)
    return 0


def draw(program, method, truths):
    """The strip of one method: its crops to the left, the truth to the right."""
    scratch = program.folder / "strips" / method
    scratch.mkdir(parents=True, exist_ok=True)
    rows = [titles(method, "truth")]
    for name, left, top in CROPS:
        truth = cv2.imread(str(truths / "srgb8" / f"{name}.png"))
        mosaic, result = scratch / f"{name}-mosaic.png", scratch / f"{name}.png"
        cv2.imwrite(str(mosaic), bayer(truth))
        program.develop(method, mosaic, result, "RGGB", 8)
        ours = cv2.imread(str(result))
        pair = [enlarged(p[top:top + HEIGHT, left:left + WIDTH]) for p in (ours, truth)]
        rows += [np.hstack([pair[0], space(pair[0].shape[0], GAP), pair[1]])]
        rows += [space(GAP, rows[-1].shape[1])]
    return np.vstack(rows[:-1])


def bayer(codes):
    """The RGGB mosaic of a picture in OpenCV's order, blue first."""
    mosaic = codes[..., 1].copy()
    mosaic[0::2, 0::2] = codes[0::2, 0::2, 2]
    mosaic[1::2, 1::2] = codes[1::2, 1::2, 0]
    return mosaic


def enlarged(crop):
    return cv2.resize(crop, None, fx=ZOOM, fy=ZOOM, interpolation=cv2.INTER_NEAREST)


def space(height, width):
    return np.full((height, width, 3), 255, np.uint8)


def titles(*names):
    """A white bar with a name above each column."""
    bar = space(BAR, 2 * WIDTH * ZOOM + GAP)
    for i, name in enumerate(names):
        cv2.putText(bar, name, (2 + i * (WIDTH * ZOOM + GAP), BAR - 7), (40, 40, 40),
                    cv2.FontFace("sans"), 15, weight=500)
    return bar
