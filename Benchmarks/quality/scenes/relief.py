"""Ground as a map of heights, its stones and craters, under a low Sun."""

import cv2
import numpy as np

from ..noise import fractal


class Relief:
    """Heights and albedo in metres on a square grid; the Sun stands in the direction of -x."""

    def __init__(self, rng, n, side, rough=0.02, slope=1.95):
        self.rng, self.n, self.side, self.cell = rng, n, side, side / n
        self.height = fractal(rng, n, 1, slope=slope, longest=n / 3, shortest=3) * np.float32(rough)
        self.albedo = np.exp(0.10 * fractal(rng, n, 1, slope=0.9, longest=n / 4)).astype(np.float32)
        self.tone = np.roll(np.log(self.albedo), (n // 3, n // 5), (0, 1)) * np.float32(0.2)
        self.grain = fractal(rng, n, 1, slope=1.3, longest=60, shortest=3)
        self.axis = ((np.arange(n) + 0.5) * self.cell).astype(np.float32)

    def box(self, x, y, reach):
        """The cells within reach of a place, and their coordinates about it."""
        i0, i1 = (int(np.clip(p / self.cell, 0, self.n)) for p in (x - reach, x + reach))
        j0, j1 = (int(np.clip(p / self.cell, 0, self.n)) for p in (y - reach, y + reach))
        part = np.s_[j0:j1, i0:i1]
        return part, self.axis[None, i0:i1] - np.float32(x), self.axis[j0:j1, None] - np.float32(y)

    def crater(self, x, y, radius, depth):
        """A bowl with a raised rim."""
        part, dx, dy = self.box(x, y, radius * 2.2)
        r = np.hypot(dx, dy) / radius
        bowl = np.where(r < 1, depth * radius * (r * r - 1), 0)
        rim = 0.25 * depth * radius * np.exp(-((r - 1.05) / 0.25) ** 2)
        self.height[part] += bowl + rim

    def rock(self, x, y, radius, tall, bright):
        """A stone: a rough dome cut by planes, half sunk."""
        part, dx, dy = self.box(x, y, radius * 1.3)
        if 0 in (dx.size, dy.size):
            return
        turn, flat = self.rng.random() * 7, self.rng.uniform(0.6, 1.0)
        u = (dx * np.cos(turn) + dy * np.sin(turn)) / radius
        v = (-dx * np.sin(turn) + dy * np.cos(turn)) / radius / flat
        dome = np.sqrt(np.clip(1 - u * u - v * v, 0, 1)) * tall
        for _ in range(7):
            a, tilt = self.rng.random() * 7, self.rng.uniform(0.15, 1.3)
            cut = self.rng.uniform(0.55, 0.9) + 0.3 * tilt
            dome = np.minimum(dome, tall * (cut + tilt * (u * np.cos(a) + v * np.sin(a))))
        inside = (u * u + v * v < 1) & (dome > 0)
        dome = dome + 0.009 * self.grain[part]
        top = float(self.height[part].mean()) + (dome - 0.12) * radius
        stands = inside & (top > self.height[part])
        self.height[part] = np.where(stands, top, self.height[part])
        self.albedo[part] = np.where(stands, self.albedo[part] * bright, self.albedo[part])

    def stones(self, count, smallest, largest, power):
        """Many stones, the small ones in greater number."""
        for _ in range(count):
            size = smallest * self.rng.random() ** (-1 / power)
            place = self.rng.random(2) * self.side
            self.rock(*place, min(size, largest), self.rng.uniform(0.5, 1.0),
                      self.rng.uniform(0.85, 1.25))

    def craters(self, count, smallest, largest, power, depth=0.2):
        """Many craters, large ones first; the large are shallower."""
        size = np.sort(np.minimum(smallest * self.rng.random(count) ** (-1 / power), largest))
        for radius in size[::-1]:
            old = self.rng.uniform(0.35, 1.0)
            self.crater(*(self.rng.random(2) * self.side), radius, depth * old)

    def sunlight(self, elevation):
        """The part of the Sun's disc of 0.53 degrees that is seen, the cosine, the normals."""
        seen = np.zeros_like(self.height)
        for part in (-0.2, -0.07, 0.07, 0.2):
            tangent = np.float32(np.tan(np.radians(elevation + part)))
            line = self.height + tangent * self.axis[None, :]
            highest = np.maximum.accumulate(line, axis=1)
            seen += np.float32(0.25) * (line >= highest - self.cell * tangent * 0.6)
        dy, dx = np.gradient(self.height, self.cell)
        z = 1 / np.sqrt(1 + dx * dx + dy * dy)
        sun = np.radians(elevation)
        cosine = dx * z * np.cos(sun) + z * np.sin(sun)
        return seen, np.clip(cosine, 0, None), (-dx * z, -dy * z, z)

    def shade(self, elevation, exposure, sky=0.004):
        """Light seen from above by the law of Lommel and Seeliger; three planes, a bit red."""
        seen, cosine, normal = self.sunlight(elevation)
        view = np.clip(normal[2], 0.2, 1)
        light = 2 * cosine / (cosine + view) * seen * self.albedo * np.float32(exposure)
        light += np.float32(sky) * self.albedo
        return self.tinted(light)

    def tinted(self, light):
        """Light with the faint red slope of regolith, which varies from place to place."""
        return light[..., None] * np.float32([1.05, 1.0, 0.92]) * np.exp(
            self.tone[..., None] * np.float32([1, 0, -1]))

    def at(self, x, y, what=None):
        """A map, the heights when none is named, read at places in metres."""
        what = self.height if what is None else what
        return cv2.remap(what, np.float32(x / self.cell - 0.5), np.float32(y / self.cell - 0.5),
                         cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
