"""Charts: colours with fine lines, zone plates, wedges and gratings."""

import numpy as np

from ..canvas import hsv, over
from ..noise import on
from ..shapes import write


def chart(canvas):
    """A chart of colours: fine lines, fans, rings and dots of one colour on another."""
    rng = canvas.rng
    light = canvas.fill([0.18, 0.18, 0.18])
    for row in range(6):
        for column in range(6):
            x, y = 10 + column * 83, 10 + row * 83
            ground = hsv(rng.random(), rng.beta(4, 1.6), rng.uniform(0.3, 1))
            line = hsv(rng.random(), rng.beta(4, 1.6), 0.95 if ground.max() < 0.35 else 0.3)
            part = np.s_[y * canvas.scale:(y + 77) * canvas.scale,
                         x * canvas.scale:(x + 77) * canvas.scale]
            light[part] = ground
            marks = pattern(canvas, row + column, row * 6 + column, x, y, part)
            light[part] = np.where(marks[..., None], line, light[part])
    grain = on(canvas, slope=0.8, longest=30, shortest=1.0)
    lamp = 1.05 - 0.25 * np.hypot(canvas.x - 180, canvas.y - 160) / canvas.size
    return light * (np.exp(0.02 * grain) * lamp)[..., None]


def pattern(canvas, kind, number, x, y, part):
    """The marks of one field of the chart."""
    u, v = canvas.x[part] - np.float32(x + 38.5), canvas.y[part] - np.float32(y + 38.5)
    turn = number * 0.61
    a = u * np.cos(turn) + v * np.sin(turn)
    b = -u * np.sin(turn) + v * np.cos(turn)
    radius = np.hypot(u, v)
    if kind % 6 == 0:
        return np.abs(a % 9 - 4.5) < 0.55
    if kind % 6 == 1:
        return (np.sin(np.arctan2(v, u) * 18) > 0) & (radius < 36)
    if kind % 6 == 2:
        return np.abs(radius % 6.5 - 3) < 0.6
    if kind % 6 == 3:
        return (np.abs(a % 11 - 5) < 0.5) | (np.abs(b % 11 - 5) < 0.5)
    if kind % 6 == 4:
        return np.abs(a + 6 * np.sin(b / 5)) % 7 < 1.2
    return np.hypot(a % 7 - 3.5, b % 7 - 3.5) < 1.6


def plates(canvas):
    """Zone plates, grey and in colours, up to 0.48 periods a pixel, on a rough wall."""
    wall = on(canvas, slope=1.2, longest=200, shortest=1.5)
    light = np.float32([0.30, 0.28, 0.25]) * np.exp(0.25 * wall)[..., None]
    for x, y, radius, dark, bright, limit in (
            (150, 150, 138, [0.03, 0.03, 0.03], [0.85, 0.85, 0.83], 0.45),
            (390, 130, 110, hsv(0.99, 0.85, 0.6), hsv(0.52, 0.5, 0.9), 0.42),
            (120, 392, 106, hsv(0.62, 0.8, 0.5), hsv(0.15, 0.75, 0.95), 0.42),
            (366, 376, 132, [0.12, 0.11, 0.10], [0.62, 0.55, 0.45], 0.48)):
        r = np.hypot(canvas.x - np.float32(x), canvas.y - np.float32(y))
        wave = 0.5 + 0.5 * np.cos(np.pi * limit / radius * r * r)
        rings = over(np.float32(dark), np.float32(bright), wave)
        light = np.where((r < radius)[..., None], rings, light)
        light = np.where((np.abs(r - radius - 2) < 2)[..., None], np.float32(0.02), light)
    return light


def wedges(canvas):
    """A chart of resolution: stars, wedges, gratings in ten directions, figures."""
    mark = np.zeros((canvas.n, canvas.n), bool)
    for x, y, arms, radius in ((110, 110, 36, 92), (402, 110, 24, 92), (256, 300, 60, 88)):
        dx, dy = canvas.x - np.float32(x), canvas.y - np.float32(y)
        mark |= (np.sin(np.arctan2(dy, dx) * arms) > 0) & (np.hypot(dx, dy) < radius)
    for i in range(10):
        x, y = 59 + (i % 5) * 98, 432 + (i // 5) * 49
        box = (np.abs(canvas.x - x) < 40) & (np.abs(canvas.y - y) < 20)
        angle, period = i * np.pi / 10 + 0.05, 2.15 + 0.22 * i
        wave = np.sin((canvas.x * np.cos(angle) + canvas.y * np.sin(angle)) * 2 * np.pi / period)
        mark |= box & (wave > 0)
    for x in (69, 445):
        u, v = canvas.x - np.float32(x), (canvas.y - 218) / 170
        spread = np.maximum(8 + 40 * (1 - v), 1)
        mark |= (np.abs(v - 0.5) < 0.5) & (np.abs(u) < spread) & (np.sin(u / spread * 28.3) > 0)
    light = np.where(mark[..., None], np.float32(0.025), canvas.fill([0.78, 0.78, 0.76]))
    for i, y in enumerate((30, 46, 60, 72, 82, 91, 99)):
        write(canvas, light, [0.03] * 3, ["5.0 6.3 LPH 8"], (215, y), 13 - 1.2 * i, 0, 500)
    for i, hue in enumerate((0.0, 0.33, 0.6, 0.14, 0.5, 0.85)):
        box = (np.abs(canvas.x - 216 - 16 * i) < 6) & (np.abs(canvas.y - 150) < 30)
        stripes = box & (np.sin(canvas.y * 2 * np.pi / (2.4 + 0.5 * i)) > 0)
        light = np.where(stripes[..., None], hsv(hue, 0.85, 0.85), light)
    grain = on(canvas, slope=0.8, longest=30, shortest=1)
    return light * ((1.02 - 0.2 * canvas.y / canvas.size) * np.exp(0.012 * grain))[..., None]
