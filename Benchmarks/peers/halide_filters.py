"""Halide pipelines: written here for the race and scheduled for one thread.

Every one works on bands of rows that stay in the cache, with whole vectors, several output rows
at a time in registers where a loaded row serves them all. Separable filters of unsigned bytes
with non-negative weights run in 16-bit fixed point with 7 bits of fraction (sums of two bytes,
high half of a product); everything else in float.
"""

import halide as hl
import numpy as np

from . import halide_bayer, halide_develop
from .halide_rows import Rows, compiled, rounded
from .plan import Plan
from .work import MOSAICS

FLOATS, BYTES, BAND = 16, 32, 16


def start(_threads):
    """Nothing to set: the schedules hold no parallel loop."""


def version():
    from importlib.metadata import version as of
    return of("halide")


def prepare(work, source):
    """The compiled plan for a work, or None where there is no pipeline."""
    make = OPERATIONS.get(work.operation)
    if make is None:
        return None
    if work.operation in MOSAICS:
        return mosaic_plan(work, source, make)
    rows, result = Rows(work, source), work.empty()
    made = make(work, rows)
    if made is None:
        return None
    out, note = made if isinstance(made, tuple) else (made, "")
    shape = (work.output_height, work.output_width * work.channels)
    call = compiled(out, result, shape)
    return Plan(call, lambda _alive=source: result, note=note, codes=2 if note else 1)


def mosaic_plan(work, source, make):
    made = make(work, source)
    if made is None:
        return None
    out, shape, sample = made[:3]
    result = work.empty()
    # Ours estimates the outermost pixels in its own way.
    return Plan(halide_bayer.call(out, result, shape, sample), lambda: result, *made[3:],
                interior=4)


def as_float(rows, name="padded"):
    return rows.stretched(name, rows.source, hl.Float(32))


