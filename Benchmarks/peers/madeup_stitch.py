"""Made-up pairs to stitch and to blend: rough ground, seen again half a picture further right."""

import numpy as np

OPERATIONS = ("stitch", "blend")
BANDS, DARKER = 5, 0.82
#: Red, green, blue.
COLOUR = (1.0, 0.92, 0.8)


def descriptions(width, height):
    """Both works; their input is a pair of pictures of that size beside each other."""
    shift = width // 2
    yield base("stitch.pair", "stitch", width, height) | {
        "outputWidth": width + shift, "shift": shift}
    yield base("stitch.blend", "blend", width, height) | {
        "outputWidth": width, "shift": shift, "seam": shift}


def base(case, operation, width, height):
    return {"case": case, "operation": operation, "width": 2 * width, "height": height,
            "channels": 3, "input": "u8", "output": "u8", "bands": BANDS}


def pictures(work):
    """The pair, 0 to 1; the second is darker, and nothing is black."""
    width = work.width // 2
    wide = ground(width + work["shift"], work.height)[:, :, None] * COLOUR
    pair = wide[:, :width], DARKER * wide[:, work["shift"]:]
    return np.maximum(np.concatenate(pair, axis=1), 1 / 255)


def ground(width, height):
    """Squares of random light, 1 to 64 pixels large, the larger the more different."""
    rng, light = np.random.default_rng(2), np.full((height, width), 0.5)
    for octave in range(7):
        side = 2 ** octave
        squares = rng.uniform(-0.5, 0.5, (height // side + 1, width // side + 1))
        light += 0.05 * (octave + 1) * np.kron(squares, np.ones((side, side)))[:height, :width]
    return np.clip(light, 0, 1)
