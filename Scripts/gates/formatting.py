"""format: `swift format lint --strict` is silent, and its rules on documentation are on."""

import json
import re
import subprocess

from .tree import Report

NAME = "format"
REMEDY = "run `swift format -i` on the file, or mend what the message says"
RULES = (
    "AllPublicDeclarationsHaveDocumentation",
    "BeginDocumentationCommentWithOneLineSummary",
    "ValidateDocumentationComments",
    "NeverForceUnwrap",
    "NeverUseForceTry",
    "UseEarlyExits",
)


def check(tree):
    report = Report()
    config = tree.root / ".swift-format"
    rules = json.loads(config.read_text()).get("rules", {}) if config.is_file() else {}
    for rule in RULES:
        if rules.get(rule) is not True:
            report.find(
                ".swift-format:1", f"the rule {rule} is off",
                f'set "{rule}": true in .swift-format')
    for file in tree.files(["Sources", "Tests", "Examples"], (".swift",)):
        for i, line in enumerate(tree.text(file).splitlines(), 1):
            if re.search(r"swift-format-ignore", line):
                report.find(
                    f"{file}:{i}", "the formatter is told to look away", "remove the directive")

    folders = [f for f in ("Sources", "Tests", "Examples", "Package.swift")
               if (tree.root / f).exists()]
    done = subprocess.run(
        ["swift", "format", "lint", "--strict", "--parallel", "-r"] + folders,
        cwd=tree.root, capture_output=True, text=True)
    for line in done.stderr.splitlines() + done.stdout.splitlines():
        match = re.match(r"(.*?:\d+):\d+: (?:error|warning): (.*)", line)
        if match:
            place = tree.relative(match[1])
            report.find(place, match[2], REMEDY)
    if done.returncode != 0 and not report.findings:
        report.find("swift format", done.stderr.strip()[:1000], REMEDY)
    return report


_CONFIG = json.dumps({
    "version": 1, "lineLength": 100, "indentation": {"spaces": 2},
    "rules": {rule: True for rule in RULES},
})
CLEAN = {".swift-format": _CONFIG, "Sources/A/A.swift": "/// A number.\npublic let a = 1\n"}
PLANTS = [
    ("a badly indented line", {"Sources/A/B.swift": "enum B {\n      case c\n}\n"}, "B.swift:2"),
    ("a public declaration without documentation",
     {"Sources/A/B.swift": "public let b = 1\n"}, "B.swift:1"),
    ("a force unwrap", {"Sources/A/B.swift": 'let b = Int("1")!\n'}, "B.swift:1"),
    ("a rule switched off",
     {".swift-format": _CONFIG.replace('"AllPublicDeclarationsHaveDocumentation": true',
                                       '"AllPublicDeclarationsHaveDocumentation": false')},
     ".swift-format:1"),
    ("a directive against the formatter",
     {"Sources/A/B.swift": "// swift-format-" "ignore\nlet b = 1\n"}, "B.swift:1"),
]
