"""The view of a camera that stands on a relief: rays that walk until they are under the ground."""

import numpy as np

WIDE = 4096


def rays(n, heading, pitch, view):
    """The directions of n x n rays per unit of ground distance; z is up."""
    t = np.float32((np.arange(n) + 0.5) / n * 2 - 1) * np.float32(np.tan(np.radians(view / 2)))
    right, down = (a.ravel() for a in np.meshgrid(t, t))
    forward = np.cos(pitch) - down * np.sin(pitch)
    return (np.float32(forward * np.cos(heading) - right * np.sin(heading)),
            np.float32(forward * np.sin(heading) + right * np.cos(heading)),
            np.float32(-down * np.cos(pitch) - np.sin(pitch)))


def look(ground, n, eye, heading, pitch, view, steps=320):
    """Where the camera's rays meet the ground: x, y, and whether they do."""
    dx, dy, dz = rays(n, heading, pitch, view)
    low, high = np.zeros_like(dx), np.full_like(dx, np.inf)
    live = np.arange(dx.size)
    for distance in np.geomspace(eye[2] * 0.5, ground.side * 1.2, steps).astype(np.float32):
        under = below(ground, eye, dx[live], dy[live], dz[live], distance)
        high[live[under]] = distance
        live = live[~under]
        low[live] = distance
        if live.size == 0:
            break
    hit = np.isfinite(high)
    high[~hit] = ground.side
    for _ in range(8):
        middle = (low + high) / 2
        under = below(ground, eye, dx, dy, dz, middle)
        high, low = np.where(under, middle, high), np.where(under, low, middle)
    return (a.reshape(n, n) for a in (eye[0] + dx * high, eye[1] + dy * high, hit))


def below(ground, eye, dx, dy, dz, distance):
    """Whether the rays are under the ground at a distance."""
    size = dx.size
    rows = -(-size // WIDE)
    x, y = (np.resize(e + d * distance, (rows, WIDE)) for e, d in ((eye[0], dx), (eye[1], dy)))
    return eye[2] + dz * distance < ground.at(x, y).ravel()[:size]
