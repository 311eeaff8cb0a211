"""OpenCV's stitcher, and the blender that it uses.

The stitcher begins at the same random numbers in every run, those of a fresh process.
"""

from itertools import product

import cv2
import numpy as np

from .opencv_remap import took
from .plan import Plan

SAMPLES = {"8 bits": np.uint8, "16 bits": np.int16}
WEIGHTS = {"float weights": cv2.CV_32F, "16-bit weights": cv2.CV_16S}
SEED = 0


def stitch(work, source):
    """cv2.Stitcher for panoramas, into a mosaic as large as that of its first run."""
    pictures, stitcher = halves(source), cv2.Stitcher_create(cv2.Stitcher_PANORAMA)

    def run(mosaic=None):
        cv2.setRNGSeed(SEED)
        status, mosaic = stitcher.stitch(pictures, mosaic)
        if status != cv2.Stitcher_OK:
            raise RuntimeError(f"the pair is not stitched (status {status})")
        return mosaic
    result = run()
    return Plan(lambda: run(result), lambda: result, other=True, cover=True,
                note="takes the pair for views of a turning camera, on a sphere")


def blend(work, source):
    """cv2.detail_MultiBandBlender, fed what is fastest; it does not count the coarsest band."""
    pictures, result = halves(source), work.empty()
    known = np.arange(work.output_width) < work["seam"]
    masks = [np.ascontiguousarray(np.broadcast_to(np.where(own, 255, 0).astype(np.uint8),
                                                  result.shape[:2])) for own in (known, ~known)]
    kinds = {f"{name}, {weights}": (SAMPLES[name], WEIGHTS[weights])
             for name, weights in product(SAMPLES, WEIGHTS)}

    def call(kind):
        sample, weights = kinds[kind]
        blender = cv2.detail_MultiBandBlender(0, work["bands"] - 1, weights)
        blender.prepare((0, 0, work.output_width, work.output_height))
        for picture, mask in zip(pictures, masks):
            blender.feed(picture.astype(sample, copy=False), mask, (0, 0))
        blended, _ = blender.blend(None, None)
        np.copyto(result, np.clip(blended, 0, 255, out=blended), casting="unsafe")
        return result
    kind = min(kinds, key=lambda kind: took(lambda: call(kind)))
    return Plan(lambda: call(kind), lambda: result, other=True,
                note=f"{kind}, fractions of codes cut off in every band")


def halves(source):
    """The two pictures that stand beside each other."""
    return [np.ascontiguousarray(half) for half in np.split(source, 2, axis=1)]
