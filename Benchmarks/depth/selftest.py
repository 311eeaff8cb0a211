"""What judges, on truths and ranges of which the answer is known."""

import copy
import math
import tempfile
from pathlib import Path

import numpy as np

from suite.command import checked

from . import floats, ranges, scenes, tables
from .rig import Rig

RIG = Rig(pitch=0, width=400, height=20, centre=(200, 10), focal=100, baseline=0.2)


def run():
    """Every check in turn; the status says whether all held."""
    return checked(CHECKS)


def keeps_rows():
    """a plane of floats comes back from a file, its first row first"""
    plane = np.arange(12.0).reshape(3, 4)
    plane[1, 2] = np.inf
    with tempfile.TemporaryDirectory() as folder:
        floats.write(Path(folder) / "a.pfm", plane)
        data = (Path(folder) / "a.pfm").read_bytes()
        back = floats.read(Path(folder) / "a.pfm")
    last = np.frombuffer(data[-16:], "<f4")
    return "" if np.array_equal(back, plane) and last.tolist() == [0, 1, 2, 3] else f"{back}"


def hides_what_is_hidden():
    """a post hides the wall behind it by the difference of their disparities"""
    # The wall has a disparity of 10, the post one of 20: columns 200–219 left, 180–199 right.
    left, right = np.full((20, 400), 2.0), np.full((20, 400), 2.0)
    left[:, 200:220], right[:, 180:200] = 1.0, 1.0
    left[:5], right[:5] = np.inf, np.inf
    seen = ranges.visible(left, right, RIG)
    # The wall's column x is seen at x − 10, unless that is 180–199 or outside; 190–199 is hidden
    # of it, as 200–209 is the post itself in the left picture.
    wanted = np.ones(400, bool)
    wanted[:10], wanted[190:200] = False, False
    good = not seen[:5].any() and (seen[5:] == wanted).all()
    return "" if good else f"{np.flatnonzero(~seen[9])}"


def finds_steps():
    """beside a step are six pixels before and behind the two columns whose squares hold it"""
    left = np.full((20, 400), 2.0)
    left[:, 200:] = 1.0
    found = np.flatnonzero(ranges.beside_steps(left, RIG)[9])
    even = ranges.beside_steps(np.full((20, 400), 2.0), RIG).any()
    return "" if not even and found.tolist() == list(range(193, 207)) else f"{found}"


def counts_as_stated():
    """normal errors of the deviation that is reported: nine of ten within, ratio 1.645 / 0.6745"""
    random = np.random.default_rng(1)
    left = np.full((20, 400), 2.0)
    pixels = 50
    truth = left * RIG.stretch()
    sets = []
    for _ in range(pixels):
        off = 0.01 * random.standard_normal(truth.shape)
        found = truth + off
        found[:2] = np.inf
        sets.append(ranges.Pixels.of(left, left, RIG, found, np.full(truth.shape, 0.01644854),
                                     np.full(truth.shape, 0.01)))
    f = ranges.figures(ranges.Pixels.together(sets))
    # Columns 0–9 of the wall lie outside of the right picture.
    wanted = {"seen": (pixels * 20 * 390, 0), "known": (90, 1e-9), "within": (90, 0.2),
              "withinExact": (68.27, 0.3), "beyondThrice": (0, 0.001), "reported": (16.45, 0.01),
              "off": (6.745, 0.05), "off90": (16.45, 0.1), "ratio": (2.439, 0.02),
              "unseen": (pixels * 20 * 10, 0), "unseenGiven": (90, 1e-9), "unseenWrong": (10, 1)}
    wrong = {k: f[k] for k, (v, slack) in wanted.items() if abs(f[k] - v) > slack}
    return f"{wrong}" if wrong or wanted.keys() != f.keys() else ""


def measures_along_the_ray():
    """range is depth times the length of the pixel's direction, and bands are of true range"""
    left = np.full((20, 400), 1.0)
    none = np.full(left.shape, np.inf)
    pixels = ranges.Pixels.of(left, left, RIG, none, none, none)
    corner = math.sqrt(1 + 2.0 ** 2 + 0.1 ** 2)
    sizes = [pixels.band(b).truth.size for b in ranges.BANDS]
    empty = ranges.figures(pixels.band("> 20 m"))
    # The axis meets the wall at 1 m, the corners are at 2.24 m.
    wrong = sizes[0] or sum(sizes) != left.size or any(sizes[3:])
    if abs(pixels.truth[0] - corner) > 1e-12 or wrong:
        return f"{pixels.truth[0]} {sizes}"
    return "" if empty["known"] is None and empty["ratio"] is None else f"{empty}"


def sky_has_no_end():
    """sky with a range is counted, and is wrong unless the error reaches as far as the range"""
    left = np.array([[np.inf, np.inf, np.inf, 1.0]])
    found, reported = np.array([[np.inf, 50, 50, 1]]), np.array([[np.inf, 49, 51, 0.1]])
    counts = ranges.sky(left, found, reported)
    return "" if counts == {"sky": 3, "skyGiven": 2, "skyWrong": 1} else f"{counts}"


def looks_where_it_says():
    """the cameras of a rig look ahead, down by the pitch, with rows along the baseline"""
    w, x, y, z = Rig(pitch=30).quaternion()
    turn = np.array([[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
                     [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
                     [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]])
    ahead = [math.cos(math.radians(30)), 0, -0.5]
    good = np.allclose(turn[:, 2], ahead) and np.allclose(turn[:, 0], [0, -1, 0])
    names = [s.name for s in scenes.SCENES]
    seeds = {s.seed for s in scenes.SCENES}
    differ = len({*names}) == len(seeds) == len(names)
    return "" if good and differ else f"{turn} {names}"


def missing_floors_are_loud():
    """a missed floor is found, told, and stands first on the page"""
    some = {"seen": 1, "known": 90, "within": 90, "withinExact": 90, "beyondThrice": 1,
            "reported": 1, "off": 1, "off90": 1, "ratio": 1, "unseen": 1, "unseenGiven": 1,
            "unseenWrong": 1}
    judged = {"all": some, "surroundings": {}, "bands": {}, "scenes": {}}
    pictures = {s: {"bad1": 0, "subrms": 0, "lock": 0}
                for s in ("cones:all", "cones:nonocc", "tsukuba:all", "syn_clean:all")}
    good = {"date": "", "processor": "", "commit": "", "program": "", "built": "", "simulated": "",
            "disparities": {tables.DEFAULT: pictures}, "ranges": {tables.DEFAULT: judged}}
    plants = {("ranges", "all", "within"): 87.9, ("ranges", "all", "withinExact"): 95.1,
              ("disparities", "cones:nonocc", "bad1"): 4.8,
              ("disparities", "syn_clean:all", "subrms"): 0.2}
    if tables.missed(good):
        return f"{tables.missed(good)}"
    for (part, group, key), value in plants.items():
        bad = copy.deepcopy(good)
        bad[part][tables.DEFAULT][group][key] = value
        bad["missed"] = tables.missed(bad)
        if len(bad["missed"]) != 1 or f"- **{bad['missed'][0]}**" not in tables.page(bad):
            return f"{part} {group} {key}: {bad['missed']}"
    return ""


CHECKS = [keeps_rows, hides_what_is_hidden, finds_steps, counts_as_stated, measures_along_the_ray,
          sky_has_no_end, looks_where_it_says, missing_floors_are_loud]
