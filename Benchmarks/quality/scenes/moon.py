"""The Moon at a low Sun: from above, from a rover's height, stones close by."""

import numpy as np

from ..canvas import hsv
from ..noise import on
from .relief import Relief
from .view import look


def craters(canvas):
    """Ground seen from above with craters, boulders and long black shadows."""
    ground = Relief(canvas.rng, canvas.n, 512.0, rough=1.7, slope=2.1)
    ground.craters(520, 3.0, 80.0, 1.6, 0.3)
    ground.stones(900, 0.7, 7.0, 1.6)
    return ground.shade(15.0, 0.62)


def horizon(canvas):
    """The view of a low camera over ground with stones; the sky is black."""
    ground = Relief(canvas.rng, 4608, 7.2, rough=0.028, slope=1.75)
    ground.craters(260, 0.04, 0.7, 1.6, 0.26)
    ground.stones(6500, 0.0045, 0.16, 1.75)
    light = ground.shade(17.0, 0.62)
    x, y, hit = look(ground, canvas.n, (0.8, 6.3, 0.6), -0.95, np.radians(17), 52)
    picture = ground.at(x, y, light)
    picture[~hit] = 0.0006
    return picture


def stones(canvas):
    """Stones and dust close by, and among them a plate with patches of colour."""
    ground = Relief(canvas.rng, canvas.n, 0.5, rough=0.0022, slope=1.6)
    ground.stones(2200, 0.0012, 0.034, 1.45)
    part, x, y = ground.box(0.335, 0.36, 0.15)
    u, v = (x * np.cos(0.3) + y * np.sin(0.3)), (-x * np.sin(0.3) + y * np.cos(0.3))
    plate = (np.abs(u) < 0.072) & (np.abs(v) < 0.050)
    ground.height[part] = np.where(plate, ground.height[part].mean() + 0.012, ground.height[part])
    ground.albedo[part] = np.where(plate, 1.0, ground.albedo[part])
    light = ground.shade(23.0, 0.62)
    column, row = np.floor((u + 0.072) / 0.024), np.floor((v + 0.050) / 0.025)
    hues = hsv([0.07, 0.6, 0.95, 0.14, 0.33, 0.8, 0.5, 0.0, 0.62, 0.37, 0.99, 0.15, 0, 0, 0, 0, 0,
                0, 0.85, 0.54, 0.1, 0.27, 0.7, 0.04], [0.5] * 6 + [0.85] * 6 + [0] * 6 + [0.9] * 6,
               [0.7] * 12 + [0.96, 0.8, 0.64, 0.48, 0.34, 0.2] + [0.75] * 6)
    gap = ((u + 0.072) % 0.024 < 0.0022) | ((v + 0.050) % 0.025 < 0.0022)
    number = np.clip(row * 6 + column, 0, 23).astype(np.int64)
    colour = np.where(gap[..., None], np.float32(0.03), hues[number] * np.float32(1.3))
    light[part] = np.where(plate[..., None], light[part] * colour, light[part])
    return light * np.exp(0.04 * on(canvas, slope=0.7, longest=20, shortest=1))[..., None]
