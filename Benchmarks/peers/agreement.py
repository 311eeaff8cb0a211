"""Whether a peer computed the same thing: a race between different results says nothing."""

import numpy as np

RELATIVE, OTHER = 1e-4, 0.05
SHARES = {"codes": 1e-3, "range": 0.0}


def compare(work, expected, found, codes=1, interior=0, share=None, other=False, cover=False):
    """How far `found` is from `expected`, and whether that is near enough to race.

    Integer samples: at most `codes` apart in 99.9 % of the samples. Floats: at most 1e-4 of the
    range of the expected picture, everywhere. `share` replaces the share of samples that may be
    farther. An `other` method may differ by 5 % of the range on average. `interior` is a margin
    left out on every side. Of a mosaic only what it `cover`s counts.
    """
    if cover:
        return covered(expected, found)
    if interior:
        inner = (slice(interior, -interior),) * 2
        expected, found = expected[inner], found[inner]
    difference = np.abs(expected.astype(np.float64) - found.astype(np.float64))
    extent = float(expected.max()) - float(expected.min()) or 1.0
    unit, allowed = ("range", RELATIVE) if work.output == "f32" else ("codes", codes)
    if unit == "range":
        difference /= extent
    near = float((difference <= allowed).mean())
    agrees = near >= 1 - (SHARES[unit] if share is None else share)
    mean = float(difference.mean()) / (1.0 if unit == "range" else extent)
    if other:
        agrees = mean <= OTHER
    largest = float(difference.max()) if unit == "range" else int(difference.max())
    return {"agrees": agrees, "max": largest, "unit": unit, "allowed": allowed, "near": near,
            "mean": mean, "other": other}


def covered(expected, found):
    """By which share the area that is not black differs: that of another method by at most 5 %."""
    ours, theirs = (int(picture.any(axis=2).sum()) for picture in (expected, found))
    apart = abs(theirs - ours) / max(ours, 1)
    return {"agrees": apart <= OTHER, "max": apart, "unit": "area", "allowed": OTHER,
            "mean": apart, "other": True}


def said(result):
    """The difference in words, as the table shows it."""
    if result["unit"] == "area":
        return f"{100 * result['max']:.1f} % of the area"
    largest = result["max"]
    return f"{largest:.1e}" if result["unit"] == "range" else f"{largest}"
