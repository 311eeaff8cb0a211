"""Saturated colours whose channels know little of each other."""

import numpy as np

from ..canvas import hsv, over, step
from ..noise import cells, fractal, on, sample, smooth
from ..shapes import around, blob, disc, numbered, polygon, stroke, turned


def paper_leaves(canvas):
    """Overlapping shapes of all sizes, like cut paper: the occlusion statistics of photographs."""
    rng, count = canvas.rng, 2600
    seen = numbered(canvas)
    radius = np.clip(3.2 / rng.random(count) ** 0.75, 3.2, 120)
    place = rng.random((count, 2)) * canvas.size
    for i in range(count):
        polygon(canvas, seen, blob(rng, radius[i], 20, 0.35) + place[i], i)
    seen[seen < 0] = 0
    region = np.sin(place[:, 0] / 70) + np.cos(place[:, 1] / 60 + place[:, 0] / 150)
    hue = 0.22 * region + rng.normal(0, 0.05, count) + rng.choice([0, 0, 0, 0.4], count)
    colour = hsv(hue, rng.beta(4, 1.6, count), 0.95)
    colour *= np.exp(rng.normal(-0.75, 0.65, count)).clip(0.06, 0.95)[:, None].astype(np.float32)
    light = colour[seen]
    angle, period = rng.random(count) * np.pi, rng.uniform(2.8, 14, count)
    fx = (np.cos(angle) / period * 2 * np.pi).astype(np.float32)[seen]
    fy = (np.sin(angle) / period * 2 * np.pi).astype(np.float32)[seen]
    depth = (rng.random(count) * (rng.random(count) < 0.5) * 0.5).astype(np.float32)[seen]
    light *= (1 + depth * np.sin(fx * canvas.x + fy * canvas.y))[..., None]
    light *= np.exp(0.30 * on(canvas, slope=0.9, longest=60, shortest=1.2))[..., None]
    stain = np.stack([on(canvas, slope=1.2, longest=60, shortest=2) for _ in range(3)], -1)
    light *= np.exp(0.06 * stain)
    return light * (0.9 + 0.25 * smooth(canvas, 300))[..., None].clip(0.35, 1.3)


def petals(canvas):
    """Flowers with veined petals above soft leaves."""
    rng = canvas.rng
    ground = np.exp(0.8 * on(canvas, slope=1.5, longest=200, shortest=8))
    light = ground[..., None] * np.float32([0.02, 0.075, 0.012])
    light = blades(canvas, light, 1800)
    flowers = [(150, 160, 135, 0.92, 21), (372, 345, 150, 0.03, 26), (395, 105, 92, 0.14, 17),
               (120, 400, 105, 0.78, 15), (260, 255, 60, 0.985, 13), (255, 470, 62, 0.11, 13)]
    for flower in flowers:
        one_flower(canvas, light, *flower)
    pollen = numbered(canvas)
    for i in range(500):
        x, y, size, *_ = flowers[rng.integers(len(flowers))]
        polygon(canvas, pollen, blob(rng, rng.uniform(0.4, 1.1), 8)
                + (x, y) + rng.normal(0, size * 0.28, 2), i)
    return over(light, np.float32([0.85, 0.55, 0.03]), pollen >= 0)


def blades(canvas, light, count):
    """Grass, dark below and lighter above."""
    rng, seen = canvas.rng, numbered(canvas)
    for i in range(count):
        t = np.linspace(0, 1, 9)
        start, angle = rng.random(2) * canvas.size, rng.random() * 2 * np.pi
        bend, length = rng.normal(0, 0.9), rng.uniform(30, 120)
        path = np.stack([np.cos(angle + bend * t), np.sin(angle + bend * t)], 1).cumsum(0)
        stroke(canvas, seen, start + path * length / 9, rng.uniform(1.2, 5) * (1.05 - t), i)
    shade = np.linspace(0.02, 0.24, count) * rng.uniform(0.6, 1.3, count)
    hue = rng.normal(0.27, 0.035, count)
    colour = hsv(hue, rng.uniform(0.65, 0.97, count), 1.0) * shade[:, None].astype(np.float32)
    return np.where((seen >= 0)[..., None], colour[seen], light)


