"""The command line: which of the things to do, and its options."""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
USAGE, MISSING = 64, 66


class Failure(Exception):
    """Ends the program with a message of what happened and what to do, and a status."""

    def __init__(self, what, remedy, status=MISSING):
        super().__init__(f"{what}\n  {remedy}")
        self.status = status


class Parser(argparse.ArgumentParser):
    """argparse with the exit status of a usage error that the project uses."""

    def error(self, message):
        self.exit(USAGE, f"debayer: {message}\n  Benchmarks/debayer --help lists the commands.\n")


def parse(arguments):
    parser = Parser(prog="Benchmarks/debayer",
                    description="Judges the debayer methods of albedo on pictures with truth.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, summary in (("judge", "all figures of all methods"),
                          ("render", "writes the rendered pictures"),
                          ("strips", "writes enlarged crops, a picture a method"),
                          ("peers", "the figures of other programs on the rendered pictures")):
        command = commands.add_parser(name, help=summary, description=summary)
        add = command.add_argument
        add("--processes", type=int, default=2, metavar="N", help="in parallel (default 2)")
        if name == "render":
            add("folder", type=Path, help="where srgb8/ and linear16/ are written")
            add("--pictures", nargs="+", metavar="NAME", help="only pictures that begin so")
            continue
        add("--work", type=Path, default=ROOT / ".build/quality", metavar="DIR",
            help="what is kept between runs (default .build/quality)")
        if name == "peers":
            add("--shared", type=Path, default=ROOT / "../shared", metavar="DIR",
                help="the judges and their data (default ../shared)")
            continue
        add("--albedo", type=Path, default=ROOT / ".build/release/albedo", metavar="PATH",
            help="the program (default .build/release/albedo)")
        add("--methods", nargs="+", metavar="NAME", help="only these")
        if name == "judge":
            add("--shared", type=Path, default=ROOT / "../shared", metavar="DIR",
                help="the judges and their data (default ../shared)")
            add("-o", "--output", type=Path, metavar="FILE",
                help="the tables; a .json with every picture is written beside it (default "
                     "Benchmarks/Results/debayer-quality.md; --methods prints)")
        else:
            add("-o", "--output", type=Path, default=ROOT / "Documentation/Images", metavar="DIR",
                help="where debayer-METHOD.png are written")
    return parser.parse_args(arguments)


def main(arguments):
    """Runs a command and gives the exit status: 0, 64 usage, 66 something missing."""
    options = parse(arguments)
    try:
        import cv2
    except ImportError:
        print("debayer: numpy and OpenCV are missing\n  make quality installs them; afterwards "
              ".build/quality/venv/bin/python Benchmarks/debayer works.", file=sys.stderr)
        return MISSING
    cv2.setNumThreads(1)
    try:
        return run(options)
    except Failure as failure:
        print(f"debayer: {failure}", file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        return 130


def run(options):
    if options.command == "render":
        from . import render
        names = [n for n in render.PICTURES
                 if not options.pictures or n.startswith(tuple(options.pictures))]
        for name in render.write_all(options.folder, names, options.processes):
            print(name, flush=True)
        return 0
    if options.command == "judge":
        from . import judge
        return judge.run(options)
    if options.command == "strips":
        from . import strips
        return strips.run(options)
    from . import peers
    return peers.run(options)
