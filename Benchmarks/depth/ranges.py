"""Ranges held against the truth, pixel by pixel, and the figures of many pixels."""

from dataclasses import dataclass, fields

import cv2
import numpy as np

# How far depths of one point that both cameras see may be apart, as a share.
TOLERANCE = 0.01
# A step: true disparities within 3×3 pixels differ by more, px. What lies so near to one, px, has
# both sides of it within the reach of most ways of matching.
STEP, BESIDE = 1, 6
BANDS = {"< 1 m": (0, 1), "1–2 m": (1, 2), "2–5 m": (2, 5), "5–20 m": (5, 20),
         "> 20 m": (20, np.inf)}


def visible(left, right, rig):
    """Which pixels of the left camera show a point that the right one shows too.

    The point at depth Z lies f·B/Z further to the left in the right picture, between two of its
    pixels. It is seen if either of them has that depth.

    Args:
        left, right: true depths along the optical axis, infinite where the sky is.
    """
    rows, columns = np.indices(left.shape)
    ground = np.isfinite(left)
    depth = np.where(ground, left, 1)
    place = columns - rig.disparity(depth)
    inside = ground & (place >= 0)
    first = np.where(inside, np.floor(place), 0).astype(int)
    second = np.minimum(first + 1, left.shape[1] - 1)
    near = [np.abs(right[rows, column] - depth) <= TOLERANCE * depth
            for column in (first, second)]
    return inside & (near[0] | near[1])


def beside_steps(left, rig):
    """Which pixels of the left camera lie at most `BESIDE` px from a step of the true disparity."""
    ground = np.isfinite(left)
    disparity = np.where(ground, rig.disparity(np.where(ground, left, 1)), 0).astype(np.float32)
    square = np.ones((3, 3), np.uint8)
    steps = cv2.dilate(disparity, square) - cv2.erode(disparity, square) > STEP
    disc = np.hypot(*np.indices((2 * BESIDE + 1,) * 2) - BESIDE) <= BESIDE
    return cv2.dilate(steps.astype(np.uint8), disc.astype(np.uint8)) > 0


@dataclass
class Pixels:
    """Pixels that show ground: arrays of one length."""

    truth: np.ndarray     # m, the true range
    found: np.ndarray     # m, the range; infinite where unknown
    reported: np.ndarray  # m, within which nine of ten ranges are said to be right
    exact: np.ndarray     # m, the same for a calibration without errors
    seen: np.ndarray      # whether the right camera sees it too
    beside: np.ndarray    # whether it lies beside a step

    @classmethod
    def of(cls, left, right, rig, found, reported, exact):
        """The pixels of a pair: true depths of both cameras, and what albedo made of them."""
        ground = np.isfinite(left)
        truth = np.where(ground, left, 0) * rig.stretch()
        return cls(*(plane[ground] for plane in (
            truth, found, reported, exact, visible(left, right, rig), beside_steps(left, rig))))

    @classmethod
    def together(cls, several):
        """All pixels of several pairs."""
        return cls(*(np.concatenate([getattr(p, f.name) for p in several]) for f in fields(cls)))

    def where(self, mask):
        return Pixels(*(getattr(self, f.name)[mask] for f in fields(self)))

    def band(self, name):
        """Those whose true range is in a band."""
        least, most = BANDS[name]
        return self.where((self.truth >= least) & (self.truth < most))


def figures(pixels):
    """What the tables show of pixels; shares in percent, lengths in millimetres."""
    seen = pixels.where(pixels.seen)
    known = seen.where(np.isfinite(seen.found))
    off = np.abs(known.found - known.truth)
    unseen = pixels.where(~pixels.seen)
    given = unseen.where(np.isfinite(unseen.found))
    wrong = np.abs(given.found - given.truth) > given.reported
    result = {"seen": seen.truth.size, "known": percent(np.isfinite(seen.found)),
              "within": percent(off <= known.reported),
              "withinExact": percent(off <= known.exact),
              "beyondThrice": percent(off > 3 * known.reported),
              "reported": millimetres(known.reported, 0.5), "off": millimetres(off, 0.5),
              "off90": millimetres(off, 0.9),
              "unseen": unseen.truth.size, "unseenGiven": percent(np.isfinite(unseen.found)),
              "unseenWrong": percent(wrong)}
    result["ratio"] = result["reported"] / result["off"] if result["off"] else None
    return result


def sky(left, found, reported):
    """Counts of pixels that show sky: all, those with a range, and those whose range is wrong.

    A range whose error reaches as far as the range itself does not deny that there is none.
    """
    above = ~np.isfinite(left)
    given = above & np.isfinite(found)
    return {"sky": int(above.sum()), "skyGiven": int(given.sum()),
            "skyWrong": int((reported[given] < found[given]).sum())}


def percent(flags):
    """The share of flags that are set; None of none."""
    return float(100 * flags.mean()) if flags.size else None


def millimetres(metres, share):
    """A quantile; None of nothing."""
    return float(1000 * np.quantile(metres, share)) if metres.size else None
