"""What a peer answers to a work: something to run, and what has to be known about its result."""

from dataclasses import dataclass
from typing import Callable

import numpy as np


@dataclass
class Plan:
    """A prepared run: all allocation, compilation and tables are behind it.

    `run` does the work once. `collect` gives the picture it made. `interior` is the margin that
    the comparison leaves out because the peer does another thing there, `codes` the largest
    difference it may have in integer samples; `share` is the share of samples that may differ by
    more than that, or by more than 1e-4 of the range in floats. `other` says that the peer knows
    only another method: how far it is from ours is stated, and it races all the same. `cover` says
    that the result is a mosaic of a size of its own, black where it is empty, of which only the
    area is compared. `note` says why, in a few words.
    """

    run: Callable[[], object]
    collect: Callable[[], np.ndarray]
    note: str = ""
    interior: int = 0
    codes: int = 1
    share: float | None = None
    other: bool = False
    cover: bool = False
