"""What the definitions on mosaics share: the neighbours of every site, and whose sites they are."""

import numpy as np

REACH = 2


def around(plane, mode="reflect"):
    """`at(dx, dy)`: the plane as seen from every site, mirrored about its outermost samples."""
    padded = np.pad(plane, REACH, mode=mode)
    height, width = plane.shape

    def at(dx, dy):
        return padded[REACH + dy:REACH + dy + height, REACH + dx:REACH + dx + width]
    return at


def sites(shape, pattern):
    """Whether a site is in a red row, and whether the row's own colour stands there."""
    red_y, red_x = divmod(pattern.index("R"), 2)
    y, x = np.indices(shape)
    return y % 2 == red_y, (x + y) % 2 == (red_x + red_y) % 2
