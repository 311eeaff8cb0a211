"""Things made by hand in hard light: a shovel with regolith, a rover's side with flags and foil."""

import numpy as np

from ..canvas import hsv, over, step
from ..noise import cells, fractal, on, smooth
from ..shapes import disc, numbered, polygon, stroke, write
from .relief import Relief


def shovel(canvas):
    """A metal shovel from above, half full, on regolith, the Sun from the left."""
    rng = canvas.rng
    ground = Relief(rng, canvas.n, 0.512, rough=0.0018, slope=1.7)
    ground.stones(1300, 0.0012, 0.016, 1.5)
    x, y = np.meshgrid(ground.axis - np.float32(0.27), ground.axis - np.float32(0.28))
    u, v = x * np.cos(0.35) + y * np.sin(0.35), -x * np.sin(0.35) + y * np.cos(0.35)
    wide = 0.125 - 0.12 * np.clip(v, 0, 1)
    inner = (np.abs(u) < wide) & (v > -0.15) & (v < 0.155)
    outer = (np.abs(u) < wide + 0.005) & (v > -0.155) & (v < 0.155)
    wall, handle = outer & ~inner, (np.abs(u) < 0.014) & (v <= -0.155)
    floor = 0.010 + 0.02 * (v + 0.15)
    heap = fractal(rng, canvas.n, 1, slope=1.6, longest=canvas.n / 6, shortest=3)
    pile = 0.055 - 0.42 * np.hypot(u - 0.02, (v + 0.05) * 0.8) + 0.002 * heap
    filled = inner & (pile > floor)
    bar = np.sqrt(np.clip(0.014 ** 2 - u * u, 0, 1))
    ground.height[inner] = np.maximum(floor, pile)[inner]
    ground.height[wall] = (floor + 0.026)[wall]
    ground.height[handle] = (0.022 + bar)[handle]
    seen, cosine, normal = ground.sunlight(24.0)
    view = np.clip(normal[2], 0.2, 1)
    dust = 2 * cosine / (cosine + view) * seen * ground.albedo * 0.55 + 0.003
    light = ground.tinted(dust)
    brush = fractal(rng, canvas.n, canvas.scale, slope=0.8, longest=200, shortest=0.8,
                    stretch=(0.7, 30), turn=0.35)
    film = step(on(canvas, slope=1.4, longest=200, shortest=2), -0.2, 1.4) * 0.55
    sheen = np.clip(0.30 + 0.25 * np.sin(v * 30 + u * 9), 0.05, 1) * np.exp(0.3 * brush)
    sheen = np.where(handle, np.exp(-((normal[0] + 0.33) / 0.1) ** 2) * 1.4 + 0.15, sheen)
    steel = (sheen * (0.2 + cosine) * seen + 0.006)[..., None] * np.float32([0.92, 0.95, 1.0])
    edge = wall & (np.sin(v * 43 + u * 20) > 0.2)
    steel += np.where(edge, np.float32(0.75), np.float32(0))[..., None] * seen[..., None]
    metal = (outer & ~filled) | handle
    return np.where(metal[..., None], over(steel, light, film * ~wall), light)


def crumpled(canvas, tint):
    """Foil: creased facets, each bent a little, that mirror a world of bright and dark parts."""
    rng = canvas.rng
    gx, gy = np.zeros_like(canvas.x), np.zeros_like(canvas.x)
    for count, fold, bend in ((60, 0.16, 0.006), (420, 0.22, 0.018), (2600, 0.10, 0.02)):
        facet, _, _ = cells(canvas, count)
        tilt = rng.normal(0, fold, (facet.max() + 1, 2)).astype(np.float32)
        turn = rng.normal(0, bend, (facet.max() + 1, 3)).astype(np.float32)
        size = np.maximum(np.bincount(facet.ravel(), minlength=len(tilt)), 1)
        middle = [np.float32(np.bincount(facet.ravel(), axis.ravel(), len(tilt)) / size)
                  for axis in (canvas.x, canvas.y)]
        u, v = canvas.x - middle[0][facet], canvas.y - middle[1][facet]
        gx = gx + tilt[facet, 0] + turn[facet, 0] * u + turn[facet, 1] * v
        gy = gy + tilt[facet, 1] + turn[facet, 1] * u + turn[facet, 2] * v
    fine = on(canvas, slope=1.6, longest=50, shortest=2.0)
    gx, gy = gx + 0.06 * fine, gy - 0.05 * fine
    z = 1 / np.sqrt(1 + gx * gx + gy * gy)
    mx, my = -2 * gx * z * z, -2 * gy * z * z
    light = 0.012 + 0.30 * step(my, 0.05, 0.75) + 0.10 * step(mx, 0.2, 0.9)
    for x, y, wide, bright in ((-0.5, -0.3, 0.09, 3.0), (-0.5, -0.3, 0.35, 0.35),
                               (0.35, -0.55, 0.13, 0.5), (0.1, 0.25, 0.12, 0.3)):
        light = light + bright * np.exp(-((mx - x) ** 2 + (my - y) ** 2) / wide ** 2)
    return light[..., None] * np.float32(tint)


