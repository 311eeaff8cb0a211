"""The list of pictures, and the writing of the set."""

import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from .canvas import SCALE, Canvas, expose, srgb
from .scenes import chart, colours, fabric, moon, outdoors, printed, rover

# name: (scene, seed, blur of the lens in pixels, cells a pixel and side)
PICTURES = {
    "01-paper-leaves": (colours.paper_leaves, 101, 0.5, SCALE),
    "02-petals": (colours.petals, 102, 0.5, SCALE),
    "03-balls": (colours.balls, 103, 0.45, SCALE),
    "04-marbled": (colours.marbled, 104, 0.55, SCALE),
    "05-boards": (colours.boards, 105, 0.5, SCALE),
    "06-weave": (fabric.weave, 106, 0.5, SCALE),
    "07-yarn": (fabric.yarn, 107, 0.5, SCALE),
    "08-chart": (chart.chart, 108, 0.45, SCALE),
    "09-poster": (printed.poster, 109, 0.45, SCALE),
    "10-page": (printed.page, 110, 0.5, SCALE),
    "11-labels": (printed.labels, 111, 0.5, SCALE),
    "12-map": (printed.country, 112, 0.5, SCALE),
    "13-plates": (chart.plates, 113, 0.4, 2 * SCALE),
    "14-wedges": (chart.wedges, 114, 0.4, 2 * SCALE),
    "15-house": (outdoors.house, 115, 0.5, SCALE),
    "16-foliage": (outdoors.foliage, 116, 0.5, SCALE),
    "17-craters": (moon.craters, 117, 0.5, SCALE),
    "18-horizon": (moon.horizon, 118, 0.5, SCALE),
    "19-stones": (moon.stones, 119, 0.5, SCALE),
    "20-shovel": (rover.shovel, 120, 0.45, SCALE),
    "21-rover": (rover.side, 121, 0.45, SCALE),
}


def light(name):
    """The linear light 0...1 of a picture, float64, SIZE x SIZE x 3."""
    scene, seed, blur, scale = PICTURES[name]
    return expose(scene(Canvas(seed, scale)), scale, blur)


def write(folder, name):
    """Writes both forms of a picture, each whole or not at all."""
    picture = light(name)
    for form, codes in (("linear16", np.rint(picture * 65535).astype(np.uint16)),
                        ("srgb8", np.rint(srgb(picture) * 255).astype(np.uint8))):
        path = os.path.join(folder, form, f"{name}.png")
        cv2.imwrite(path + ".part.png", codes[..., ::-1])
        os.replace(path + ".part.png", path)
    return name


def write_all(folder, names=None, processes=2):
    """Writes the pictures that are not there yet; yields their names as they are done."""
    for form in ("linear16", "srgb8"):
        os.makedirs(os.path.join(folder, form), exist_ok=True)
    missing = [n for n in names or PICTURES
               if not all(os.path.exists(os.path.join(folder, form, f"{n}.png"))
                          for form in ("linear16", "srgb8"))]
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(write, [str(folder)] * len(missing), missing)


def sources():
    """The files that decide how the pictures look."""
    here = Path(__file__).parent
    return [here / f"{n}.py" for n in ("canvas", "noise", "shapes", "render")] + sorted(
        here.glob("scenes/*.py"))


def digest(folder, form):
    """SHA-256 over the codes of all pictures of one form, in the order of their names."""
    total = hashlib.sha256()
    for name in sorted(PICTURES):
        codes = cv2.imread(os.path.join(folder, form, f"{name}.png"), cv2.IMREAD_UNCHANGED)
        total.update(codes.tobytes())
    return total.hexdigest()
