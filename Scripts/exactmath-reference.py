#!/usr/bin/env python3
"""Writes what ExactMath is built from and what it is tested against, with mpmath.

    python3 -m venv .venv && .venv/bin/pip install mpmath
    .venv/bin/python Scripts/exactmath-reference.py

It writes Sources/ExactMath/*Table.swift and Tests/Reference/ExactMath/*.txt. A reference line
holds the arguments, the correctly rounded result, and what is left of the true value in units in
the last place of that result, so that errors below half a unit can be told apart.
"""

import math
import random
import struct
from pathlib import Path

from mpmath import mp, mpf

mp.prec = 1400  # sin of the largest double needs 1024 bits before the point
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "Sources" / "ExactMath"
REFERENCE = ROOT / "Tests" / "Reference" / "ExactMath"
TINIEST = 5e-324
LARGEST = 1.7976931348623157e308


# --- Tables of the sources ---------------------------------------------------------------------


def literal(value):
    """A Double as Swift writes it exactly."""
    return float(value).hex().replace(".0000000000000p", "p")


def halves(value, grid=None):
    """A number as a double and the double nearest to the rest; the first on a grid if asked."""
    high = float(value) if grid is None else float(mp.nint(mpf(value) * 2**grid)) / 2**grid
    return high, float(value - mpf(high))


def write_table(file, name, summary, columns, rows):
    lines = [
        "// Written by Scripts/exactmath-reference.py; change it there.",
        "",
        "extension Exact {",
        f"  /// {summary}",
        "  ///",
        f"  /// {columns}",
        f"  static let {name}: [Double] = [",
    ]
    lines += ["    " + ", ".join(literal(v) for v in row) + "," for row in rows]
    lines += ["  ]", "}"]
    (SOURCES / file).write_text("\n".join(lines) + "\n")


def write_sources():
    write_table(
        "ExponentialTable.swift", "exponentialTable", "2^(j/64) for j in 0..<64.",
        "Two numbers an entry: the nearest double and the rest.",
        [halves(mpf(2) ** (mpf(j) / 64)) for j in range(64)])

    rows = []
    for i in range(129):
        middle = 1 + mpf(i) / 128
        if i >= 53:
            middle /= 2
        inverse = mpf(int(mp.nint(1024 / middle))) / 1024
        rows.append((float(inverse),) + halves(-mp.log(inverse), grid=42))
    write_table(
        "LogarithmTable.swift", "logarithmTable",
        "Reciprocals c of 1 + i/128 (of half of it from i = 53 on) and −log c, for i in 0...128.",
        "Three numbers an entry: c, of 10 bits; −log c to a multiple of 2^-42; the rest.", rows)

    write_table(
        "ArctangentTable.swift", "arctangentTable", "atan(j/64) for j in 0...64.",
        "Two numbers an entry: the nearest double and the rest.",
        [halves(mp.atan(mpf(j) / 64)) for j in range(65)])

    bits = int(mp.floor(2 / mp.pi * mpf(2) ** 1216))
    words = [0] + [(bits >> (1216 - 64 * (i + 1))) & (2**64 - 1) for i in range(19)]
    lines = [
        "// Written by Scripts/exactmath-reference.py; change it there.",
        "",
        "extension Exact {",
        "  /// The first 1216 binary digits of 2/π, after 64 zeros.",
        "  static let twoOverPi: [UInt64] = [",
    ]
    text = [f"0x{w:016x}," for w in words]
    lines += ["    " + " ".join(text[i:i + 4]) for i in range(0, len(text), 4)]
    lines += ["  ]", "}"]
    (SOURCES / "TwoOverPiTable.swift").write_text("\n".join(lines) + "\n")

    print("log 2:", [literal(v) for v in halves(mp.log(2), grid=42)])
    step = mp.log(2) / 64
    print("log 2 / 64:", [literal(v) for v in halves(step, grid=43)], literal(1 / step))
    rest = mp.pi / 2
    for bits in (29, 60, 91):
        part = mp.floor(rest * mpf(2) ** bits) / mpf(2) ** bits
        print("pi/2 part:", literal(part))
        rest -= part
    print("pi/2 rest:", literal(rest), "2/pi:", literal(2 / mp.pi))
    print("pi/2:", [literal(v) for v in halves(mp.pi / 2)])


# --- Reference values --------------------------------------------------------------------------


def unit(value):
    """The unit in the last place of a finite double."""
    return mpf(math.ulp(value)) if value else mpf(TINIEST)


def rounded(value):
    """The nearest double, ties to even, subnormals and overflow included."""
    if mp.isnan(value):
        return math.nan
    if abs(value) >= mpf(2) ** 1024 - mpf(2) ** 970:
        return math.copysign(math.inf, value)
    if value == 0:
        return 0.0
    exponent = max(mp.frexp(value)[1] - 53, -1074)
    return math.ldexp(int(mp.nint(mp.ldexp(value, -exponent))), exponent)


