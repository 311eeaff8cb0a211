"""OpenCV: its filters with a replicated border, into an allocated picture."""

import cv2
import numpy as np

from . import opencv_match, opencv_mosaic, opencv_remap, opencv_stitch
from .plan import Plan

BORDER = cv2.BORDER_REPLICATE
DEPTH = {"u8": cv2.CV_8U, "u16": cv2.CV_16U, "i16": cv2.CV_16S, "f32": cv2.CV_32F}
NOTES = {"guided": "composed of blur and arithmetic"}


def start(threads):
    """As many threads, no OpenCL."""
    cv2.setNumThreads(threads)
    cv2.ocl.setUseOpenCL(False)


def version():
    return cv2.__version__


def prepare(work, source):
    """The plan for a work, or None where OpenCV has no equivalent."""
    make = WHOLE.get(work.operation, filtered)
    plan = make(work, source)
    # A result that OpenCV had to allocate anew would put page faults inside the clock.
    if plan and not np.shares_memory(plan.run(), plan.collect()):
        raise RuntimeError("OpenCV did not write into the picture it was given")
    return plan


def filtered(work, source):
    make = OPERATIONS.get(work.operation)
    call, result = make(work) if make else None, work.empty()
    if call is None:
        return None
    fixed = work.operation == "gaussian" and work.input == "u8"
    return Plan(lambda: call(source, result), lambda: result,
                note="fixed point" if fixed else NOTES.get(work.operation, ""),
                codes=2 if fixed else 1)


def dense(work):
    depth, kernel = DEPTH[work.output], work.weights()
    return lambda s, d: cv2.filter2D(s, depth, kernel, dst=d, borderType=BORDER)


def separable(work):
    depth = DEPTH[work.output]
    row, column = work.rows_and_columns()
    return lambda s, d: cv2.sepFilter2D(s, depth, row, column, dst=d, borderType=BORDER)


def gaussian(work):
    size, sigma = (work["taps"],) * 2, work["sigma"]
    return lambda s, d: cv2.GaussianBlur(s, size, sigma, dst=d, sigmaY=sigma, borderType=BORDER)


def derivative(name):
    def make(work):
        function, depth = getattr(cv2, name), DEPTH[work.output]
        dx, dy = (1, 0) if work["axis"] == "x" else (0, 1)
        return lambda s, d: function(s, depth, dx, dy, dst=d, borderType=BORDER)
    return make


def laplacian(work):
    depth, weights = DEPTH[work.output], work.weights().ravel().tolist()
    for size, known in ((1, [0, 1, 0, 1, -4, 1, 0, 1, 0]), (3, [2, 0, 2, 0, -8, 0, 2, 0, 2])):
        if weights == known:
            return lambda s, d: cv2.Laplacian(s, depth, dst=d, ksize=size, borderType=BORDER)
    return dense(work)


def median(work):
    size = work["size"]
    return lambda s, d: cv2.medianBlur(s, size, dst=d)


def box(work):
    size = (2 * work["radius"] + 1,) * 2
    return lambda s, d: cv2.blur(s, size, dst=d, borderType=BORDER)


def pyramid(work):
    size = (work.output_width, work.output_height)
    return lambda s, d: cv2.pyrDown(s, dst=d, dstsize=size, borderType=BORDER)


def bilateral(work):
    if work.input not in ("u8", "f32"):
        return None
    size, alike, near = 2 * work["radius"] + 1, work["sigmaRange"], work["sigmaSpace"]
    return lambda s, d: cv2.bilateralFilter(s, size, alike, near, dst=d, borderType=BORDER)


def guided(work):
    """Composed of `blur` and arithmetic, as OpenCV's users do without the contributed modules."""
    size, epsilon = (2 * work["radius"] + 1,) * 2, work["epsilon"]
    a, b, c = (work.empty() for _ in range(3))

    def call(s, d):
        cv2.blur(s, size, dst=a, borderType=BORDER)
        cv2.sqrBoxFilter(s, cv2.CV_32F, size, dst=b, borderType=BORDER)
        cv2.multiply(a, a, dst=c)
        cv2.subtract(b, c, dst=b)
        cv2.add(b, epsilon, dst=c)
        cv2.divide(b, c, dst=b)
        cv2.multiply(a, b, dst=c)
        cv2.subtract(a, c, dst=a)
        cv2.blur(a, size, dst=c, borderType=BORDER)
        cv2.blur(b, size, dst=a, borderType=BORDER)
        cv2.multiply(a, s, dst=b)
        return cv2.add(b, c, dst=d)
    return call


WHOLE = {"debayer": opencv_mosaic.debayer, "develop": opencv_mosaic.develop,
         "match": opencv_match.match, "remap": opencv_remap.remap,
         "stitch": opencv_stitch.stitch, "blend": opencv_stitch.blend}
OPERATIONS = {
    "dense": dense, "separable": separable, "gaussian": gaussian, "sobel": derivative("Sobel"),
    "scharr": derivative("Scharr"), "laplacian": laplacian, "median": median, "box": box,
    "pyramid-down": pyramid, "bilateral": bilateral, "guided": guided,
}
