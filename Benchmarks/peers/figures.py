"""From measurements to the figures of a row."""

import math
import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Time:
    """One side in one case: the median over launches of the medians, in ms, and their spread."""

    median: float
    spread: float


@dataclass(frozen=True)
class Row:
    """A case with the times of all sides that ran, and what the comparison said of the others."""

    case: str
    name: str
    operation: str
    times: dict
    agreements: dict

    def ratio(self, side, peer):
        """How many times faster `side` is than `peer`; None where one did not run."""
        if side not in self.times or peer not in self.times:
            return None
        return self.times[peer].median / self.times[side].median

    def fastest(self, peers):
        """The name of the fastest peer, or None."""
        ran = [name for name in peers if name in self.times]
        return min(ran, key=lambda name: self.times[name].median, default=None)

    def spread(self):
        """The largest spread of any side."""
        return max((time.spread for time in self.times.values()), default=0.0)


def rows(race, family):
    """The rows of a race, in its order of cases."""
    made = []
    for case in race.cases:
        launches = [race.state.get("times", launch, case) for launch in range(race.launches)]
        launches = [launch for launch in launches if launch]
        names = dict.fromkeys(name for launch in launches for name in launch)
        made.append(Row(case, family.short(case), family.group(case), {
            name: time([launch[name]["median"] for launch in launches if name in launch])
            for name in names
        }, {name: race.state.get("agreement", name, case) or {} for name in race.peers}))
    return made


def time(medians):
    middle = statistics.median(medians)
    return Time(middle, (max(medians) - min(medians)) / middle if middle else 0.0)


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))
