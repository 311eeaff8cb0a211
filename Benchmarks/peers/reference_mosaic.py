"""The definitions of debayering and developing, in double precision.

Names are by geometry: in a row, `own` is the row's own colour (red in red rows) and `other` the
one of the rows above and below.
"""

import numpy as np

from .mirrored import around, sites
from .reference_menon import menon


def debayer(work, mosaic):
    """Three channels in the scale of the mosaic, not rounded."""
    return METHODS[work["method"]](mosaic[:, :, 0], work["pattern"])


def develop(work, mosaic):
    """Light, debayering, gains, matrix, transfer curve; in codes of 8 bits, not rounded."""
    light = (mosaic - work["black"]) / (work["white"] - work["black"])
    colour = debayer(work, light) * np.asarray(work["gains"])
    colour = np.clip(colour @ np.reshape(work["matrix"], (3, 3)).T, 0, 1)
    return 255 * srgb(colour)


def srgb(light):
    """IEC 61966-2-1."""
    return np.where(light <= 0.0031308, 12.92 * light,
                    1.055 * np.maximum(light, 0.0031308) ** (1 / 2.4) - 0.055)


def arranged(shape, pattern, centre, at_own, at_green):
    """Red, green, blue from (green, other) where own stands and (own, other) at green."""
    red_row, is_own = sites(shape, pattern)
    own = np.where(is_own, centre, at_green[0])
    green = np.where(is_own, at_own[0], centre)
    other = np.where(is_own, at_own[1], at_green[1])
    return np.stack((np.where(red_row, own, other), green, np.where(red_row, other, own)), 2)


def bilinear(mosaic, pattern):
    """Means of the nearest samples of each colour."""
    at = around(mosaic)
    level, upright = at(-1, 0) + at(1, 0), at(0, -1) + at(0, 1)
    corners = at(-1, -1) + at(1, -1) + at(-1, 1) + at(1, 1)
    return arranged(mosaic.shape, pattern, mosaic, ((level + upright) / 4, corners / 4),
                    (level / 2, upright / 2))


def malvar(mosaic, pattern):
    """Malvar, He and Cutler 2004, figure 2."""
    at = around(mosaic)
    level, upright = at(-1, 0) + at(1, 0), at(0, -1) + at(0, 1)
    corners = at(-1, -1) + at(1, -1) + at(-1, 1) + at(1, 1)
    far_level, far_upright = at(-2, 0) + at(2, 0), at(0, -2) + at(0, 2)
    far = far_level + far_upright
    return arranged(
        mosaic.shape, pattern, mosaic,
        ((4 * mosaic + 2 * (level + upright) - far) / 8,
         (6 * mosaic + 2 * corners - 1.5 * far) / 8),
        ((5 * mosaic + 4 * level - corners - far_level + 0.5 * far_upright) / 8,
         (5 * mosaic + 4 * upright - corners - far_upright + 0.5 * far_level) / 8))


METHODS = {"bilinear": bilinear, "malvar": malvar, "menon": menon}
