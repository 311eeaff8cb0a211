"""words: what we write speaks of the project alone, and is finished."""

import re

from .tree import Report, line_of

NAME = "words"
FOLDERS = [
    "Sources", "Tests", "Examples", "Scripts", "Documentation", "Pipelines", "Benchmarks",
    "SampleFrames", ".ci", "Package.swift", "Makefile", "README.md", "CONTRIBUTING.md",
]
# Files without an ending are scripts.
ENDINGS = ("", ".swift", ".c", ".h", ".py", ".sh", ".md", ".yaml", ".yml", ".txt", ".json")
# The patterns are written in two halves so that this file passes its own gate.
FORBIDDEN = [
    (re.compile(r"(?<![\w.])/" r"(?:work|root|tmp/h)/"), "a path of one machine",
     "find the file from the package root, or take it as an argument"),
    (re.compile(r"\b(?:" "TO" r"DO|" "FIX" r"ME|" "XX" r"X)\b"), "unfinished work",
     "finish it, or describe the limit plainly"),
    (re.compile(r"\b" r"issue" r" #?\d+\b", re.IGNORECASE), "a number that readers cannot look up",
     "say what it is about"),
]


def check(tree):
    report = Report()
    for file in tree.files(FOLDERS, ("",)):
        if file.suffix not in ENDINGS:
            continue
        text = tree.text(file)
        for pattern, what, remedy in FORBIDDEN:
            for match in pattern.finditer(text):
                report.find(f"{file}:{line_of(text, match.start())}", f"{what}: {match[0]}", remedy)
    return report


CLEAN = {"Sources/A/A.swift": '// A network/work/flow.\nlet template = "XX' 'XX' 'XX"\n'}
PLANTS = [
    ("a path of one machine", {"Sources/A/X.swift": 'let x = "/wo' 'rk/main"\n'}, "X.swift:1"),
    ("unfinished work", {"Tests/A/X.swift": "\n// TO" "DO: later\n"}, "X.swift:2"),
    ("a number of an issue", {"README.md": "See issu" "e #12.\n"}, "README.md:1"),
]
