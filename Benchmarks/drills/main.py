"""The command line of the drills."""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
USAGE, MISSING = 64, 66


class Failure(Exception):
    """Ends the program with a message of what happened and what to do, and a status."""

    def __init__(self, what, remedy="", status=MISSING):
        super().__init__(f"drill: {what}\n  {remedy}".rstrip())
        self.status = status


class Parser(argparse.ArgumentParser):
    """argparse with the exit status of a usage error that the project uses."""

    def error(self, message):
        self.exit(USAGE, f"drill: {message}\n  Benchmarks/drill --help lists the commands.\n")


def parse(arguments):
    parser = Parser(prog="Benchmarks/drill", description="Faults done on purpose, and counted.")
    commands = parser.add_subparsers(dest="command", required=True)
    summary = "HD frames are damaged and salvaged; restartable"
    add = commands.add_parser("damage", help=summary, description=summary).add_argument
    add("--frames", type=int, default=2000, metavar="N", help="damaged frames (default 2000)")
    add("--albedo", type=Path, default=ROOT / ".build/release/albedo", metavar="PATH",
        help="the program (default .build/release/albedo)")
    add("--work", type=Path, default=ROOT / ".build/drill", metavar="DIR",
        help="what is kept between runs (default .build/drill)")
    add("-o", "--output", type=Path, metavar="FILE",
        help="the table; a .json is written beside it (default Results/damage-drill.md)")
    return parser.parse_args(arguments)


def main(arguments):
    """Runs a drill and gives the exit status: 0, 1 something is wrong, 64 usage, 66 missing."""
    options = parse(arguments)
    try:
        import cv2
    except ImportError:
        print("drill: numpy and OpenCV are missing\n  make drill installs them; afterwards "
              ".build/drill/venv/bin/python Benchmarks/drill works.", file=sys.stderr)
        return MISSING
    cv2.setNumThreads(1)
    from . import damage
    try:
        return damage.run(options)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        return 130