def one_flower(canvas, light, x, y, size, hue, count):
    """One flower: rings of petals, back to front, each with its own axis and light."""
    rng = canvas.rng
    part = around(canvas, [[x - size * 1.1] * 2, [x + size * 1.1] * 2]
                  - np.array([[0, x - y]]))
    whole, light = light, light[part]
    dx, dy = canvas.x[part] - np.float32(x), canvas.y[part] - np.float32(y)
    for i in range(count):
        ring = 1 - 0.55 * i / count
        angle = i * 2.399963 + rng.normal(0, 0.08)
        length, wide = size * ring * rng.uniform(0.92, 1.06), size * 0.30 * rng.uniform(0.8, 1.2)
        u = (dx * np.cos(angle) + dy * np.sin(angle)) / length
        v = (-dx * np.sin(angle) + dy * np.cos(angle)) / wide
        edge = np.sqrt(np.clip(u, 0, 1)) * np.sqrt(np.clip(1 - u ** 3, 0, 1))
        inside = (u > 0.02) & (u < 1) & (np.abs(v) < edge)
        shadow = (u > 0.02) & (u < 1.06) & (np.abs(v - 0.12) < edge * 1.12)
        light = np.where((shadow & ~inside)[..., None], light * np.float32(0.42), light)
        place = np.clip(v / np.maximum(edge, 1e-3), -1, 1)
        veins = np.sin((place * (9 + 4 * rng.random()) + 0.6 * np.sin(u * 9)) * np.pi)
        tone = (0.30 + 0.55 * u) * (1 - 0.45 * place * place) * (1 + 0.22 * veins)
        tone *= 1 + 0.1 * np.sin((place * 31 + 3 * u) * np.pi) * step(u, 0.1, 0.5)
        tone *= 0.75 + 0.25 * np.sin(angle + 0.9)
        base = hsv(hue + rng.normal(0, 0.012), 0.96, 0.98)
        throat = hsv(hue + 0.09, 0.85, 1.0)
        colour = over(throat, base, step(u, 0.0, 0.45))
        spots = (veins > 0.75) & (u > 0.12) & (u < 0.55)
        colour = np.where(spots[..., None], colour * np.float32([0.25, 0.1, 0.3]), colour)
        light = np.where(inside[..., None], colour * tone[..., None] * 1.25, light)
    heart = np.hypot(dx, dy) / (size * 0.16)
    seeds = 0.55 + 0.45 * np.sin(dx * 2.3) * np.sin(dy * 2.1 + dx * 0.7)
    dome = seeds * np.sqrt(np.clip(1 - heart ** 2, 0, 1))
    gold = np.float32([0.8, 0.42, 0.02]) * dome[..., None]
    whole[part] = np.where((heart < 1)[..., None], gold, light)


def balls(canvas):
    """Glossy balls and confetti under one lamp, with highlights up to saturation."""
    rng, count = canvas.rng, 1500
    seen = numbered(canvas)
    radius = np.sort(np.clip(5.0 / rng.random(count) ** 0.5, 5, 44))[::-1]
    place = rng.random((count, 2)) * canvas.size
    order = rng.permutation(count)
    for i in order:
        disc(canvas, seen, *place[i], radius[i], int(i))
    empty = seen < 0
    seen[empty] = 0
    nx = (canvas.x - place[seen, 0].astype(np.float32)) / radius[seen].astype(np.float32)
    ny = (canvas.y - place[seen, 1].astype(np.float32)) / radius[seen].astype(np.float32)
    nz = np.sqrt(np.clip(1 - nx * nx - ny * ny, 0.001, 1))
    lamp = np.float32([-0.48, -0.62, 0.62])
    diffuse = np.clip(nx * lamp[0] + ny * lamp[1] + nz * lamp[2], 0, 1)
    half = np.float32([-0.27, -0.35, 0.9])
    shine = np.clip(nx * half[0] + ny * half[1] + nz * half[2], 0, 1) ** 220
    colour = hsv(rng.random(count), rng.beta(5, 1.6, count), rng.uniform(0.35, 1, count))
    second = hsv(rng.random(count), rng.beta(5, 1.5, count), rng.uniform(0.5, 1, count))
    turn = rng.random(count).astype(np.float32)[seen] * np.float32(2 * np.pi)
    stripes = np.sin((nx * np.cos(turn) + ny * np.sin(turn)) * 9) > 0.35
    striped = (rng.random(count) < 0.3)[seen] & stripes
    paint = np.where(striped[..., None], second[seen], colour[seen])
    paint = paint * np.exp(0.24 * on(canvas, slope=0.9, longest=30, shortest=1.0))[..., None]
    bounce = 0.06 + 0.10 * np.clip(-ny * 0.2 + nz, 0, 1) * np.clip(nz, 0, 1)
    light = paint * (0.95 * diffuse + bounce)[..., None] + 1.1 * shine[..., None]
    cloth = np.exp(0.3 * on(canvas, slope=1.0, longest=40, shortest=1.2))[..., None]
    light = np.where(empty[..., None], np.float32([0.05, 0.02, 0.10]) * cloth, light)
    return confetti(canvas, light)


def confetti(canvas, light):
    """Small paper scraps lying on everything."""
    rng, seen, count = canvas.rng, numbered(canvas), 500
    for i in range(count):
        w, h = rng.uniform(1.3, 4.5, 2)
        box = turned([[-w, -h], [w, -h], [w, h], [-w, h]], rng.random() * np.pi)
        polygon(canvas, seen, box + rng.random(2) * canvas.size, i)
    colour = hsv(rng.random(count), rng.beta(3, 1.5, count), 1.0)
    colour *= rng.uniform(0.15, 1.0, (count, 1)).astype(np.float32)
    return np.where((seen >= 0)[..., None], colour[seen], light)