def row(function, arguments):
    true = function(*[mpf(a) for a in arguments])
    nearest = rounded(true)
    rest = 0.0
    if math.isfinite(nearest):
        rest = float((true - mpf(nearest)) / unit(nearest))
    return [a.hex() for a in arguments] + [nearest.hex(), f"{rest:.4f}"], rest


def neighbours(value, count=2):
    found = [value]
    up = down = value
    for _ in range(count):
        up, down = math.nextafter(up, math.inf), math.nextafter(down, -math.inf)
        found += [up, down]
    return found


def spread(rng, count, low, high):
    """Numbers whose binary exponents are spread evenly over low..<high."""
    return [math.ldexp(1 + rng.random(), rng.randrange(low, high)) for _ in range(count)]


def hardest(function, draw, tries, keep):
    """Of many random arguments those whose results lie nearest to half way between doubles."""
    precision, mp.prec = mp.prec, 160
    scored = []
    for _ in range(tries):
        arguments = draw()
        rest = row(function, arguments)[1]
        scored.append((abs(abs(rest) - 0.5), arguments))
    mp.prec = precision
    return [arguments for _, arguments in sorted(scored)[:keep]]


def nearest_multiples_of_half_pi():
    """The doubles that lie nearest to multiples of π/2, one a binary exponent."""
    found = []
    for exponent in range(0, 1024):
        # x = m·2^(exponent − 52): convergents of 2^(exponent − 52)/(π/2) give the best m.
        target = mpf(2) ** (exponent - 52) / (mp.pi / 2)
        a, (p0, q0), (p1, q1) = target, (0, 1), (1, 0)
        best = None
        for _ in range(2000):
            whole = int(mp.floor(a))
            p0, q0, p1, q1 = p1, q1, whole * p1 + p0, whole * q1 + q0
            if q1 >= 2**53:
                break
            if q1 >= 2**20:
                best = q1
            if a == whole:
                break
            a = 1 / (a - whole)
        if best is None:
            continue
        while best < 2**52:
            best *= 2
        found.append(math.ldexp(best, exponent - 52))
    rng = random.Random(5)
    small = [x for x in found if x < 2.0**23]
    return small + rng.sample(found, 100) + [6381956970095103 * 2.0**797]


def signed(values):
    return list(values) + [-v for v in values]


def write_reference(name, function, rows):
    seen, lines = set(), [
        f"# {name}: arguments, correctly rounded result, rest in units in the last place.",
        "# Written by Scripts/exactmath-reference.py.",
    ]
    for arguments in rows:
        if arguments in seen:
            continue
        seen.add(arguments)
        lines.append(" ".join(row(function, arguments)[0]))
    (REFERENCE / f"{name}.txt").write_text("\n".join(lines) + "\n")
    print(f"{name}: {len(lines) - 2} values")


def one(values):
    return [(v,) for v in values]


