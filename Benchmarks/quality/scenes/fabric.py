"""Cloth: threads over and under threads, in folds."""

import numpy as np

from ..canvas import hsv
from ..noise import cells, on, smooth

TARTAN = np.array([0] * 14 + [1] * 2 + [0] * 3 + [2] * 12 + [3] * 2 + [2] * 4 + [1] * 1 + [4] * 8)
STRIPES = np.array([0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 5, 1, 3, 3, 2, 2, 0])


def cloth(canvas, pitch, angle, sett, palette, twill, fold):
    """One cloth: colours of the threads from `sett`, over and under by a twill or plain weave."""
    rng = canvas.rng
    warp = [smooth(canvas, 170) * fold for _ in range(2)]
    c, s = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    u = (canvas.x * c + canvas.y * s + warp[0]) / pitch
    v = (-canvas.x * s + canvas.y * c + warp[1]) / pitch
    iu, iv = np.floor(u).astype(np.int64), np.floor(v).astype(np.int64)
    fu, fv = u - iu - 0.5, v - iv - 0.5
    upper = ((iu + iv) % (4 if twill else 2)) < (2 if twill else 1)
    uneven = np.exp(rng.normal(0, 0.10, (2, 8192))).astype(np.float32)
    warp_colour = palette[sett[iu % len(sett)]] * uneven[0][iu % 8192][..., None]
    weft_colour = palette[sett[iv % len(sett)]] * uneven[1][iv % 8192][..., None]
    light = np.where(upper[..., None], warp_colour, weft_colour)
    across, along = np.where(upper, fu, fv), np.where(upper, fv, fu)
    round_thread = np.sqrt(np.clip(1 - (across / 0.54) ** 2, 0.02, 1))
    ply = 1 + 0.16 * np.sin(2 * np.pi * (along * 1.5 + across * 1.2))
    light *= (round_thread * (1 - 0.5 * (2 * along) ** 2 * 0.5) * ply)[..., None]
    slope = np.gradient(smooth(canvas, 120) * fold * 2.2 + warp[0], axis=1) * canvas.scale
    shade = np.clip(0.95 + 0.42 * slope, 0.16, 1.7)
    fuzz = np.exp(0.17 * on(canvas, slope=0.7, longest=30, shortest=0.9))
    return light * (shade * fuzz)[..., None]


def weave(canvas):
    """A fine red, green and yellow tartan beside a coarse striped cloth."""
    red_green = hsv([0.99, 0.12, 0.40, 0.6, 0.62], [0.85, 0.6, 0.6, 0.1, 0.65],
                    [0.70, 0.95, 0.36, 0.95, 0.30])
    gay = hsv([0.91, 0.07, 0.04, 0.12, 0.94, 0.08], [0.8, 0.85, 0.9, 0.5, 0.9, 0.75],
              [0.8, 0.9, 0.6, 0.95, 0.35, 0.75])
    fine = cloth(canvas, 4.6, 0.38, TARTAN, red_green, True, 9)
    coarse = cloth(canvas, 6.7, -0.55, STRIPES, gay, False, 7)
    border = canvas.x * 0.8 - canvas.y * 0.45 + 14 * np.sin(canvas.y / 60) - 120
    light = np.where((border > 0)[..., None], coarse, fine)
    return light * (1 - 0.72 * np.exp(-np.clip(-border, 0, None) / 9) * (border < 0))[..., None]


def yarn(canvas):
    """Embroidery: patches of parallel silk threads, each patch its own direction and colour."""
    rng = canvas.rng
    patch, gap, _ = cells(canvas, 150)
    count = patch.max() + 1
    angle = rng.uniform(0, np.pi, count).astype(np.float32)[patch]
    pitch = rng.uniform(2.4, 4.6, count).astype(np.float32)[patch]
    bend = smooth(canvas, 60)
    across = (canvas.x * np.cos(angle) + canvas.y * np.sin(angle) + 1.4 * bend) / pitch
    along = -canvas.x * np.sin(angle) + canvas.y * np.cos(angle)
    thread = np.floor(across).astype(np.int64)
    hue = rng.random(count)
    pick = rng.random(65536).astype(np.float32)
    own = pick[(thread * 7919 + patch * 104729) % 65536]
    base = hsv(hue, rng.uniform(0.75, 0.98, count), rng.uniform(0.45, 0.98, count))
    other = hsv(hue + rng.normal(0, 0.07, count), rng.uniform(0.3, 0.95, count), 0.95)
    colour = np.where((own > 0.72)[..., None], other[patch], base[patch])
    profile = np.sqrt(np.clip(1 - (2 * (across - thread) - 1) ** 2, 0.03, 1))
    twist = 1 + 0.18 * np.sin(along * 2.1 + (across - thread) * 5 + own * 40)
    sheen = 0.75 + 0.5 * np.cos(angle * 2 + 0.8) ** 2 + 0.18 * bend
    tone = profile * twist * np.clip(sheen, 0.3, 1.6) * np.clip(0.25 + gap / 2.2, 0, 1)
    return colour * (tone * (0.55 + 0.6 * own))[..., None]
