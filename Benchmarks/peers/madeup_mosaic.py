"""Made-up works on mosaics: debayering, and the path from sensor codes to display codes."""

import numpy as np

METHODS = ("bilinear", "malvar", "menon")
BLACK, WHITE = 1024, 65000
GAINS = (1.9, 1.0, 1.6)
MATRIX = (1.62, -0.55, -0.07, -0.19, 1.43, -0.24, 0.03, -0.46, 1.43)


def descriptions():
    for method in METHODS[:2]:
        for sample in ("u8", "u16"):
            yield base(f"debayer.{method}.{sample}", "debayer", method, sample, sample)
    for method in METHODS:
        yield base(f"debayer.{method}.f32", "debayer", method, "f32", "f32")
    for method in METHODS[:2]:
        yield base(f"develop.{method}.u16", "develop", method, "u16", "u8") | {
            "black": BLACK, "white": WHITE, "gains": list(GAINS), "matrix": list(MATRIX),
            "tone": "srgb"}


def base(case, operation, method, before, after):
    return {"case": case, "operation": operation, "channels": 1, "outputChannels": 3,
            "input": before, "output": after, "method": method, "pattern": "RGGB",
            "border": "reflect101"}


def sampled(work, scene):
    """The scene, 0 to 1 in three channels, as a sensor sees it: one colour a site, in codes."""
    if work.operation == "develop":
        codes = scene * np.float32(0.5) / np.float32(work["gains"])
        scene = (codes * (work["white"] - work["black"]) + work["black"]) / np.float32(65535)
    mosaic = np.empty(scene.shape[:2], np.float32)
    for number, colour in enumerate(work["pattern"]):
        y, x = divmod(number, 2)
        mosaic[y::2, x::2] = scene[y::2, x::2, "RGB".index(colour)]
    return mosaic
