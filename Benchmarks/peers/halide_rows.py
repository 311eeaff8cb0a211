"""The parts that every Halide pipeline here shares: interleaved rows, padding, rounding.

Channels stay interleaved: a picture is a plane whose rows hold width × channels samples, and a
tap one pixel to the right is `channels` samples away. So one schedule serves one and three
channels, with contiguous vectors throughout.
"""

import halide as hl

TYPES = {"u8": hl.UInt(8), "u16": hl.UInt(16), "i16": hl.Int(16), "f32": hl.Float(32)}
LIMITS = {"u8": (0, 255), "u16": (0, 65535), "i16": (-32768, 32767)}


class Rows:
    """The source of a work as a plane of interleaved rows, and the variables of its loops."""

    def __init__(self, work, source):
        self.work, self.step = work, work.channels
        self.length = work.width * work.channels
        self.buffer = hl.Buffer(source.reshape(work.height, self.length))
        self.buffer.set_min([0, 0])
        self.i, self.y = hl.Var("i"), hl.Var("y")

        self.source = hl.Func("source")
        self.source[self.i, self.y] = self.inside(self.i, self.y)

    def inside(self, i, y):
        """A sample of the source; the row number is clamped to the picture, `i` is within."""
        return self.buffer[i, hl.clamp(y, 0, self.work.height - 1)]

    def stretched(self, name, rows, kind=None):
        """`rows` going on beyond both ends, each end repeating its outermost pixel.

        `likely` lets Halide cut the middle of the row out of the loop, without any test in it.
        """
        i, y, step, length = self.i, self.y, self.step, self.length
        first, last = i % step, length - step + i % step
        value = hl.select(i < 0, rows[first, y], i >= length, rows[last, y],
                          hl.likely(rows[hl.clamp(i, 0, length - 1), y]))
        padded = hl.Func(name)
        padded[i, y] = hl.cast(kind, value) if kind else value
        return padded


def rounded(value, sample):
    """A float as a sample: to nearest and saturated; floats pass."""
    if sample == "f32":
        return value
    low, high = LIMITS[sample]
    whole = hl.cast(hl.Int(32), hl.round(hl.clamp(value, float(low), float(high))))
    return hl.cast(TYPES[sample], whole)


def compiled(out, result, shape):
    """Compiles and gives the call that fills `result`; `shape` is (rows, samples a row)."""
    target = hl.get_jit_target_from_environment().with_feature(hl.TargetFeature.NoAsserts)
    target = target.with_feature(hl.TargetFeature.NoBoundsQuery)
    buffer = hl.Buffer(result.reshape(shape))
    out.output_buffer().dim(0).set_bounds(0, shape[1])
    out.output_buffer().dim(1).set_bounds(0, shape[0])
    out.compile_jit(target)
    return lambda: out.realize(buffer, target)
