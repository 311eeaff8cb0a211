"""What judges, on views, truths and seams of which the answer is known."""

import copy

import numpy as np

from suite.command import checked

from . import lunar, photographs, seams, tables


def run():
    """Every check in turn; the status says whether all held."""
    return checked(CHECKS)


def shares_what_it_says():
    """two views of a photograph share as much of their width as they are to"""
    for overlap in photographs.OVERLAPS:
        both = photographs.views((1000, 700), overlap, np.random.default_rng(1))
        masks = [view.mask((1000, 700)) > 0 for view in both]
        share = 100 * (masks[0] & masks[1])[350].sum() / masks[0][350].sum()
        if abs(share - overlap) > 3:
            return f"{share:.1f} instead of {overlap} %"
    return ""


def darkens_corners():
    """a view is darker in the corners by the fall-off, and everywhere by the exposure"""
    view = photographs.View((400, 300), np.eye(3))
    seen = view.seen(np.full((300, 400, 3), 200.0), 0.5, np.random.default_rng(1))
    middle, corner = seen[130:170, 180:220].mean(), seen[:6, :6].mean()
    wanted = 100 * (1 - photographs.FALL_OFF)
    good = abs(middle - 100) < 1 and abs(corner - wanted) < 2
    return "" if good else f"{middle:.1f}, {corner:.1f} instead of 100, {wanted:.1f}"


RIG = lunar.Apart(pitch=0, apart=20, baseline=0.2, focal=500, width=400, height=300,
                  centre=(200, 150))


def looks_apart():
    """the right camera sees what lies ahead left of its middle, and nearer things further left"""
    ahead = RIG.centre[0] + RIG.focal * np.tan(np.radians(10))
    seen = [RIG.across(np.array([ahead]), np.array([150.0]), np.array([depth]))
            for depth in (1e6, 4.0)]
    far, near = (float(s[0][0]) for s in seen)
    rows = [float(s[1][0]) for s in seen]
    wanted = RIG.centre[0] - RIG.focal * np.tan(np.radians(10))
    good = abs(far - wanted) < 0.01 and near < far - 15 and np.allclose(rows, 150, atol=0.01)
    return "" if good else f"{far:.2f} instead of {wanted:.2f}, then {near:.2f}, rows {rows}"


def finds_what_is_apart():
    """an index that is off by a quarter of a pixel at its seam is found to be"""
    # Both look at a wall far ahead of the rover, each at its own angle.
    y, x = np.mgrid[:300, :400].astype(float)
    inward = (x - RIG.centre[0]) / RIG.focal * np.sin(np.radians(10))
    depths = [1e5 / (np.cos(np.radians(10)) + side * inward) for side in (1, -1)]
    truth = lunar.Truth(RIG, *depths)
    there = truth.across(x, y)
    index = seams.Index.__new__(seams.Index)
    seam = 300
    index.frames = np.where(x <= seam, 1, np.where(np.isfinite(there[0]), 2, 0))
    index.x = np.where(index.frames == 1, x, there[0] + 0.25)
    index.y = np.where(index.frames == 1, y, there[1])
    errors = seams.across(index, truth)
    good = errors.size > 200 and np.abs(errors - 0.25).max() < 0.01
    return "" if good else f"{errors.size} errors, {np.sort(errors)[::100]}"


def names_what_is_missed():
    """a pair that is refused, an error beyond the floor and a mosaic unlike the truth are named"""
    plane = {"ok": 1, "hreg": 0.01, "step": 0.1, "nonuni": 0.2}
    apart = {"ok": 1, "reg95": 1.0, "ssim_ov": 0.9, "step": 0.1, "nonuni": 5}
    good = {"shared": {"hom_a": plane, "par_a": apart}, "made": {"hom_b": dict(plane)}}
    if tables.missed(good):
        return f"{tables.missed(good)}"
    bad = copy.deepcopy(good)
    bad["shared"]["hom_a"] = {"ok": 0}
    bad["made"]["hom_b"]["hreg"] = 0.6
    bad["shared"]["par_a"]["ssim_ov"] = 0.8
    found = tables.missed(bad)
    return "" if len(found) == 3 else f"{found}"


CHECKS = (shares_what_it_says, darkens_corners, looks_apart, finds_what_is_apart,
          names_what_is_missed)
