"""The command line: judging and its options, the pairs alone, and the test of what judges."""

from pathlib import Path

from suite.command import Parser, guarded, shared, simulating


def parse(arguments):
    parser = Parser(prog="Benchmarks/stitch",
                    description="Judges the mosaics of albedo on pairs with truth.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, summary in (("self-test", "made-up pairs, of which the answer is known"),
                          ("pairs", "writes the pairs that are made of photographs"),
                          ("judge", "all figures; status 1 when a floor is missed")):
        add = commands.add_parser(name, help=summary, description=summary).add_argument
        if name == "judge":
            simulating(add, "stitch-quality.md")
        if name == "pairs":
            add("folder", type=Path, help="where the pairs are written")
            shared(add)
    return parser.parse_args(arguments)


def main(arguments):
    """Runs a command and gives the exit status: 0, 1 a floor is missed, 64 usage, 66 missing."""
    options = parse(arguments)
    return guarded("stitch", ".build/quality/venv", "make quality", lambda: run(options))


def run(options):
    if options.command == "self-test":
        from . import selftest
        return selftest.run()
    if options.command == "pairs":
        from . import photographs
        photographs.write(options.shared.absolute(), options.folder)
        return 0
    from . import judge
    return judge.run(options)