def dense(work, rows):
    """Sums in registers over a tile of several rows by several vectors, all its loops unrolled.

    Tiles were chosen by trying 10 of them for each size; up to 7×7 the taps are unrolled whole,
    which lets a row that was loaded serve all the sums below it (7×7: 3.6 to 2.8 ms). 15×15 takes
    11.4 or 14.4 ms by where the process happens to lie in memory; larger tiles up to 16.8.
    """
    weights = work.weights()
    height, width = weights.shape
    tall, vectors = {5: (8, 2), 7: (4, 4)}.get(width, (4, 2))
    together = height if height <= 7 else max(n for n in range(1, 6) if height % n == 0)
    padded, i, y = as_float(rows), rows.i, rows.y
    taps = hl.Buffer(weights)
    r = hl.RDom([(0, width), (0, height)])
    total, out = hl.Func("total"), hl.Func("out")
    total[i, y] = 0.0
    total[i, y] += taps[r.x, r.y] * padded[i + (r.x - width // 2) * rows.step,
                                           y + r.y - height // 2]
    out[i, y] = rounded(total[i, y], work.output)
    ii, yi, yo = hl.Var("ii"), hl.Var("yi"), hl.Var("yo")
    out.split(y, yo, y, BAND).split(y, y, yi, tall).split(i, i, ii, vectors * FLOATS)
    out.reorder(ii, yi, i, y, yo).vectorize(ii, FLOATS).unroll(ii).unroll(yi)
    total.compute_at(out, i).vectorize(i, FLOATS).unroll(i).unroll(y)
    far, near = hl.RVar("far"), hl.RVar("near")
    update = total.update().reorder(i, y, r.x, r.y).vectorize(i, FLOATS).unroll(i).unroll(y)
    update.unroll(r.x).split(r.y, far, near, together).unroll(near)
    padded.hoist_storage_root().compute_at(out, yo).vectorize(i, FLOATS)
    return out


def weighted(value, weights, at):
    """The weighted sum of `at(k)`; equal outer weights share a product."""
    terms, last = None, len(weights) - 1
    symmetric = np.array_equal(weights, weights[::-1])
    for k, w in enumerate(weights):
        if symmetric and 2 * k > last:
            break
        pair = at(k) + at(last - k) if symmetric and 2 * k < last else at(k)
        term = value(pair, w)
        terms = term if terms is None else terms + term
    return terms


def separable(work, rows):
    row, column = work.rows_and_columns()
    if work.input == "u8" and work.output == "u8" and fits(row) and fits(column):
        return bytes_separable(work, rows, row, column), "fixed point"
    return float_separable(work, rows, row, column, lambda v: rounded(v, work.output))


def fits(weights):
    """Whether the fixed point holds: not negative, sum 1, symmetric."""
    return (weights.min() >= 0 and abs(weights.sum() - 1) < 1e-3
            and np.array_equal(weights, weights[::-1]))


def float_separable(work, rows, row, column, finish):
    """Down the columns into one row of floats, then along that row."""
    i, y, step = rows.i, rows.y, rows.step
    def times(v, w):
        return v * float(w)
    down, out = hl.Func("down"), hl.Func("out")
    half, middle = len(column) // 2, len(row) // 2
    down[i, y] = weighted(times, column, lambda k: hl.cast(
        hl.Float(32), rows.inside(i, y + k - half)))
    wide = rows.stretched("wide", down)
    out[i, y] = finish(weighted(times, row, lambda k: wide[i + (k - middle) * step, y]))
    out.vectorize(i, 2 * FLOATS)
    down.hoist_storage_root().compute_at(out, y).vectorize(i, 2 * FLOATS)
    wide.hoist_storage_root().compute_at(out, y).vectorize(i, FLOATS)
    return out


def bytes_separable(work, rows, row, column):
    """The same in 16 bits: (a + b) << 7 times a weight of 16 bits, high half, per pair."""
    i, y, step = rows.i, rows.y, rows.step
    u32, u16 = hl.UInt(32), hl.UInt(16)

    def high(value, weight):
        scaled = hl.cast(u16, min(round(float(weight) * 65536), 65535))
        return hl.cast(u16, (hl.cast(u32, value) * hl.cast(u32, scaled)) >> 16)
    down, out = hl.Func("down"), hl.Func("out")
    half, middle = len(column) // 2, len(row) // 2
    down[i, y] = weighted(lambda v, w: high(v << 7, w), column, lambda k: hl.cast(
        u16, rows.inside(i, y + k - half)))
    wide = rows.stretched("wide", down)
    total = weighted(high, row, lambda k: wide[i + (k - middle) * step, y])
    lost = (half + middle + 2) // 2
    out[i, y] = hl.cast(hl.UInt(8), hl.min((total + hl.cast(u16, 64 + lost)) >> 7, 255))
    out.vectorize(i, 2 * BYTES)
    down.hoist_storage_root().compute_at(out, y).vectorize(i, BYTES)
    wide.hoist_storage_root().compute_at(out, y).vectorize(i, BYTES)
    return out


def derivative(smooth):
    """Integer 3×3 gradients in 16 bits, or floats."""
    def make(work, rows):
        derive, even = np.array((-1, 0, 1)), np.array(smooth)
        row, column = (derive, even) if work["axis"] == "x" else (even, derive)
        return small(work, rows, np.outer(column, row))
    return make


def small(work, rows, weights):
    """A 3×3 filter of whole weights, in the type of the result, all inline."""
    kind = hl.Int(16) if work.output == "i16" else hl.Float(32)
    if work.output not in ("i16", "f32") or not np.all(weights == np.rint(weights)):
        return None
    i, y, lanes = rows.i, rows.y, BYTES if work.output == "i16" else FLOATS
    padded = rows.stretched("padded", rows.source)
    total = None
    for dy in range(3):
        for dx in range(3):
            if weights[dy, dx]:
                value = hl.cast(kind, padded[i + (dx - 1) * rows.step, y + dy - 1])
                term = value * hl.cast(kind, int(weights[dy, dx]))
                total = term if total is None else total + term
    out = hl.Func("out")
    out[i, y] = total
    banded(out, rows, lanes)
    padded.hoist_storage_root().compute_at(out, hl.Var("yo")).vectorize(i, lanes)
    return out


def banded(out, rows, lanes):
    yo, yi = hl.Var("yo"), hl.Var("yi")
    out.split(rows.y, yo, rows.y, BAND).split(rows.y, rows.y, yi, 2)
    out.reorder(rows.i, yi, rows.y, yo).vectorize(rows.i, lanes)
    out.reorder(yi, rows.i, rows.y, yo).unroll(yi)


def laplacian(work, rows):
    return small(work, rows, work.weights())


def median(work, rows):
    """Median of 3×3: sorted columns; then the highest low, the middle mid, the lowest high."""
    if work["size"] != 3:
        return None
    i, y, step = rows.i, rows.y, rows.step
    lanes = 64 if work.input == "u8" else 32
    padded, columns, out = rows.stretched("padded", rows.source), hl.Func("columns"), hl.Func("out")
    a, b, c = (padded[i, y + d] for d in (-1, 0, 1))
    columns[i, y] = hl.Tuple((hl.min(a, hl.min(b, c)), middle_of(a, b, c),
                              hl.max(a, hl.max(b, c))))
    left, here, right = (columns[i + d * step, y] for d in (-1, 0, 1))
    low = hl.max(left[0], hl.max(here[0], right[0]))
    high = hl.min(left[2], hl.min(here[2], right[2]))
    out[i, y] = middle_of(low, middle_of(left[1], here[1], right[1]), high)
    yo = hl.Var("yo")
    out.split(y, yo, y, BAND).vectorize(i, lanes)
    columns.hoist_storage_root().compute_at(out, y).vectorize(i, lanes)
    padded.hoist_storage_root().compute_at(out, yo).vectorize(i, lanes)
    return out


def middle_of(a, b, c):
    return hl.max(hl.min(a, b), hl.min(hl.max(a, b), c))


def box(work, rows):
    size = 2 * work["radius"] + 1
    even = np.full(size, 1 / size, np.float32)
    return float_separable(work, rows, even, even, lambda v: rounded(v, work.output))


def pyramid(work, rows):
    """Binomial 5×5 at every other pixel; whole sums for integers, exact, divided once."""
    if work.channels > 1:
        return None
    kind = {"u8": hl.UInt(16), "u16": hl.UInt(32), "f32": hl.Float(32)}[work.input]
    i, y, binomial = rows.i, rows.y, (1, 4, 6, 4, 1)
    down, out = hl.Func("down"), hl.Func("out")
    down[i, y] = sum_of(kind, binomial, lambda k: rows.inside(i, 2 * y + k - 2))
    wide = rows.stretched("wide", down)
    total = sum_of(kind, binomial, lambda k: wide[2 * i + k - 2, y])
    out[i, y] = total / 256.0 if work.input == "f32" else hl.cast(
        {"u8": hl.UInt(8), "u16": hl.UInt(16)}[work.input], (total + hl.cast(kind, 128)) >> 8)
    out.vectorize(i, BYTES)
    down.hoist_storage_root().compute_at(out, y).vectorize(i, BYTES)
    wide.hoist_storage_root().compute_at(out, y).vectorize(i, BYTES)
    return out


def sum_of(kind, weights, at):
    total = None
    for k, weight in enumerate(weights):
        term = hl.cast(kind, at(k)) * hl.cast(kind, weight)
        total = term if total is None else total + term
    return total


OPERATIONS = {
    "debayer": halide_bayer.debayer, "develop": halide_develop.develop,
    "pyramid-down": pyramid,
    "dense": dense, "separable": separable, "gaussian": separable, "sobel": derivative((1, 2, 1)),
    "scharr": derivative((3, 10, 3)), "laplacian": laplacian, "median": median, "box": box,
}
