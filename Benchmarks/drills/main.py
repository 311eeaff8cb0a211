"""The command line of the drills."""

from pathlib import Path

from suite.command import ROOT, Parser, guarded


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
    return guarded("drill", ".build/drill/venv", "make drill", lambda: run(options))


def run(options):
    from . import damage
    return damage.run(options)
