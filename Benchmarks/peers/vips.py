"""libvips: a pipeline from memory to memory, built anew for every run, with an empty cache.

Bytes use integer precision, the path with vector code; it rounds the weights, so they are scaled
up to whole numbers first. Floats use float precision. Weighted 16-bit pictures are left out: the
integer loop has too few bits for them, the float one answers with floats.
"""

import os

import numpy as np
import pyvips

from .plan import Plan
from .work import SAMPLES

FORMAT = {"u8": "uchar", "u16": "ushort", "f32": "float"}


def start(threads):
    """No operation is remembered, or a run would return the picture of the run before."""
    os.environ["VIPS_CONCURRENCY"] = str(threads)
    pyvips.cache_set_max(0)


def version():
    return ".".join(str(pyvips.version(part)) for part in range(3))


def prepare(work, source):
    """The plan for a work, or None where libvips has no equivalent."""
    make = OPERATIONS.get(work.operation)
    weighted = work.operation not in ("median", "box")
    if make is None or work.input != work.output or (weighted and work.input == "u16"):
        return None
    steps, result = make(work), []
    shape, sample = work.empty().shape, SAMPLES[work.output]
    data = source.data

    def run():
        image = pyvips.Image.new_from_memory(
            data, work.width, work.height, work.channels, FORMAT[work.input])
        result[:] = [steps(image).write_to_memory()]
    return Plan(run, lambda: np.frombuffer(result[0], sample).reshape(shape),
                note="integer weights" if weighted and work.input == "u8" else "", codes=2)


def mask(work, weights):
    """A convolution mask of whole weights, as fine as a sum of bytes in 32 bits allows.

    The vector code for bytes makes 8-bit weights of them by itself, which costs a code or more.
    """
    if work.input == "f32":
        return pyvips.Image.new_from_array(weights.tolist())
    room = 2 ** 20 / np.abs(weights).sum()
    whole = np.rint(weights * room)
    scale = whole.sum() if abs(weights.sum() - 1) < 1e-3 else np.rint(room)
    return pyvips.Image.new_from_array(whole.tolist(), scale=float(scale))


def precision(work):
    return "float" if work.input == "f32" else "integer"


def dense(work):
    kernel, how = mask(work, work.weights()), precision(work)
    return lambda image: image.conv(kernel, precision=how)


def separable(work):
    row, column = work.rows_and_columns()
    how = precision(work)
    if np.array_equal(row, column):
        kernel = mask(work, row[None, :])
        return lambda image: image.convsep(kernel, precision=how)
    across, down = mask(work, row[None, :]), mask(work, column[:, None])
    return lambda image: image.conv(across, precision=how).conv(down, precision=how)


def median(work):
    size = work["size"]
    return lambda image: image.median(size)


def box(work):
    even = np.ones((1, 2 * work["radius"] + 1), np.float32)
    if work.input == "f32":
        even /= even.size
    kernel, how = pyvips.Image.new_from_array(
        even.tolist(), scale=1.0 if work.input == "f32" else even.size), precision(work)
    return lambda image: image.convsep(kernel, precision=how)


OPERATIONS = {
    "dense": dense, "separable": separable, "gaussian": separable, "laplacian": dense,
    "median": median, "box": box,
}
