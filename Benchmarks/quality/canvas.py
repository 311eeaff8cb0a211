"""A scene on a fine grid, and the picture a camera makes of it.

A scene is drawn in linear light on a grid SCALE times finer than the picture. The camera blurs it
(Gaussian, the lens) and sums SCALE x SCALE cells into a pixel (the area of a photosite), so the
truth of every pixel is known for all three colours.
"""

import cv2
import numpy as np

SIZE = 512
SCALE = 4


class Canvas:
    """The grid of a scene: coordinates in pixels of the picture, and a generator of its own."""

    def __init__(self, seed, scale=SCALE, size=SIZE):
        self.seed, self.scale, self.size, self.n = seed, scale, size, size * scale
        self.rng = np.random.default_rng(seed)
        axis = ((np.arange(self.n, dtype=np.float32) + 0.5) / scale).astype(np.float32)
        self.x = np.broadcast_to(axis[None, :], (self.n, self.n))
        self.y = np.broadcast_to(axis[:, None], (self.n, self.n))

    def fill(self, colour):
        """A light of one colour everywhere."""
        return np.broadcast_to(np.float32(colour), (self.n, self.n, 3)).copy()


# How much of its neighbours' light each colour filter of a sensor lets through.
FILTERS = np.float32([[0.80, 0.17, 0.03], [0.11, 0.80, 0.09], [0.03, 0.19, 0.78]])


def expose(light, scale, blur):
    """The picture of a scene: filters, lens of `blur` pixels, the mean over each pixel's area."""
    light = np.asarray(light, np.float32) @ FILTERS.T
    light = np.ascontiguousarray(light, np.float32)
    if blur:
        light = cv2.GaussianBlur(light, (0, 0), blur * scale, borderType=cv2.BORDER_REFLECT)
    n = light.shape[0] // scale
    return np.clip(light.reshape(n, scale, n, scale, 3).mean((1, 3), dtype=np.float64), 0, 1)


def srgb(light):
    """The sRGB curve, linear 0...1 to coded 0...1 (IEC 61966-2-1)."""
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def linear(coded):
    """The inverse of `srgb`."""
    coded = np.asarray(coded, np.float64)
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def hsv(hue, saturation=1.0, value=1.0):
    """Linear colours of hue in turns, saturation and value of the coded colour."""
    hue, saturation, value = np.broadcast_arrays(
        np.asarray(hue, np.float64) % 1, saturation, value)
    sector = (hue[..., None] * 6 + np.array([5.0, 3.0, 1.0])) % 6
    part = np.clip(np.minimum(sector, 4 - sector), 0, 1)
    coded = value[..., None] * (1 - saturation[..., None] * part)
    return linear(coded).astype(np.float32)


def step(x, low=0.0, high=1.0):
    """A smooth step from 0 at `low` to 1 at `high`."""
    t = np.clip((x - low) / (high - low), 0, 1).astype(np.float32)
    return t * t * (3 - 2 * t)


def over(below, above, cover):
    """`above` painted on `below` where `cover` is 1."""
    cover = np.asarray(cover, np.float32)
    cover = cover[..., None] if cover.ndim == 2 else cover
    return below + (above - below) * cover
