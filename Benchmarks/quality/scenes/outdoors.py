"""Fine things out of doors: brick, slate, a fence, leaves."""

import numpy as np

from ..canvas import hsv, over, step
from ..noise import on, smooth
from ..shapes import numbered, polygon, stroke, turned


def house(canvas):
    """A brick wall with tiles above and a white fence before it, in afternoon light."""
    rng = canvas.rng
    deep = 1 + 0.55 * canvas.x / canvas.size
    u, v = canvas.x * (1 + 0.20 * canvas.x / canvas.size), (canvas.y - 200) * deep + 200
    light = bricks(canvas, u, v)
    roof = (canvas.y < 150 - 0.16 * canvas.x)
    light = np.where(roof[..., None], tiles(canvas, u, v), light)
    under = canvas.y - (150 - 0.16 * canvas.x)
    light *= np.where((under > 0) & (under < 26), np.float32(0.16), np.float32(1))[..., None]
    window = (np.abs(u - 300) < 48) & (np.abs(v - 330) < 62)
    pane = window & (np.abs((u - 252) % 32 - 16) < 13) & (np.abs((v - 268) % 42 - 21) < 18)
    sky = np.float32([0.10, 0.15, 0.22]) * (1 + 0.8 * smooth(canvas, 60))[..., None].clip(0.1, 2)
    blinds = np.where((np.floor(v / 1.6) % 2 > 0)[..., None], sky * 1.8 + 0.1, sky)
    light = np.where(window[..., None], np.float32([0.02, 0.16, 0.10]), light)
    light = np.where(pane[..., None], blinds, light)
    fence, bright = numbered(canvas), []
    x = -6.0
    while x < 520:
        wide, top = 4.2 + x / 150, 392 - 0.05 * x + rng.normal(0, 1)
        polygon(canvas, fence, [[x, 520], [x, top], [x + wide / 2, top - wide], [x + wide, top],
                                [x + wide, 520]], len(bright))
        bright.append(rng.uniform(0.62, 0.82))
        x += wide * 1.75
    bright = np.float32(bright)
    shade = np.roll(fence, (6 * canvas.scale, 8 * canvas.scale), (0, 1)) >= 0
    light = np.where((shade & (fence < 0))[..., None], light * np.float32(0.2), light)
    wood = np.exp(0.08 * on(canvas, slope=1, longest=100, shortest=1, stretch=(0.6, 10)))
    white = np.float32([1.0, 0.97, 0.90]) * (bright[fence] * wood)[..., None]
    return np.where((fence >= 0)[..., None], white, light)


def bricks(canvas, u, v):
    """A wall of bricks of 17 by 6 pixels with pale mortar."""
    rng = canvas.rng
    row = np.floor(v / 6.4).astype(np.int64)
    shifted = u / 17 + 0.5 * (row % 2)
    column = np.floor(shifted).astype(np.int64)
    pick = (row * 7919 + column * 104729) % 4096
    tone = np.exp(rng.normal(0, 0.28, 4096)).astype(np.float32)[pick]
    hue = rng.normal(0.025, 0.018, 4096)
    clay = hsv(hue, rng.uniform(0.5, 0.75, 4096), 0.62)[pick] * tone[..., None]
    joint = ((shifted - column) < 0.075) | ((v / 6.4 - row) < 0.17)
    rough = np.exp(0.22 * on(canvas, slope=0.9, longest=60, shortest=0.8))
    light = np.where(joint[..., None], np.float32([0.42, 0.39, 0.34]), clay)
    upper = ((v / 6.4 - row) > 0.17) & ((v / 6.4 - row) < 0.3)
    return light * (rough * np.where(upper, 1.25, 1.0) * 1.15)[..., None].astype(np.float32)


def tiles(canvas, u, v):
    """Slate in rows, each tile with a shadow below."""
    rng = canvas.rng
    row = np.floor(v / 8).astype(np.int64)
    shifted = u / 9 + 0.5 * (row % 2)
    column = np.floor(shifted).astype(np.int64)
    tone = np.exp(rng.normal(-0.1, 0.25, 4096)).astype(np.float32)
    light = np.float32([0.17, 0.20, 0.26]) * tone[(row * 131 + column * 7) % 4096][..., None]
    dark = ((v / 8 - row) < 0.16) | ((shifted - column) < 0.1)
    return np.where(dark[..., None], light * np.float32(0.15), light * np.float32(1.3))


def foliage(canvas):
    """A tree against the sky: leaves by the thousand, twigs, light through gaps."""
    rng = canvas.rng
    sky = over(np.float32([0.42, 0.58, 0.90]), np.float32([0.80, 0.86, 0.95]),
               step(on(canvas, slope=1.8, longest=400, shortest=10), -0.6, 1.6))
    seen, shade, hue = numbered(canvas), [], []

    def twig(start, angle, length, wide, depth):
        t = np.linspace(0, 1, 6)
        bend = rng.normal(0, 0.5)
        path = start + np.cumsum(np.stack([np.cos(angle + bend * t), np.sin(angle + bend * t)], 1),
                                 0) * length / 6
        stroke(canvas, seen, path, wide * (1 - 0.5 * t), len(shade))
        shade.append(rng.uniform(0.015, 0.06))
        hue.append(0.08)
        if depth == 0:
            for _ in range(9):
                leaf(path[-1] + rng.normal(0, 13, 2))
            return
        for _ in range(3):
            place = path[int(rng.integers(2, 6))]
            twig(place, angle + bend + rng.normal(0, 0.75), length * rng.uniform(0.6, 0.85),
                 wide * 0.6, depth - 1)

    def leaf(at):
        size, angle = rng.uniform(2.5, 7.5), rng.random() * 7
        t = np.linspace(0, np.pi, 7)
        half = np.stack([np.cos(t), np.sin(t) * rng.uniform(0.25, 0.5)], 1)
        shape = np.concatenate([half, half[::-1] * [1, -1]]) * size
        polygon(canvas, seen, turned(shape, angle, at), len(shade))
        shade.append(np.exp(rng.normal(-2.1, 0.9)))
        hue.append(rng.normal(0.24, 0.03) if rng.random() < 0.93 else rng.normal(0.08, 0.03))

    for start, angle in (((60, 540), -1.3), ((300, 560), -1.7), ((520, 500), -2.3),
                         ((-20, 250), -0.3), ((420, 540), -1.2)):
        twig(np.array(start, float), angle, 150, 13, 6)
    colour = hsv(np.array(hue), rng.uniform(0.55, 0.9, len(hue)), 1.0)
    colour *= np.clip(np.float32(shade), 0, 0.75)[:, None]
    bark = np.exp(0.25 * on(canvas, slope=1, longest=40, shortest=1))
    return np.where((seen >= 0)[..., None], colour[seen] * bark[..., None], sky)
