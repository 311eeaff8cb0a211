"""What the command lines of the judges and drills share."""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
USAGE, MISSING = 64, 66


class Failure(Exception):
    """Ends the program with a message of what happened and what to do, and a status."""

    def __init__(self, what, remedy="", status=MISSING):
        super().__init__(f"{what}\n  {remedy}".rstrip())
        self.status = status


class Parser(argparse.ArgumentParser):
    """argparse with the exit status of a usage error that the project uses."""

    def error(self, message):
        tool = self.prog.split()[0]
        self.exit(USAGE, f"{Path(tool).name}: {message}\n  {tool} --help lists the commands.\n")


def guarded(tool, venv, maker, run):
    """The exit status of a run with OpenCV: its own, 66 without OpenCV, 130 interrupted."""
    try:
        import cv2
    except ImportError:
        print(f"{tool}: numpy and OpenCV are missing\n  {maker} installs them; afterwards "
              f"{venv}/bin/python Benchmarks/{tool} works.", file=sys.stderr)
        return MISSING
    cv2.setNumThreads(1)
    try:
        return run()
    except Failure as failure:
        print(f"{tool}: {failure}", file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        return 130


def simulating(add, page):
    """The options of a judge that simulates what it judges."""
    add("--jobs", type=int, default=1, metavar="N", help="threads of albedo (default 1)")
    add("--fresh", action="store_true", help="simulates again what was simulated before")
    add("--albedo", type=Path, default=ROOT / ".build/release/albedo", metavar="PATH",
        help="the program (default .build/release/albedo)")
    add("--work", type=Path, default=ROOT / ".build/quality", metavar="DIR",
        help="what is kept between runs (default .build/quality)")
    shared(add)
    add("-o", "--output", type=Path, metavar="FILE",
        help="the tables; a .json with every figure is written beside it (default "
             f"Benchmarks/Results/{page})")


def shared(add):
    """Where the judges and their data are."""
    add("--shared", type=Path, default=ROOT / "../shared", metavar="DIR",
        help="the judges and their data (default ../shared)")


def checked(checks):
    """Runs every check of what judges, says how each went, gives the exit status.

    A check says in its documentation what holds, and gives what is wrong, or nothing.
    """
    failed = 0
    for check in checks:
        problem = check()
        print(f"{'FAILED' if problem else 'ok':7}{check.__doc__.strip()}"
              f"{f': {problem}' if problem else ''}")
        failed += bool(problem)
    return 1 if failed else 0