def write_references():
    rng = random.Random(20240229)

    angles = [TINIEST, 2.0**-1022, 2.0**-28, 2.0**-27, 2.0**-26, 0.5, 1.0, LARGEST, 2.0**1023]
    angles += [v for k in (1, 2, 3, 4, 6, 8, 100, 1234567) for v in neighbours(k * math.pi / 4)]
    angles += [v for k in (20, 21, 22) for v in neighbours(2.0**k) + neighbours(2.0**k * math.pi)]
    angles += [rng.uniform(0, 2 * math.pi) for _ in range(150)]
    angles += [rng.uniform(0, 2.0**20 * math.pi) for _ in range(80)]
    angles += spread(rng, 80, -30, 30) + spread(rng, 80, 20, 1023) + spread(rng, 30, -1022, -20)
    angles += nearest_multiples_of_half_pi()
    def turn():
        return (rng.uniform(0, 7),)
    for name, function in (("sin", mp.sin), ("cos", mp.cos), ("tan", mp.tan)):
        write_reference(
            name, function, one(signed(angles)) + hardest(function, turn, 20000, 40))

    slopes = [TINIEST, 2.0**-1022, 2.0**-27, 2.0**60, 2.0**70, LARGEST]
    slopes += [v for j in range(0, 65) for v in ((j + 0.5) / 64, (j + 0.4999) / 64)]
    slopes += neighbours(1.0) + spread(rng, 150, -30, 30) + spread(rng, 60, -1022, 1023)
    slopes += [rng.uniform(0, 2) for _ in range(100)]
    write_reference(
        "atan", mp.atan,
        one(signed(slopes)) + hardest(mp.atan, lambda: (rng.uniform(0, 3),), 20000, 40))

    pairs = [(y, x) for y in (TINIEST, 2.0**-1022, 1.0, LARGEST)
             for x in (TINIEST, 2.0**-1022, 1.0, LARGEST)]
    pairs += [(rng.random(), rng.random()) for _ in range(150)]
    pairs += list(zip(spread(rng, 100, -8, 8), spread(rng, 100, -8, 8)))
    pairs += list(zip(spread(rng, 80, -70, 70), spread(rng, 80, -70, 70)))
    pairs += list(zip(spread(rng, 80, -1022, 1023), spread(rng, 80, -1022, 1023)))
    pairs += list(zip(spread(rng, 40, -1074, -1010), spread(rng, 40, -1074, -1010)))
    pairs += hardest(mp.atan2, lambda: (rng.random(), rng.random()), 20000, 40)
    write_reference(
        "atan2", mp.atan2, [(sy * y, sx * x) for y, x in pairs for sy in (1, -1) for sx in (1, -1)
                            if y and x])

    sines = [TINIEST, 2.0**-1022, 2.0**-27, 2.0**-26, 0.5, 1 - 2.0**-53, 1 - 2.0**-52, 1.0]
    sines += [1 - v for v in spread(rng, 60, -50, -1)] + spread(rng, 80, -60, 0)
    sines += [rng.random() for _ in range(200)] + neighbours(math.sqrt(0.5))
    for name, function in (("asin", mp.asin), ("acos", mp.acos)):
        write_reference(
            name, function,
            one(signed(sines)) + hardest(function, lambda: (rng.random(),), 20000, 40))

    powers = [TINIEST, 2.0**-1022, 2.0**-54, 2.0**-53, 2.0**-52, 1.0, 2.0, 3.0, 10.0]
    powers += [v for c in (709.782712893384, 708.3964185322641, 745.1332191019412, 1024.0)
               for v in neighbours(c)]
    powers += spread(rng, 150, -60, 9) + [rng.uniform(0, 1) for _ in range(100)]
    powers += [rng.uniform(0, 750) for _ in range(100)]
    powers += [float((j + mpf(1) / 2) * mp.log(2) / 64) for j in range(0, 64, 4)]
    write_reference(
        "exp", mp.exp,
        one(signed(powers)) + one([-rng.uniform(708, 746) for _ in range(80)])
        + hardest(mp.exp, lambda: (rng.uniform(-5, 5),), 20000, 40))

    numbers = [TINIEST, 3 * TINIEST, 2.0**-1022, LARGEST, 2.0, 0.5, math.e, 10.0, math.sqrt(2)]
    numbers += neighbours(1.0, 8) + [1 + v for v in signed(spread(rng, 80, -52, -5))]
    numbers += [v for i in range(0, 129) for v in neighbours(1 + (i + 0.5) / 128, 1)[:2]]
    numbers += [rng.uniform(0.5, 2) for _ in range(150)] + spread(rng, 100, -1022, 1023)
    numbers += [TINIEST * rng.randrange(1, 2**50) for _ in range(30)]
    write_reference(
        "log", mp.log,
        one(numbers) + hardest(mp.log, lambda: (rng.uniform(0.5, 8),), 20000, 40))

    cubes = [TINIEST, 3 * TINIEST, 2.0**-1022, LARGEST, 1.0, 2.0, 4.0, 8.0]
    cubes += [float(n**3) for n in range(2, 60)] + [float(n**3) / 512 for n in range(3, 30, 2)]
    cubes += neighbours(1.0) + neighbours(8.0) + [rng.uniform(0, 10) for _ in range(200)]
    cubes += spread(rng, 150, -1022, 1023)
    cubes += [TINIEST * rng.randrange(1, 2**50) for _ in range(30)]
    def root(x):
        return mp.sign(x) * mp.cbrt(abs(x))
    write_reference(
        "cbrt", root, one(signed(cubes)) + hardest(root, lambda: (rng.uniform(1, 8),), 20000, 40))

    bases = [(2.0, float(n)) for n in (-1074, -1073, -1023, -1022, -1, 0, 1, 2, 1023)]
    bases += [(10.0, float(n)) for n in range(-323, 309, 7)] + [(3.0, float(n)) for n in range(33)]
    bases += [(float(n), 0.5) for n in range(2, 40)] + [(float(n * n), 1.5) for n in range(2, 30)]
    bases += [(v, 2.0**50) for v in neighbours(1.0, 6)] + [(v, 2.4) for v in neighbours(1.0, 6)]
    bases += [(v, -2.0**58) for v in neighbours(1.0, 3)] + [(-3.0, 3.0), (-2.5, -7.0), (-1.5, 8.0)]
    bases += [(rng.random(), g) for g in (1 / 2.4, 2.4, 2.2, 1 / 2.2, 0.4545) for _ in range(40)]
    bases += [(rng.uniform(0, 10), rng.uniform(-20, 20)) for _ in range(150)]
    for x in spread(rng, 150, -1022, 1023) + spread(rng, 20, -1074, -1022):
        limit = 708.0 / abs(math.log(x))
        bases += [(x, rng.uniform(-limit, limit)), (x, limit * (1 + rng.random() * 0.003))]
        bases += [(x, -limit * (1 + rng.random() * 0.05))]
    bases += [(1 + v, 700 * rng.random() / v) for v in signed(spread(rng, 60, -50, -8))]
    bases += hardest(mp.power, lambda: (rng.uniform(0, 4), rng.uniform(-4, 4)), 20000, 40)
    write_reference("pow", mp.power, bases)


if __name__ == "__main__":
    REFERENCE.mkdir(parents=True, exist_ok=True)
    write_sources()
    write_references()
