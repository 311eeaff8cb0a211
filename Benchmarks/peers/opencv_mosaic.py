"""OpenCV on mosaics: its bilinear debayering, and a chain after it to display codes.

Whole pictures: in bands that stay in the cache the chain was not faster (5.2 ms either way).
"""

import cv2
import numpy as np

from .plan import Plan
from .work import aligned

FULL = 65535
EDGE = {"note": "another border", "interior": 2}


def debayer(work, source):
    """cvtColor, for bytes and 16 bits."""
    if work["method"] != "bilinear" or work.input == "f32":
        return None
    conversion, result = conversion_of(work), work.empty()
    return Plan(lambda: cv2.cvtColor(source, conversion, dst=result), lambda: result, **EDGE)


def conversion_of(work):
    # The names with four letters are those of the sensor; the older ones begin at site (1, 1).
    return getattr(cv2, f"COLOR_Bayer{work['pattern']}2RGB")


def develop(work, source):
    """cvtColor; transform, which takes levels, gains and matrix at once; LUT of 65536 entries."""
    if (work.input, work.output, work["tone"]) != ("u16", "u8", "srgb"):
        return None
    shape = (work.height, work.width, 3)
    colour, light, result = aligned(shape, np.uint16), aligned(shape, np.uint16), work.empty()
    conversion, matrix, codes = conversion_of(work), np.float32(FULL * work.affine()), table()

    def run():
        cv2.cvtColor(source, conversion, dst=colour)
        cv2.transform(colour, matrix, dst=light)
        return cv2.LUT(light, codes, dst=result)
    other = {} if work["method"] == "bilinear" else {"note": "bilinear", "other": True}
    return Plan(run, lambda: result, codes=2, **EDGE | other)


def table():
    """sRGB (IEC 61966-2-1) from linear 16 bits to 8 bits."""
    light = np.arange(FULL + 1) / FULL
    bent = 1.055 * np.maximum(light, 0.0031308) ** (1 / 2.4) - 0.055
    return np.floor(255 * np.where(light <= 0.0031308, 12.92 * light, bent) + 0.5).astype(np.uint8)
