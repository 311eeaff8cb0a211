"""What Halide's debayering and its camera pipe share: the mosaic, its border, the estimates.

Names are by geometry: in a row, `own` is the row's own colour (red in red rows) and `other` the
one of the rows above and below. An estimate is a sum of samples, and by how many bits it is too
large; what becomes of it is up to the pipeline.
"""

import halide as hl

X, Y, K = hl.Var("x"), hl.Var("y"), hl.Var("k")


class Mosaic:
    """The samples around a site, the border mirrored about the outermost sample."""

    def __init__(self, work, source):
        self.width, self.height = work.width, work.height
        self.bits = 8 * source.dtype.itemsize
        self.red_x, self.red_y = (work["pattern"].index("R") % 2, work["pattern"].index("R") // 2)
        self.source = source

    def row(self, y):
        """A row number mirrored into the picture."""
        last, y = self.height - 1, hl.select(y < 0, -y, y)
        return hl.clamp(hl.min(y, 2 * last - y), 0, last)

    def is_own(self, x, y):
        """Whether the row's own colour stands at a site; parities, known or of an expression."""
        return (x + self.red_x + y + self.red_y) % 2 == 0

    def colours(self, y, own, green, other):
        """Red, green and blue of a site in a row of known parity."""
        return (own, green, other) if y % 2 == self.red_y else (other, green, own)

    def stepwise(self, channels):
        """A picture from `channels(parity)`, the values along K in even and in odd rows."""
        made = hl.Func("made")
        made[K, X, Y] = hl.select(Y % 2 == 0, hl.mux(K, channels(0)), hl.mux(K, channels(1)))
        return made


class Pairs(Mosaic):
    """Two samples of integers are one word of a loop: taken apart and put together in registers.

    So nothing is computed that the pattern then throws away, and no shuffle is needed to get at
    every other column. X counts pairs.
    """

    def __init__(self, work, source):
        super().__init__(work, source)
        self.word = {8: hl.UInt(16), 16: hl.UInt(32)}[self.bits]
        self.whole = {8: hl.Int(16), 16: hl.Int(32)}[self.bits]
        buffer = hl.Buffer(source.view(f"u{self.bits // 4}"))
        buffer.set_min([0, 0])
        low, last = hl.cast(self.word, (1 << self.bits) - 1), self.width // 2 - 1
        high = hl.cast(self.word, ((1 << self.bits) - 1) << self.bits)

        def at(pair):
            return buffer[pair, self.row(Y)]
        self.words = hl.Func("words")
        self.words[X, Y] = hl.select(
            X < 0, (at(1) & low) | (at(0) & high),
            X > last, (at(last) & low) | (at(last - 1) & high),
            hl.likely(at(hl.clamp(X, 0, last))))
        self.low = low

    def site(self, x):
        """The sampler of the left (0) or right (1) site of a pair: `at(dx, dy)` as a wide int."""
        def at(dx, dy):
            word = self.words[X + (x + dx) // 2, Y + dy]
            return hl.cast(self.whole, word >> self.bits if (x + dx) % 2 else word & self.low)
        return at


class Columns(Mosaic):
    """One sample is one step of a loop: every estimate in every column, then the one that fits."""

    def __init__(self, work, source):
        super().__init__(work, source)
        buffer = hl.Buffer(source)
        buffer.set_min([0, 0])
        last = self.width - 1

        def at(x):
            return buffer[hl.clamp(x, 0, last), self.row(Y)]
        self.samples = hl.Func("samples")
        self.samples[X, Y] = hl.select(X < 0, at(-X), X > last, at(2 * last - X),
                                       hl.likely(at(X)))

    def at(self, dx, dy):
        return hl.Expr(self.samples[X + dx, Y + dy])


def bilinear(at):
    """Green and other where own stands, own and other where green stands: (sum, bits)."""
    upright = [at(dx, -1) + at(dx, 1) for dx in (-1, 0, 1)]
    level = at(-1, 0) + at(1, 0)
    return ((level + upright[1], 2), (upright[0] + upright[2], 2)), ((level, 1), (upright[1], 1))


def malvar(at):
    """The same by Malvar, He and Cutler 2004, figure 2, in whole factors."""
    centre, level, upright = at(0, 0), at(-1, 0) + at(1, 0), at(0, -1) + at(0, 1)
    corners = (at(-1, -1) + at(-1, 1)) + (at(1, -1) + at(1, 1))
    far_level, far_upright = at(-2, 0) + at(2, 0), at(0, -2) + at(0, 2)
    far, near = far_level + far_upright, level + upright
    common = times(centre, 5) - corners
    return (((times(times(centre, 2) + near, 2) - far, 3),
             (times(times(centre, 3) + corners, 4) - times(far, 3), 4)),
            ((times(common + times(level, 4) - far_level, 2) + far_upright, 4),
             (times(common + times(upright, 4) - far_upright, 2) + far_level, 4)))


def times(value, factor):
    return value * hl.cast(value.type(), factor)


METHODS = {"bilinear": bilinear, "malvar": malvar}
