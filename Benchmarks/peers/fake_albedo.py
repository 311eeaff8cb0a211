"""A stand-in for albedo, for the self-test: the same commands and lines, small made-up works.

Its pictures are those of the reference in this folder and its times are invented. With FAKE=wrong
its pictures are inverted, with FAKE=unsteady its hash changes with the instruction set.
"""

import hashlib
import json
import os
import sys

import numpy as np

from . import madeup, reference

SIZE = (320, 180)
CASES = ("conv.dense.5x5.u8.c3", "conv.separable.7.u16.c1", "conv.gaussian.5.u8.c1",
         "conv.sobel.u8.i16", "conv.median.3.u8", "conv.guided.f32", "debayer.bilinear.u8",
         "debayer.malvar.u16", "develop.malvar.u16", "remap.lens.bilinear.u8",
         "stitch.pair", "stitch.blend")


def main(arguments):
    kind, limit = os.environ.get("FAKE", ""), os.environ.get("ALBEDO_ISA", "avx512")
    if arguments[:2] == ["bench", "--list"]:
        for case in CASES + ("stage.black-level",):
            print(json.dumps({"type": "case", "case": case}))
        return 0
    if arguments[0] != "bench" or arguments[1] not in CASES:
        print("fake: unknown command", file=sys.stderr)
        return 64
    case = arguments[1]
    if "--keep" in arguments:
        keep(case, arguments[arguments.index("--keep") + 1], kind)
        return 0
    digest = hashlib.sha256((case + (limit if kind == "unsteady" else "")).encode()).hexdigest()
    print(json.dumps({
        "type": "bench", "case": case, "isa": limit, "msMedian": 0.5, "msMin": 0.4,
        "threads": int(arguments[arguments.index("--threads") + 1]),
        "megapixelsPerSecond": 1.0, "shareOfLimit": 0.5, "hash": digest[:16],
        "hashExpected": digest[:16]}))
    return 0


def keep(case, folder, kind):
    work = next(work for work in madeup.works(*SIZE) if work.case == case)
    picture = madeup.picture(work)
    result = reference.compute(work, picture)
    if kind == "wrong":
        result = result.max() - result
    with open(f"{folder}/{case}.json", "w", encoding="utf-8") as file:
        json.dump(work.to_json(), file)
    picture.tofile(f"{folder}/{case}.input.raw")
    np.ascontiguousarray(result).tofile(f"{folder}/{case}.output.raw")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
