"""Simulated pairs of cameras that look apart: where both look, and what the truth says of it."""

from dataclasses import dataclass

import numpy as np

from depth.rig import SENSOR, Rig
from depth.scenes import Scene

# The right camera takes so much more light: 1.5 EV.
BRIGHTER = 2 ** 1.5


@dataclass(frozen=True)
class Apart(Rig):
    """Two cameras that are turned outwards."""

    focal: float = 1000
    apart: float = 30       # degrees between both

    def cameras(self):
        half, yaw = self.baseline / 2, self.apart / 2
        brighter = {"responsivity": SENSOR["responsivity"] * BRIGHTER}
        return [self.camera("left", half, yaw), self.camera("right", -half, -yaw, **brighter)]

    def axes(self, yaw):
        """From camera to rover."""
        w, x, y, z = self.quaternion(yaw)
        return np.array([
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]])

    def across(self, x, y, depth):
        """Where the right camera sees what the left one sees at a position at some depth.

        Gives columns, rows and depths there; what lies behind has a depth below 0.
        """
        seen = np.stack([(x - self.centre[0]) / self.focal, (y - self.centre[1]) / self.focal,
                         np.ones_like(depth)]) * np.minimum(depth, 1e7)
        rover = np.tensordot(self.axes(self.apart / 2), seen, 1)
        rover[1] += self.baseline
        there = np.tensordot(self.axes(-self.apart / 2).T, rover, 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return (there[0] / there[2] * self.focal + self.centre[0],
                    there[1] / there[2] * self.focal + self.centre[1], there[2])


def place(name, seed, position, heading, sun, pitch, apart, **terrain):
    rig = Apart(pitch=pitch, apart=apart, baseline=0.10)
    return Scene(name, seed, position, heading, sun, rig, terrain)


# Overlaps as the truth has them, about: the nearer the ground, the less.
PAIRS = [
    place("far-30", 201, (3, 1), 209, (127, 21), 12, 34),
    place("far-20", 202, (-6, 4), 80, (150, 35), 12, 39),
    place("far-10", 203, (7, -5), 310, (230, 28), 12, 44),
    place("down-30", 204, (1, -6), 120, (212, 18), 25, 34),
    place("down-20", 205, (-4, 2), 30, (300, 30), 25, 39),
    place("down-10", 206, (5, 5), 300, (180, 45), 25, 44),
]


def bilinear(plane, x, y):
    """Numbers between pixels; NaN beyond the edge."""
    height, width = plane.shape
    inside = (x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1)
    x, y = np.where(inside, x, 0), np.where(inside, y, 0)
    left, top = np.minimum(x.astype(int), width - 2), np.minimum(y.astype(int), height - 2)
    u, v = x - left, y - top
    rows = [plane[top + k, left] * (1 - u) + plane[top + k, left + 1] * u for k in (0, 1)]
    return np.where(inside, rows[0] * (1 - v) + rows[1] * v, np.nan)


class Truth:
    """Where the right camera sees what the left one sees."""

    def __init__(self, rig, left, right):
        self.rig, self.left, self.right = rig, left, right

    def across(self, x, y):
        """Columns and rows there; NaN where the right camera does not see it, or only the sky."""
        depth = bilinear(np.where(np.isfinite(self.left), self.left, 1e7), x, y)
        there = self.rig.across(x, y, np.nan_to_num(depth, nan=1e7))
        known = bilinear(np.where(np.isfinite(self.right), self.right, 1e7), there[0], there[1])
        seen = (np.isfinite(depth) & (depth < 1e6) & (there[2] > 0)
                & (np.abs(known - there[2]) < 0.02 * there[2]))
        return np.where(seen, there[0], np.nan), np.where(seen, there[1], np.nan)

    def overlap(self):
        """Which share of the left camera's picture the right one sees, sky apart."""
        y, x = np.mgrid[:self.left.shape[0], :self.left.shape[1]].astype(float)
        ground = np.isfinite(self.left) & (self.left < 1e6)
        return float(np.isfinite(self.across(x, y)[0])[ground].mean())
