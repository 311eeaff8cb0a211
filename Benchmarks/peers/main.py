"""The command line: options, the environment, and which of the three things to do."""

import argparse
import sys
from pathlib import Path

from . import environment
from .failure import USAGE, Failure
from .family import FAMILIES, PEERS

ROOT = Path(__file__).resolve().parents[2]


class Parser(argparse.ArgumentParser):
    """argparse with the exit status of a usage error that the project uses."""

    def error(self, message):
        self.exit(USAGE, f"compare: {message}\n  Benchmarks/compare --help lists the options.\n")


def parse(arguments):
    parser = Parser(prog="Benchmarks/compare", description=(
        "Races the kernels of albedo against OpenCV, IPP, Halide, libvips, colour-demosaicing."))
    add = parser.add_argument
    add("--albedo", type=Path, default=ROOT / ".build/release/albedo", metavar="PATH",
        help="the program (default .build/release/albedo)")
    add("--venv", type=Path, default=ROOT / ".build/peers", metavar="DIR",
        help="the peers' virtual environment, made if missing (default .build/peers)")
    add("--family", default="filters", choices=FAMILIES, help="which cases (default filters)")
    add("--cases", nargs="+", default=[], metavar="PREFIX", help="only cases that begin so")
    add("--peers", nargs="+", choices=PEERS, help="only these peers (default: the family's)")
    add("--launches", type=positive, default=5, metavar="N", help="default 5")
    add("--fresh", action="store_true", help="forget what earlier runs measured")
    add("-o", "--output", type=Path, metavar="FILE",
        help="the table; a .jsonl with every measurement is written beside it "
             "(default Benchmarks/Results/convolution-hd.md or debayer-hd.md; --peers-only prints)")
    add("--peers-only", action="store_true", help="the peers alone, on made-up works")
    add("--self-test", action="store_true", help="checks the race with a stand-in for albedo")
    options = parser.parse_args(arguments)
    options.peers = options.peers or FAMILIES[options.family].peers
    if options.peers_only and options.self_test:
        parser.error("--peers-only and --self-test exclude each other")
    return options


def positive(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value


def main(arguments):
    """Runs and gives the exit status: 0, 1 on a disagreement, 64 usage, 66 something missing."""
    options = parse(arguments)
    options.venv = options.venv.absolute()
    try:
        environment.enter(options.venv, arguments)
        if options.self_test:
            from . import selftest
            return selftest.run(options)
        from . import contest
        return contest.run(options, ROOT)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        print("compare: interrupted; the same command goes on from here", file=sys.stderr)
        return 130
