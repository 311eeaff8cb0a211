"""How far apart what touches at a seam is: the index of a mosaic against the truth."""

import cv2
import numpy as np

# The index tells places in eighths of a pixel.
PARTS = 8


class Index:
    """Of each pixel of a mosaic, the frame (1 the left, 2 the right one) and the place in it."""

    def __init__(self, file):
        # OpenCV gives blue, green, red: rows, columns, frames.
        rows, columns, self.frames = np.moveaxis(cv2.imread(str(file), cv2.IMREAD_UNCHANGED), 2, 0)
        self.x, self.y = columns / PARTS, rows / PARTS


def across(index, truth, reach=8):
    """Errors in pixels of the right frame along all seams.

    The left frame's places are continued in a straight line, from a pixel of it and that `reach`
    further in, to the first pixel beyond the seam, which is of the right frame; where the right
    camera sees that place is known.
    """
    errors = []
    for frames, x, y in ((index.frames, index.x, index.y),
                         (index.frames.T, index.x.T, index.y.T)):
        for turned in (slice(None), slice(None, None, -1)):
            errors.append(_rightwards(frames[:, turned], x[:, turned], y[:, turned], truth, reach))
    return np.concatenate(errors)


def _rightwards(frames, x, y, truth, reach):
    last, row = [], []
    ours = frames == 1
    for r, c in zip(*np.nonzero(ours[:, :-1] & (frames[:, 1:] == 2))):
        if c >= reach and ours[r, c - reach:c + 1].all():
            row.append(r)
            last.append(c)
    row, last = np.array(row, int), np.array(last, int)
    if not len(row):
        return np.zeros(0)
    place = [p[row, last] + (p[row, last] - p[row, last - reach]) / reach for p in (x, y)]
    seen = truth.across(*place)
    found = [p[row, last + 1] for p in (x, y)]
    error = np.hypot(seen[0] - found[0], seen[1] - found[1])
    return error[np.isfinite(error)]

