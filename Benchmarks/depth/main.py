"""The command line: judging and its options, and the test of what judges."""

from suite.command import Parser, guarded, simulating


def parse(arguments):
    parser = Parser(prog="Benchmarks/stereo",
                    description="Judges the disparities and ranges of albedo on pairs with truth.")
    commands = parser.add_subparsers(dest="command", required=True)
    summary = "made-up ranges, of which the answer is known"
    commands.add_parser("self-test", help=summary, description=summary)
    summary = "all figures of both methods of matching; status 1 when a floor is missed"
    add = commands.add_parser("judge", help=summary, description=summary).add_argument
    add("--scenes", nargs="+", metavar="NAME",
        help="only these simulated pairs; prints, writes only with -o")
    simulating(add, "stereo-quality.md")
    return parser.parse_args(arguments)


def main(arguments):
    """Runs a command and gives the exit status: 0, 1 a floor is missed, 64 usage, 66 missing."""
    options = parse(arguments)
    return guarded("stereo", ".build/quality/venv", "make quality", lambda: run(options))


def run(options):
    if options.command == "self-test":
        from . import selftest
        return selftest.run()
    from . import judge
    return judge.run(options)