def marbled(canvas):
    """Marbled paper: bands of ink drawn out by a comb."""
    rng = canvas.rng
    warp = [on(canvas, slope=2.2, longest=400, shortest=12) * 26 for _ in range(2)]
    comb = 14 * np.sin(canvas.x / 31 + 0.02 * warp[0])
    height = canvas.y + warp[0] + comb + 5 * np.sin(canvas.x / 7.3)
    across = canvas.x + warp[1]
    palette = hsv([0.0, 0.02, 0.09, 0.12, 0.6, 0.58, 0.62, 0.45, 0.97, 0.08],
                  [0.9, 0.75, 0.85, 0.35, 0.9, 0.55, 0.95, 0.6, 0.85, 0.12],
                  [0.75, 0.45, 0.85, 0.95, 0.55, 0.8, 0.3, 0.6, 0.3, 0.95])
    bands = np.cumsum(rng.integers(-1, 2, 4096)) % len(palette)
    width = 7.3 + 2.5 * np.sin(across / 90)
    light = palette[bands[np.floor(height / width).astype(np.int64) % 4096]]
    inside = (height / width) % 1
    light = light * (0.75 + 0.25 * step(np.minimum(inside, 1 - inside), 0.02, 0.2))[..., None]
    drops, gap, near = cells(canvas, 700)
    size = rng.uniform(0, 5.5, drops.max() + 1).astype(np.float32)
    colour = palette[rng.integers(0, len(palette), drops.max() + 1)]
    light = np.where((near < size[drops])[..., None], colour[drops], light)
    fibre = on(canvas, slope=0.9, longest=40, shortest=1.2, stretch=(3, 0.8), turn=0.3)
    return light * np.exp(0.28 * fibre + 0.15 * smooth(canvas, 250))[..., None]


def boards(canvas):
    """Painted boards in the sun, the paint cracked and gone in places."""
    rng, n = canvas.rng, canvas.n
    lean = canvas.x + canvas.y * 0.07 + 1.2 * np.sin(canvas.y / 140)
    edges = np.concatenate([[-60], -20 + np.cumsum(rng.uniform(30, 58, 16))])
    board = np.searchsorted(edges, lean.ravel()).reshape(n, n) - 1
    offset = lean - edges[board].astype(np.float32)
    rest = edges[np.minimum(board + 1, 16)].astype(np.float32) - lean
    hues = np.array([0.0, 0.58, 0.13, 0.36, 0.93, 0.07, 0.5, 0.7, 0.02, 0.16, 0.6, 0.42, 0.97, 0.1,
                     0.55, 0.33, 0.0])
    paint = hsv(hues, rng.uniform(0.75, 0.97, 17), rng.uniform(0.55, 0.9, 17))[board]
    grain = on(canvas, slope=1.0, longest=300, shortest=1.3, stretch=(0.8, 14), turn=-0.07)
    knots = sample(fractal(rng, n, canvas.scale, slope=1.8, longest=120, stretch=(1, 5)),
                   canvas.x * canvas.scale + board * 517, canvas.y * canvas.scale + board * 331)
    rings = np.sin(12 * knots + offset / 3)
    wood = np.float32([0.36, 0.23, 0.13]) * np.exp(0.22 * grain + 0.16 * rings)[..., None]
    wear = on(canvas, slope=1.35, longest=160, shortest=1.2, stretch=(1, 3)) + 0.35 * grain
    bare = wear > 1.35
    rim = step(wear, 1.1, 1.35) * ~bare
    light = np.where(bare[..., None], wood, paint * np.exp(0.16 * grain)[..., None])
    light *= (1 - 0.5 * rim)[..., None]
    light *= (step(np.minimum(offset, rest), 0.3, 2.6) * 0.97 + 0.015)[..., None]
    shade = 1.15 * np.where(offset < 4, 1.12, 1.0) * (0.9 + 0.12 * smooth(canvas, 350))
    light = light * shade[..., None]
    nails = numbered(canvas)
    for i, edge in enumerate(edges[1:-1]):
        for y in (60, 66, 300, 450):
            x = edge + 9 - y * 0.07 + rng.normal(0, 2)
            disc(canvas, nails, x, y + rng.normal(0, 3), 1.6, i)
    light = over(light, np.float32([0.05, 0.035, 0.03]), nails >= 0)
    slant = canvas.x * 0.62 + canvas.y * 0.78
    bars = np.abs((slant % 173) - 60) < 17
    return light * np.where(bars, np.float32(0.22), np.float32(1.0))[..., None]
