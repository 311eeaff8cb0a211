"""The definitions of stitching and blending two pictures beside each other, in double precision."""

import numpy as np

BINOMIAL = np.array((1, 4, 6, 4, 1)) / 16


def stitch(work, both):
    """The mosaic of made-up pictures, the second of which is only further to the right."""
    first, second = np.split(both, 2, axis=1)
    return np.concatenate((first, second[:, first.shape[1] - work["shift"]:]), axis=1)


def blend(work, both):
    """Burt and Adelson 1983: differences between the levels of pyramids, added up by weights."""
    pictures = np.split(both, 2, axis=1)
    first = (np.arange(work.output_width) < work["seam"]).astype(np.float64)
    share = np.broadcast_to(first[:, None], (*pictures[0].shape[:2], 1))
    result, levels = None, []
    for band in range(work["bands"]):
        if band < work["bands"] - 1:
            below = [halved(picture) for picture in pictures]
            details = [p - doubled(b, p.shape) for p, b in zip(pictures, below)]
        else:
            below, details = [], pictures
        levels.append(share * details[0] + (1 - share) * details[1])
        pictures, share = below, halved(share)
    for level in reversed(levels):
        result = level if result is None else level + doubled(result, level.shape)
    return result


def halved(picture):
    return smoothed(picture, "edge")[::2, ::2]


def doubled(picture, shape):
    """Means of the pixels of a level below that reach to each pixel."""
    spread, weights = np.zeros(shape), np.zeros((*shape[:2], 1))
    spread[::2, ::2], weights[::2, ::2] = picture, 1
    return smoothed(spread, "constant") / smoothed(weights, "constant")


def smoothed(picture, mode):
    """Five taps along rows and columns."""
    height, width = picture.shape[:2]
    padded = np.pad(picture, ((2, 2), (2, 2), (0, 0)), mode=mode)
    rows = sum(w * padded[:, x:x + width] for x, w in enumerate(BINOMIAL))
    return sum(w * rows[y:y + height] for y, w in enumerate(BINOMIAL))
