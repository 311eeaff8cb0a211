"""Menon, Andriani and Calvagno 2007: debayering along one of two directions, then refined.

Directions are along the row and along the column; green is estimated in both, and that is taken
along which the differences of the colours change less.
"""

import numpy as np

from .mirrored import around, sites

ALONG = ((1, 0), (0, 1))


def menon(mosaic, pattern):
    red_row, is_own = sites(mosaic.shape, pattern)
    guesses = [green_along(mosaic, is_own, *step) for step in ALONG]
    changes = [change_along(mosaic - guess, *step) for guess, step in zip(guesses, ALONG)]
    level = changes[1] >= changes[0]
    green = np.where(level, *guesses)
    is_red, is_blue = is_own & red_row, is_own & ~red_row

    def chosen(plane, weights):
        return np.where(level, *(mean(plane, weights, *step) for step in ALONG))

    def at_green(plane, rows):
        """A colour at green: the neighbours of its own row, or of its own column."""
        difference = [mean(plane - green, (0.5, 0, 0.5), *step) for step in ALONG]
        return np.where(is_own, plane, green + np.where(rows, *difference))
    red, blue = at_green(mosaic, red_row), at_green(mosaic, ~red_row)
    red = np.where(is_blue, mosaic + chosen(red - blue, (0.5, 0, 0.5)), red)
    blue = np.where(is_red, mosaic + chosen(blue - red, (0.5, 0, 0.5)), blue)

    third = (1 / 3,) * 3
    smooth = np.where(red_row, chosen(red - green, third), chosen(blue - green, third))
    green = np.where(is_own, mosaic - smooth, mosaic)
    red, blue = at_green(red, red_row), at_green(blue, ~red_row)
    smooth = chosen(red - blue, third)
    return np.stack((np.where(is_blue, mosaic + smooth, red), green,
                     np.where(is_red, mosaic - smooth, blue)), 2)


def green_along(mosaic, is_own, x, y):
    """Green where it is missing: the mean of two, corrected by the curvature of the colour."""
    at = around(mosaic)
    bend = 2 * mosaic - at(2 * x, 2 * y) - at(-2 * x, -2 * y)
    return np.where(is_own, (at(x, y) + at(-x, -y)) / 2 + bend / 4, mosaic)


def change_along(difference, x, y):
    """How much the differences of colours change along a direction, around every site."""
    change = np.abs(difference - around(difference)(2 * x, 2 * y))
    at = around(change, mode="constant")
    total = 3 * (change + at(-2 * x, -2 * y))
    for side in (-2, 2):
        total += at(side * y, side * x) + at(side * y - 2 * x, side * x - 2 * y)
    for side in (-1, 1):
        total += at(side * y - x, side * x - y)
    return total


def mean(plane, weights, x, y):
    at = around(plane)
    return sum(weight * at(k * x, k * y) for k, weight in zip((-1, 0, 1), weights))
