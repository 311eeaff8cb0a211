"""Print: a poster, small type, stickers, a map."""

import numpy as np

from ..canvas import hsv, over, step
from ..noise import cells, on, smooth
from ..shapes import disc, numbered, paint, stroke, turned, write

WORDS = ("the camera sees one colour in each place and guesses two others from what stands near "
         "light falls low over dust and stone so that every grain throws its own black shadow and "
         "a shovel of metal lifts ground that no hand has touched while figures name the hour the "
         "frame and the angle of an arm 0123456789 sum mass 50 to 500 g bulk 1.6 g/cm3 azimuth "
         "sequence exposure gain checksum Luxembourg Tokyo basalt ilmenite olivine").split()
PLACES = ("Esch Wiltz Vianden Mersch Diekirch Remich Clervaux Differdange Kehlen Bertrange Mamer "
          "Roeser Dudelange Hesperange Rumelange Kayl Strassen Contern Sandweiler Beaufort").split()
ROADS = ((0.0, 0.85, 0.75), (0.13, 0.6, 1.0), (0.1, 0.12, 1.0))
INK = np.float32([0.025, 0.025, 0.03])


def sentences(rng, lines, letters):
    """Lines of words, each of about so many letters."""
    result = []
    for _ in range(lines):
        line = ""
        while len(line) < letters:
            line += WORDS[rng.integers(len(WORDS))] + " "
        result.append(line[:letters].strip())
    return result


def paper(canvas, colour, grain=0.03):
    """Paper with fibres, lit from one side."""
    fibre = on(canvas, slope=0.8, longest=25, shortest=1.0)
    light = (canvas.x * 0.6 + canvas.y * 0.8) / canvas.size
    tone = np.exp(grain * fibre) * (1.05 - 0.28 * light + 0.03 * smooth(canvas, 300))
    return np.float32(colour) * tone[..., None]


def poster(canvas):
    """A printed poster: headlines in inks, small print, a picture of discs and rays."""
    rng = canvas.rng
    light = paper(canvas, [0.80, 0.74, 0.62])
    dx, dy = canvas.x - 330, canvas.y - 190
    sun = np.hypot(dx, dy)
    rays = (np.sin(np.arctan2(dy, dx) * 40) > 0) & (sun < 210) & (sun > 70)
    light = np.where(rays[..., None], light * np.float32([0.95, 0.42, 0.06]), light)
    light = np.where((sun < 62)[..., None], light * np.float32([0.9, 0.05, 0.04]), light)
    bar = np.abs(canvas.y - 0.12 * canvas.x - 290) < 40
    light = np.where(bar[..., None], light * np.float32([0.02, 0.10, 0.42]), light)
    for ink, line, at, height, angle, weight in (
            (INK, "LUNAR", (22, 70), 62, 0.0, 800),
            ([0.55, 0.02, 0.03], "regolith", (24, 118), 44, 0.0, 600),
            ([0.9, 0.75, 0.05], "NOW ON VIEW", (30, 322), 48, 0.119, 700),
            ([0.9, 0.85, 0.8], "every day but Monday from nine", (34, 344), 17, 0.119, 400)):
        write(canvas, light, ink, [line], at, height, angle, weight)
    inks = hsv([0.0, 0.6, 0.35, 0.83, 0.07, 0.5], 0.93, [0.7, 0.6, 0.4, 0.6, 0.75, 0.45])
    y = 395.0
    for i, height in enumerate([15, 12, 10, 8.5, 7.2, 6.2]):
        line = sentences(rng, 1, int(1000 / height))
        write(canvas, light, inks[i] * 0.9, line, (20, y), height, 0.0, 450,
              "sans" if i % 2 else "italic")
        y += height * 1.6
    write(canvas, light, INK, sentences(rng, 9, 26), (24, 150), 9.5)
    return light


def page(canvas):
    """A page of small black type with red and blue headings, turned by some degrees."""
    rng, angle = canvas.rng, -0.11
    light = paper(canvas, [0.86, 0.84, 0.78])
    for column in range(4):
        y, x = -30.0, column * 138.0 - 12
        while y < 560:
            ink = [0.55, 0.02, 0.02] if rng.random() < 0.5 else [0.02, 0.05, 0.40]
            at = turned([[x, y]], angle, (8, 62))[0]
            write(canvas, light, ink, sentences(rng, 1, 13), at, 15, angle, 700)
            rows, height = int(rng.integers(6, 13)), (7.5, 8.2, 9.0)[int(rng.integers(3))]
            body = sentences(rng, rows, int(122 / height / 0.52))
            face = "italic" if rng.random() < 0.2 else "sans"
            at = turned([[x, y + 14]], angle, (8, 62))[0]
            write(canvas, light, INK, body, at, height, angle, 400, face, 1.25)
            y += 30 + rows * height * 1.25
    edge = canvas.x * 0.5 + canvas.y * 0.86 - 500 + 25 * np.sin(canvas.x / 40)
    return light * (1 - 0.75 * step(edge, -4, 4))[..., None]


