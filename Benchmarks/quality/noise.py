"""Textures without edges: sums of waves with the falling spectrum of natural things."""

import cv2
import numpy as np


def fractal(rng, n, scale, slope=1.0, longest=1e9, shortest=0.0, stretch=(1.0, 1.0), turn=0.0):
    """Noise of mean 0 and deviation 1 whose amplitude falls as frequency ** -slope.

    Wavelengths outside [shortest, longest] pixels are left out; `stretch` makes the noise longer
    along x or y, `turn` (radians) rotates that.
    """
    fx = np.fft.rfftfreq(n).astype(np.float32)[None, :] * scale
    fy = np.fft.fftfreq(n).astype(np.float32)[:, None] * scale
    u = (fx * np.cos(turn) + fy * np.sin(turn)) * np.float32(stretch[0])
    v = (-fx * np.sin(turn) + fy * np.cos(turn)) * np.float32(stretch[1])
    radius = np.sqrt(u * u + v * v).astype(np.float32)
    radius[0, 0] = 1
    gain = radius ** np.float32(-slope)
    gain[(radius < 1 / longest)] = 0
    if shortest:
        gain *= np.exp(-((radius * np.float32(shortest)) ** 4))
    gain[0, 0] = 0
    phase = rng.random(gain.shape, dtype=np.float32) * np.float32(2 * np.pi)
    amount = np.sqrt(-2 * np.log(1 - rng.random(gain.shape, dtype=np.float32))) * gain
    wave = np.fft.irfft2(amount * np.exp(1j * phase).astype(np.complex64), s=(n, n))
    wave = wave.astype(np.float32)
    return (wave - wave.mean()) / wave.std()


def on(canvas, **options):
    """`fractal` on the grid of a canvas."""
    return fractal(canvas.rng, canvas.n, canvas.scale, **options)


def smooth(canvas, wavelength):
    """Slow noise of about one wavelength: folds, lighting."""
    small = canvas.rng.normal(size=(64, 64)).astype(np.float32)
    sigma = wavelength / canvas.size * 64 / 3
    small = cv2.GaussianBlur(small, (0, 0), sigma, borderType=cv2.BORDER_REFLECT)
    big = cv2.resize(small, (canvas.n, canvas.n), interpolation=cv2.INTER_CUBIC)
    return (big - big.mean()) / big.std()


def sample(texture, x, y):
    """A texture read at fractional places of its own grid, repeated at its ends."""
    height, width = texture.shape[:2]
    return cv2.remap(texture, np.float32(x % width), np.float32(y % height), cv2.INTER_LINEAR,
                     borderMode=cv2.BORDER_WRAP)


def cells(canvas, count, jitter=1.0):
    """The number of the nearest of about `count` scattered points, and the map of two distances:

    how much farther the second nearest is, and how far the nearest.
    """
    side = int(round(np.sqrt(count)))
    pitch = canvas.size / side
    grid = np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).reshape(-1, 2)
    points = (grid + 0.5 + (canvas.rng.random(grid.shape) - 0.5) * jitter) * pitch
    near = np.full((canvas.n, canvas.n), 1e9, np.float32)
    second, index = near.copy(), np.zeros((canvas.n, canvas.n), np.int32)
    reach = 2.2 * pitch
    for number, (px, py) in enumerate(points):
        x0, x1 = (max(0, int(p * canvas.scale)) for p in (px - reach, px + reach))
        y0, y1 = (max(0, int(p * canvas.scale)) for p in (py - reach, py + reach))
        part = np.s_[y0:y1, x0:x1]
        d = np.hypot(canvas.x[part] - np.float32(px), canvas.y[part] - np.float32(py))
        closer = d < near[part]
        second[part] = np.where(closer, near[part], np.minimum(second[part], d))
        index[part] = np.where(closer, number, index[part])
        near[part] = np.minimum(near[part], d)
    return index, second - near, near
