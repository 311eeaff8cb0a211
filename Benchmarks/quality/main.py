"""The command line: which of the things to do, and its options."""

from pathlib import Path

from suite.command import ROOT, Parser, guarded, shared


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
            shared(add)
            continue
        add("--albedo", type=Path, default=ROOT / ".build/release/albedo", metavar="PATH",
            help="the program (default .build/release/albedo)")
        add("--methods", nargs="+", metavar="NAME", help="only these")
        if name == "judge":
            shared(add)
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
    return guarded("debayer", ".build/quality/venv", "make quality", lambda: run(options))


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
