"""The made-up works in the place of albedo, for `--peers-only`: same calls, no measurement."""

from pathlib import Path

import numpy as np

from . import environment, madeup, reference


class MadeUp:
    """Works of the same form; the expected pictures come from the reference in this folder."""

    key = "peers-only-" + environment.digest(("madeup*", "mirrored", "reference*"))

    def __init__(self, scratch, size=(madeup.WIDTH, madeup.HEIGHT)):
        self.scratch = Path(scratch)
        self.works = {work.case: work for work in madeup.works(*size)}

    def cases(self):
        return list(self.works)

    def work(self, case, compared):
        """The work and the paths of its input and, for a comparison, of the expected picture."""
        self.scratch.mkdir(parents=True, exist_ok=True)
        work = self.works[case]
        source, expected = (self.scratch / f"{case}.{w}.raw" for w in ("input", "output"))
        picture = madeup.picture(work)
        picture.tofile(source)
        if compared:
            np.ascontiguousarray(reference.compute(work, picture)).tofile(expected)
        return work, source, expected

    def forget(self, case):
        for path in self.scratch.glob(f"{case}.*"):
            path.unlink()
