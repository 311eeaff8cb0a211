"""OpenCV's stereo matchers, for as many disparities.

Their costs differ from ours: what both find is compared, and said to be another method.
"""

import cv2
import numpy as np

from .plan import Plan

MODES = {5: cv2.STEREO_SGBM_MODE_SGBM, 8: cv2.STEREO_SGBM_MODE_HH}
SIDE = 3


def match(work, source):
    """StereoBM for blocks, StereoSGBM for ways; nothing for a number of ways that it lacks."""
    left, right = (np.ascontiguousarray(source[..., side]) for side in (0, 1))
    if "window" in work.settings:
        matcher = cv2.StereoBM.create(work["disparities"], work["window"])
    elif work["ways"] in MODES:
        matcher = cv2.StereoSGBM.create(
            0, work["disparities"], SIDE, 8 * SIDE ** 2, 32 * SIDE ** 2, 1, 63, 0, 0, 0,
            MODES[work["ways"]])
    else:
        return None
    result = work.empty()
    return Plan(lambda: matcher.compute(left, right, result), lambda: result, other=True,
                note="other costs; unknown up to the last disparity from the left")
