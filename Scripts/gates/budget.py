"""budget: files and lines stay short, folders stay flat."""

import statistics

from .tree import CODE, Report

NAME = "budget"
LONGEST = 600
LONG = 350
LONG_SHARE = 0.05
MEDIAN = 120
COLUMNS = 100
DEPTH = 3
FOLDERS = ["Sources", "Tests", "Examples", "Scripts", "Package.swift"]
SPLIT = "split it along what it holds"


def check(tree):
    report = Report()
    lengths = {}
    scripts = tree.files(["Scripts"], ("",))
    for file in dict.fromkeys(tree.files(FOLDERS) + [f for f in scripts if is_script(tree, f)]):
        lines = tree.text(file).splitlines()
        if file.suffix in CODE:
            lengths[file] = len(lines)
        for number, line in enumerate(lines, 1):
            if len(line) > COLUMNS:
                report.find(
                    f"{file}:{number}", f"{len(line)} columns, {COLUMNS} are allowed", "break it")
        if len(lines) > LONGEST:
            report.find(
                f"{file}:{LONGEST + 1}", f"{len(lines)} lines, {LONGEST} are allowed", SPLIT)
    check_lengths(lengths, report)
    check_depth(tree, report)
    return report


def is_script(tree, file):
    return file.suffix == ".py" or (
        file.suffix == "" and tree.text(file).startswith("#!"))


def check_lengths(lengths, report):
    if not lengths:
        return
    long = sorted((f for f in lengths if lengths[f] > LONG), key=lambda f: -lengths[f])
    for file in long:
        report.note(f"{file} is long: {lengths[file]} lines")
    if len(long) > LONG_SHARE * len(lengths):
        report.find(
            f"{long[0]}:{LONG + 1}", f"{len(long)} of {len(lengths)} files have more than {LONG} "
            f"lines, {LONG_SHARE:.0%} are allowed", SPLIT)
    median = statistics.median(lengths.values())
    if median > MEDIAN:
        report.find("Sources", f"the median file has {median:.0f} lines, {MEDIAN} are allowed",
                    "split the files that hold more than one thing")


def check_depth(tree, report):
    for file in tree.files(["Sources"], CODE):
        folders = file.parts[2:-1]
        if len(folders) > DEPTH:
            report.find(
                f"{file}:1", f"{len(folders)} folders deep below its target, {DEPTH} are allowed",
                "move it up")


_MANY = {f"Sources/A/A{i}.swift": "let a = 1\n" for i in range(20)}
CLEAN = {**_MANY, "Sources/A/B/C/D/E.swift": "// x\n" * 600}
PLANTS = [
    ("a file too long", {"Sources/A/X.swift": "// x\n" * 601}, "X.swift:601"),
    ("two long files of 22", {"Sources/A/X.swift": "// x\n" * 351}, ".swift:351"),
    ("files long on the whole", {f"Sources/A/A{i}.swift": "// x\n" * 130 for i in range(20)},
     "Sources"),
    ("a wide line", {"Sources/A/X.c": "\n// " + "x" * 98 + "\n"}, "X.c:2"),
    ("a deep folder", {"Sources/A/B/C/D/E/F.swift": ""}, "F.swift:1"),
]
