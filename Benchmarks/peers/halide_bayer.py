"""Halide pipelines for debayering, one pass from the mosaic to interleaved colour.

No stage is stored: each sum is cheap enough to be taken again, and four rows at a time share the
samples that several need. Integers are exact and round half up.
"""

import halide as hl
import numpy as np

from .halide_mosaic import METHODS, Columns, K, Pairs, X, Y
from .halide_rows import LIMITS, TYPES

LANES = 32


def debayer(work, source):
    """The pipeline and the shape and type in which it sees the result; None where there is none.

    Bilinear 16 bits: averages of two keep to 16 bits, which in every column is faster than 32 bits
    in half of them (0.48 to 0.74 ms); bytes are faster in pairs (0.23 to 0.29 ms). Floats keep to
    columns: pairs were faster in bilinear (1.3 to 1.5 ms), slower in Malvar (2.0 to 1.8 ms).
    """
    if work["method"] not in METHODS or narrow(work):
        return None
    if work.input == "f32":
        return floats(work, source)
    if work.input == "u16" and work["method"] == "bilinear":
        return averages(work, source)
    return words(work, source)


def narrow(work):
    """Whether a picture is too small for whole vectors, or does not hold whole pairs and rows."""
    return work.width < 4 * LANES or work.width % 2 or work.height % 2 or work.height < 4


def words(work, source):
    """Pairs of integers; six samples leave as three words."""
    mosaic = Pairs(work, source)
    estimate, bits = METHODS[work["method"]], mosaic.bits

    def finished(total, shift):
        value = (total + hl.cast(mosaic.whole, 1 << (shift - 1))) >> shift
        if work["method"] == "bilinear":
            return value
        return hl.clamp(value, *(hl.cast(mosaic.whole, v) for v in LIMITS[work.output]))

    def channels(y):
        samples = []
        for x in (0, 1):
            at = mosaic.site(x)
            at_own, at_green = estimate(at)
            if mosaic.is_own(x, y):
                site = (at(0, 0), *(finished(*v) for v in at_own))
            else:
                own, other = (finished(*v) for v in at_green)
                site = (own, at(0, 0), other)
            samples += [hl.cast(mosaic.word, v) for v in mosaic.colours(y, *site)]
        return [a | (b << bits) for a, b in zip(samples[::2], samples[1::2])]
    out = scheduled(mosaic.stepwise(channels), 3, 256 // bits)
    return out, (work.height, work.width // 2, 3), f"u{bits // 4}"


def averages(work, source):
    """Every column in 16 bits; the mean of four from means of two, whose roundings are undone."""
    mosaic = Columns(work, source)
    at, kind = mosaic.at, TYPES[work.input]

    def four(a, b, c, d):
        first, second = hl.rounding_halving_add(a, b), hl.rounding_halving_add(c, d)
        excess = ((a ^ b) | (c ^ d)) & (first ^ second) & hl.cast(kind, 1)
        return hl.rounding_halving_add(first, second) - excess

    def channels(y):
        own = mosaic.is_own(X, y)
        level = hl.rounding_halving_add(at(-1, 0), at(1, 0))
        upright = hl.rounding_halving_add(at(0, -1), at(0, 1))
        around = four(at(-1, 0), at(1, 0), at(0, -1), at(0, 1))
        corners = four(at(-1, -1), at(-1, 1), at(1, -1), at(1, 1))
        return list(mosaic.colours(y, hl.select(own, at(0, 0), level),
                                   hl.select(own, around, at(0, 0)),
                                   hl.select(own, corners, upright)))
    out = scheduled(mosaic.stepwise(channels), 3, 2 * LANES)
    return out, (work.height, work.width, 3), "u2"


def floats(work, source):
    """Every column in floats."""
    mosaic = Columns(work, source)
    at_own, at_green = METHODS[work["method"]](mosaic.at)

    def scaled(total, shift):
        return total * np.float32(0.5 ** shift).item()

    def channels(y):
        own, centre = mosaic.is_own(X, y), mosaic.at(0, 0)
        return list(mosaic.colours(
            y, hl.select(own, centre, scaled(*at_green[0])),
            hl.select(own, scaled(*at_own[0]), centre),
            hl.select(own, scaled(*at_own[1]), scaled(*at_green[1]))))
    out = scheduled(mosaic.stepwise(channels), 3, LANES)
    return out, (work.height, work.width, 3), "f4"


def scheduled(out, samples, lanes):
    """Four rows at a time, whole vectors, the interleaved samples of a step together."""
    below, rows = hl.Var("below"), hl.Var("rows")
    out.bound(K, 0, samples).split(Y, rows, below, 4)
    return out.reorder(K, below, X, rows).unroll(K).unroll(below).vectorize(X, lanes)


def call(out, result, shape, sample):
    """Compiles and gives the call that fills `result`, seen as (rows, steps, samples a step)."""
    target = hl.get_jit_target_from_environment().with_feature(hl.TargetFeature.NoAsserts)
    target = target.with_feature(hl.TargetFeature.NoBoundsQuery)
    seen = result.reshape(result.shape[0], -1).view(sample).reshape(shape)
    buffer, dense = hl.Buffer(seen), (1, shape[2], shape[1] * shape[2])
    for number, stride in enumerate(dense):
        out.output_buffer().dim(number).set_bounds(0, shape[2 - number]).set_stride(stride)
    out.compile_jit(target)
    return lambda: out.realize(buffer, target)
