"""The families of cases: which belong together, who races in them, where the table goes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """Cases by the first part of their names, and what a table of them needs.

    `grouped` is the part of a case's name that its section of the table is named after; what
    stands in front of it is left out of the rows. Every side gets as many `threads`.
    """

    prefixes: tuple
    title: str
    result: str
    peers: tuple
    grouped: int
    threads: int = 1

    def holds(self, case):
        return case.split(".")[0] in self.prefixes

    def group(self, case):
        return case.split(".")[self.grouped]

    def short(self, case):
        """The name of a case as a row shows it."""
        return case.split(".", self.grouped)[-1]


FAMILIES = {
    "filters": Family(("conv",), "Convolution against its peers", "convolution-hd.md",
                      ("opencv", "ipp", "halide", "libvips"), 1),
    "remap": Family(("remap",), "Resampling against its peer", "remap-hd.md", ("opencv",), 1),
    "match": Family(("match",), "Stereo matching against its peer", "match-hd.md", ("opencv",), 0),
    "stitch": Family(("stitch",), "Stitching against its peer", "stitch-hd.md", ("opencv",), 0,
                     threads=2),
    "debayer": Family(("debayer", "develop"), "Debayering against its peers", "debayer-hd.md",
                      ("opencv", "ipp", "halide", "colour"), 0),
}
PEERS = tuple(dict.fromkeys(name for family in FAMILIES.values() for name in family.peers))
