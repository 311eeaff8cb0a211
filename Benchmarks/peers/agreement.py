"""Whether a peer computed the same thing: a race between different results says nothing."""

import numpy as np

SHARE, RELATIVE = 0.999, 1e-4


def compare(work, expected, found, codes, interior):
    """How far `found` is from `expected`, and whether that is near enough to race.

    Integer samples: at most `codes` apart in 99.9 % of the samples. Floats: at most 1e-4 of the
    range of the expected picture, everywhere. `interior` is a margin left out on every side.
    """
    if interior:
        inner = (slice(interior, -interior),) * 2
        expected, found = expected[inner], found[inner]
    difference = np.abs(expected.astype(np.float64) - found.astype(np.float64))
    if work.output == "f32":
        extent = float(expected.max()) - float(expected.min())
        largest = float(difference.max()) / (extent or 1.0)
        return {"agrees": bool(largest <= RELATIVE), "max": largest, "unit": "range"}
    near = float((difference <= codes).mean())
    return {"agrees": near >= SHARE, "max": int(difference.max()), "unit": "codes",
            "allowed": codes, "near": near}


def said(result):
    """The difference in words, as the table shows it."""
    largest = result["max"]
    return f"{largest:.1e}" if result["unit"] == "range" else f"{largest}"
