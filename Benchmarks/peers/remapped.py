"""The maps of resampling, and resampling in double precision."""

import numpy as np


def positions(work):
    """Where each pixel of the result comes from: columns and rows, in pixels."""
    middle = (work.width - 1) / 2, (work.height - 1) / 2
    y, x = np.mgrid[0:work.output_height, 0:work.output_width].astype(np.float64)
    x, y = x - middle[0], y - middle[1]
    if work["map"] == "turn":
        turn = np.deg2rad(work["degrees"])
        x, y = np.cos(turn) * x - np.sin(turn) * y, np.sin(turn) * x + np.cos(turn) * y
    else:
        square = (x * x + y * y) / work["focal"] ** 2
        factor = 1 + square * (work["k1"] + square * work["k2"])
        x, y = x * factor, y * factor
    return x + middle[0], y + middle[1]


def cubic(t):
    t = np.abs(t)
    return np.where(t < 1, (1.5 * t - 2.5) * t * t + 1,
                    np.where(t < 2, ((2.5 - 0.5 * t) * t - 4) * t + 2, 0))


def lanczos(t):
    return np.where(np.abs(t) < 3, np.sinc(t) * np.sinc(t / 3), 0)


WINDOWS = {"bilinear": (1, lambda t: np.maximum(0, 1 - np.abs(t))), "bicubic": (2, cubic),
           "lanczos3": (3, lanczos)}


def remap(work, picture):
    """Resampled; 0 where a pixel with a weight would lie beyond the edge."""
    reach, weight = WINDOWS[work["interpolation"]]
    x, y = positions(work)
    column, row = np.floor(x).astype(int), np.floor(y).astype(int)
    taps = range(1 - reach, reach + 1)
    across = [weight(x - column - tap) for tap in taps]
    down = [weight(y - row - tap) for tap in taps]
    total = np.sum(across, axis=0) * np.sum(down, axis=0)
    result, known = np.zeros(x.shape + picture.shape[2:]), np.ones(x.shape, bool)
    for j, dy in enumerate(taps):
        for i, dx in enumerate(taps):
            share, at = down[j] * across[i], (row + dy, column + dx)
            inside = ((at[0] >= 0) & (at[0] < work.height) & (at[1] >= 0) & (at[1] < work.width))
            known &= inside | (np.abs(share) < 1e-12)
            result += share[..., None] * picture[
                np.clip(at[0], 0, work.height - 1), np.clip(at[1], 0, work.width - 1)]
    return np.where(known[..., None], result / total[..., None], 0)
