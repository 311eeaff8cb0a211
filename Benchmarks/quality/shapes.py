"""Things with edges: numbered polygons and discs, strokes and text."""

import cv2
import numpy as np

SHIFT = 4


def numbered(canvas):
    """A map of which shape is seen; -1 where there is none."""
    return np.full((canvas.n, canvas.n), -1, np.int32)


def polygon(canvas, target, points, value):
    """Fills a polygon of points in pixels of the picture."""
    fixed = np.rint((np.asarray(points) * canvas.scale - 0.5) * (1 << SHIFT)).astype(np.int32)
    cv2.fillPoly(target, [fixed], value, lineType=cv2.LINE_8, shift=SHIFT)


def disc(canvas, target, x, y, radius, value):
    """Fills a disc."""
    k = canvas.scale * (1 << SHIFT)
    cv2.circle(target, (int(x * k), int(y * k)), max(1, int(radius * k)), value, -1,
               cv2.LINE_8, SHIFT)


def stroke(canvas, target, points, width, value):
    """Draws a line of some width through points, with flat ends."""
    points = np.asarray(points, np.float64)
    along = np.gradient(points, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    across = np.stack([-along[:, 1], along[:, 0]], 1) * np.reshape(width, (-1, 1)) / 2
    polygon(canvas, target, np.concatenate([points + across, (points - across)[::-1]]), value)


def paint(canvas, light, points, colour, gain=0.0):
    """Paints a polygon into the light: its own light, and `gain` of what was there."""
    part = around(canvas, points)
    mask = np.zeros(light[part].shape[:2], np.uint8)
    if 0 in mask.shape:
        return
    corner = np.array([part[1].start, part[0].start]) / canvas.scale
    polygon(canvas, mask, np.asarray(points) - corner, 1)
    seen = (mask > 0)[..., None]
    light[part] = np.where(seen, light[part] * np.float32(gain) + np.float32(colour), light[part])


def around(canvas, points):
    """The part of the grid that holds all points."""
    points = np.asarray(points) * canvas.scale
    (x0, y0), (x1, y1) = points.min(0), points.max(0)
    clip = [int(np.clip(p, 0, canvas.n)) for p in (x0 - 1, x1 + 2, y0 - 1, y1 + 2)]
    return np.s_[clip[2]:clip[3], clip[0]:clip[1]]


def turned(points, angle, at=(0, 0)):
    """Points rotated by an angle in radians, then moved."""
    c, s = np.cos(angle), np.sin(angle)
    points = np.asarray(points, np.float64)
    return points @ np.array([[c, s], [-s, c]]) + at


def blob(rng, radius, corners=24, rough=0.25):
    """The outline of a rough round thing about the origin."""
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    r = np.ones(corners)
    for wave in range(1, 5):
        r += rough / wave * rng.normal() * np.cos(wave * angle + rng.random() * 7)
    return np.stack([np.cos(angle), np.sin(angle)], 1) * (radius * np.clip(r, 0.3, 2))[:, None]


def write(canvas, light, ink, lines, at, height, angle=0.0, weight=400, face="sans", leading=1.35):
    """Writes lines of text into the light; `at` is the start of the first baseline."""
    draw = max(3, int(round(height * canvas.scale)))
    font = cv2.FontFace(face)
    wide = int(draw * 0.75 * max(map(len, lines))) + 2 * draw
    sheet = np.zeros((int(draw * leading * (len(lines) + 1)), wide), np.uint8)
    for number, line in enumerate(lines):
        base = (draw // 2, int(draw * (1.1 + leading * number)))
        cv2.putText(sheet, line, base, (255,), font, draw, weight=weight)
    origin = np.array([draw // 2, draw * 1.1])
    corners = np.array([[0, 0], [wide, 0], [wide, sheet.shape[0]], [0, sheet.shape[0]]]) - origin
    part = around(canvas, turned(corners / canvas.scale, angle, at))
    shape = light[part].shape[:2]
    if 0 in shape:
        return
    move = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    place = np.asarray(at) * canvas.scale - [part[1].start, part[0].start]
    cover = cv2.warpAffine(sheet, np.column_stack([move, place - move @ origin]), shape[::-1],
                           flags=cv2.INTER_LINEAR)[..., None].astype(np.float32) / 255
    light[part] += (np.float32(ink) - light[part]) * cover
