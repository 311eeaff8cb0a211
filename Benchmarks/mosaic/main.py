"""The command line: judging and its options, the pairs alone, and the test of what judges."""

import argparse
import sys
from pathlib import Path

from quality.main import MISSING, USAGE, Failure

ROOT = Path(__file__).resolve().parents[2]


class Parser(argparse.ArgumentParser):
    """argparse with the exit status of a usage error that the project uses."""

    def error(self, message):
        self.exit(USAGE, f"stitch: {message}\n  Benchmarks/stitch --help lists the commands.\n")


def parse(arguments):
    parser = Parser(prog="Benchmarks/stitch",
                    description="Judges the mosaics of albedo on pairs with truth.")
    commands = parser.add_subparsers(dest="command", required=True)
    summary = "made-up pairs, of which the answer is known"
    commands.add_parser("self-test", help=summary, description=summary)
    for name, summary in (("judge", "all figures; status 1 when a floor is missed"),
                          ("pairs", "writes the pairs that are made of photographs")):
        command = commands.add_parser(name, help=summary, description=summary)
        add = command.add_argument
        add("--shared", type=Path, default=ROOT / "../shared", metavar="DIR",
            help="the judges and their data (default ../shared)")
        if name == "pairs":
            add("folder", type=Path, help="where the pairs are written")
            continue
        add("--jobs", type=int, default=1, metavar="N", help="threads of albedo (default 1)")
        add("--fresh", action="store_true", help="simulates again what was simulated before")
        add("--albedo", type=Path, default=ROOT / ".build/release/albedo", metavar="PATH",
            help="the program (default .build/release/albedo)")
        add("--work", type=Path, default=ROOT / ".build/quality", metavar="DIR",
            help="what is kept between runs (default .build/quality)")
        add("-o", "--output", type=Path, metavar="FILE",
            help="the tables; a .json with every figure is written beside it (default "
                 "Benchmarks/Results/stitch-quality.md)")
    return parser.parse_args(arguments)


def main(arguments):
    """Runs a command and gives the exit status: 0, 1 a floor is missed, 64 usage, 66 missing."""
    options = parse(arguments)
    try:
        import cv2  # noqa: F401  (what is imported below needs it)
    except ImportError:
        print("stitch: numpy and OpenCV are missing\n  make quality installs them; afterwards "
              ".build/quality/venv/bin/python Benchmarks/stitch works.", file=sys.stderr)
        return MISSING
    try:
        if options.command == "self-test":
            from . import selftest
            return selftest.run()
        if options.command == "pairs":
            from . import photographs
            photographs.write(options.shared.absolute(), options.folder)
            return 0
        from . import judge
        return judge.run(options)
    except Failure as failure:
        print(f"stitch: {failure}", file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        return 130