def labels(canvas):
    """Stickers in strong colours over each other, each with type of another colour."""
    rng = canvas.rng
    light = paper(canvas, [0.12, 0.115, 0.10], 0.25)
    names = ["CAUTION", "No. 4471", "PUSH", "REMOVE BEFORE FLIGHT", "Arm 30 deg", "28 V", "OPEN",
             "Tokyo", "Luxembourg", "LOT 0719-B", "handle with care", "HIGH VOLTAGE", "25 g"]
    for _ in range(130):
        height, angle = rng.uniform(7, 24), rng.normal(0, 0.45)
        name = names[int(rng.integers(len(names)))]
        wide = height * 0.60 * len(name) + height
        at = rng.random(2) * (canvas.size + 80) - [80, 10]
        box = turned([[-height * 0.5, -height * 1.15], [wide, -height * 1.15],
                      [wide, height * 1.55], [-height * 0.5, height * 1.55]], angle, at)
        ground = hsv(rng.random(), rng.beta(3, 1.5), rng.uniform(0.35, 0.95))
        ink = hsv(rng.random(), rng.beta(2, 1.3), 0.15 + 0.8 * (ground.mean() < 0.2))
        paint(canvas, light, box + 2.5, 0, gain=0.35)
        paint(canvas, light, box, ground)
        write(canvas, light, ink, [name], at, height, angle, 700)
        small = sentences(rng, 2, int(wide / (height * 0.42) / 0.58))
        under = turned([[0, height * 0.62]], angle, at)[0]
        write(canvas, light, ink, small, under, height * 0.42, angle, 500, "sans", 1.1)
    scratch = on(canvas, slope=1.0, longest=60, shortest=1.2, stretch=(4, 0.5), turn=0.6)
    return light * (np.exp(0.13 * scratch) * (0.85 + 0.15 * smooth(canvas, 250)))[..., None]


def country(canvas):
    """A map: coloured areas, roads, heights as thin lines, names."""
    rng = canvas.rng
    height = on(canvas, slope=2.4, longest=500, shortest=6)
    district, gap, _ = cells(canvas, 36)
    count = district.max() + 1
    tint = hsv(rng.random(count), rng.uniform(0.1, 0.5, count), rng.uniform(0.6, 0.97, count))
    light = tint[district] * 0.85
    light = np.where((height < -0.8)[..., None], hsv(0.57, 0.55, 0.80), light)
    light = np.where((height > 0.9)[..., None], hsv(0.30, 0.55, 0.60), light)
    slope = np.hypot(*np.gradient(height)) * canvas.scale
    level = height * 9
    line = np.abs(level - np.rint(level)) < 0.35 * 9 * slope
    light = over(light, np.float32([0.20, 0.08, 0.03]), line * np.float32(0.8))
    light = np.where((gap < 1.1)[..., None], hsv(0.88, 0.8, 0.35), light)
    for _ in range(26):
        light = road(canvas, light)
    for i in range(60):
        at = rng.random(2) * canvas.size
        dot = numbered(canvas)
        disc(canvas, dot, at[0] - 4, at[1] - 3, 1.8, 1)
        light[dot >= 0] = [0.6, 0.0, 0.02]
        ink = hsv(rng.choice([0.0, 0.6, 0.6]), rng.choice([0, 0.95]), 0.3)
        write(canvas, light, ink, [PLACES[i % len(PLACES)]], at, rng.uniform(7, 13),
              rng.normal(0, 0.15), 500, "italic" if i % 3 == 0 else "sans")
    return light * (np.exp(0.10 * on(canvas, slope=0.8, longest=25, shortest=1.0))
                    * (0.92 + 0.05 * smooth(canvas, 250)))[..., None]


def road(canvas, light):
    """One road that wanders, with a dark edge."""
    rng = canvas.rng
    path, angle = [rng.random(2) * canvas.size], rng.random() * 7
    for _ in range(40):
        angle += rng.normal(0, 0.22)
        path.append(path[-1] + 13 * np.array([np.cos(angle), np.sin(angle)]))
    edge, core = numbered(canvas), numbered(canvas)
    wide = rng.choice([1.0, 2.2, 3.6])
    stroke(canvas, edge, path, wide + 1.2, 1)
    stroke(canvas, core, path, wide, 1)
    light = np.where((edge >= 0)[..., None], np.float32([0.06, 0.04, 0.05]), light)
    return np.where((core >= 0)[..., None], hsv(*ROADS[int(rng.integers(3))]), light)