def side(canvas):
    """The side of a rover: gold foil, flags, labels, screws, the shadow of a mast."""
    light = crumpled(canvas, [0.95, 0.58, 0.14])
    panel = numbered(canvas)
    polygon(canvas, panel, [[-5, 70], [330, 48], [338, 300], [-5, 330]], 1)
    white = np.float32([0.58, 0.57, 0.55]) * np.exp(
        0.03 * on(canvas, slope=1.0, longest=80, shortest=1))[..., None]
    light = np.where((panel >= 0)[..., None], white, light)
    for at, size, stripes, cross in flags():
        light = flag(canvas, light, at, size, stripes, cross)
    black = numbered(canvas)
    polygon(canvas, black, [[350, 330], [505, 340], [500, 500], [345, 490]], 1)
    grid = (np.abs(canvas.x % 13 - 6) < 0.5) | (np.abs((canvas.y + 0.06 * canvas.x) % 13 - 6) < 0.5)
    blue = np.float32([0.012, 0.016, 0.06])
    cell = np.where(grid[..., None], np.float32([0.45, 0.42, 0.36]), blue)
    light = np.where((black >= 0)[..., None], cell, light)
    inks = [("ALBEDO-1", (22, 285), 40, 800, [0.02, 0.025, 0.03]),
            ("S/N 0042  DO NOT STEP", (24, 312), 12, 500, [0.5, 0.02, 0.02]),
            ("ARM 28V", (246, 228), 15, 700, [0.01, 0.07, 0.35])]
    for line, at, height, weight, ink in inks:
        write(canvas, light, ink, [line], at, height, -0.075, weight)
    screws = numbered(canvas)
    for i in range(11):
        disc(canvas, screws, 14 + 31 * i, 80 - 2.1 * i, 3.2, i)
        disc(canvas, screws, 14 + 31 * i, 322 - 2.1 * i, 3.2, i)
    light = over(light, np.float32([0.25, 0.25, 0.26]), screws >= 0)
    light = wires(canvas, light)
    shadow = numbered(canvas)
    polygon(canvas, shadow, [[190, -5], [232, -5], [180, 260], [420, 520], [340, 520],
                             [128, 272]], 1)
    dark = np.where(shadow >= 0, np.float32(0.012), np.float32(1.0))
    return light * dark[..., None] * np.float32(1.25)


def flags():
    """Three flags as stripes from the top, and a disc or a canton: places in pixels."""
    red, blue, white = [0.62, 0.02, 0.03], [0.02, 0.05, 0.35], [0.85, 0.85, 0.84]
    sky = [0.02, 0.38, 0.75]
    return [((20, 96), 86, [red, white, sky], None), ((122, 88), 86, [white], red),
            ((236, 84), 84, [blue], [0.95, 0.75, 0.02])]


def flag(canvas, light, at, size, stripes, mark):
    """One flag with a shallow fold in it."""
    u, v = (canvas.x - at[0]) / size, (canvas.y - at[1] + 0.07 * (canvas.x - at[0])) / size / 0.64
    v = v + 0.02 * np.sin(u * 7)
    inside = (u > 0) & (u < 1) & (v > 0) & (v < 1)
    which = np.clip((v * len(stripes)).astype(np.int64), 0, len(stripes) - 1)
    colour = np.float32(stripes)[which]
    if mark is not None and len(stripes) == 1 and stripes[0][0] > 0.5:
        colour = np.where((np.hypot(u - 0.5, (v - 0.5) * 0.64) < 0.2)[..., None],
                          np.float32(mark), colour)
    elif mark is not None:
        for i in range(12):
            a = i * np.pi / 6
            star = np.hypot(u - 0.5 - 0.21 * np.cos(a), (v - 0.5) * 0.64 - 0.21 * np.sin(a)) < 0.028
            colour = np.where(star[..., None], np.float32(mark), colour)
    fold = 1 + 0.16 * np.sin(u * 7 + 0.8)
    return np.where(inside[..., None], colour * fold[..., None], light)


def wires(canvas, light):
    """A harness of coloured wires with a highlight along each."""
    for i, hue in enumerate((0.0, 0.6, 0.33, 0.14, 0.83, 0.06, 0.5)):
        t = np.linspace(0, 1, 60)
        path = np.stack([-10 + 360 * t, 372 + i * 10 + 16 * np.sin(t * 7 + i * 0.5) + 60 * t], 1)
        for wide, tone, lift in ((7.0, 0.05, 2), (5.6, 0.55, 0), (1.4, 1.6, -1.2)):
            cover = numbered(canvas)
            stroke(canvas, cover, path + [0, lift], wide, 1)
            paint = hsv(hue, 0.95 if tone < 1 else 0.35, 0.9) * np.float32(tone)
            light = np.where((cover >= 0)[..., None], paint, light)
    return light
