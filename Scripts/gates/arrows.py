"""arrows: who imports whom is what Scripts/arrows.txt allows, in sources and in Package.swift."""

import re

from .tree import Report, line_of

NAME = "arrows"
TABLE = "Scripts/arrows.txt"
IMPORT = re.compile(
    r"(?:^|;)[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*"
    r"(?:(?:public|package|internal|fileprivate|private|open)\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor|macro)\s+)?"
    r"([A-Za-z_]\w*)", re.MULTILINE)
# What stands without a declared dependency: parts of the toolchain and of the system.
TOOLCHAIN = {
    "Swift", "Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc", "Darwin",
    "_Builtin_intrinsics",
}


def read_table(tree):
    """Target → (modules of ours, modules from outside), and the line of each."""
    table, lines = {}, {}
    for number, line in enumerate(tree.text(TABLE).splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        target, _, allowed = line.partition(":")
        ours, _, outside = allowed.partition("|")
        table[target.strip()] = (set(ours.split()) - {"-"}, set(outside.split()) - {"-"})
        lines[target.strip()] = number
    return table, lines


def imports(code):
    """(line, module) of every import."""
    return [(line_of(code, m.start(1)), m[1]) for m in IMPORT.finditer(code)]


def check(tree):
    report = Report()
    table, lines = read_table(tree)
    declared = declared_dependencies(tree)
    for target, (ours, _) in table.items():
        for unknown in sorted(ours - table.keys()):
            report.find(
                f"{TABLE}:{lines[target]}", f"{target} may import {unknown}, which has no line",
                "add a line for it or mend the name")
    report_cycles(table, lines, report)
    for target in tree.targets:
        if target not in table:
            report.find(
                f"Sources/{target}", f"the target {target} has no line in {TABLE}",
                f"say in {TABLE} what it may import")
            continue
        allowed = table[target][0] | table[target][1] | {"Swift"}
        for file in tree.files([f"Sources/{target}"], (".swift",), follow=True):
            for line, module in imports(tree.code(file)):
                place = f"{file}:{line}"
                if module not in allowed:
                    report.find(
                        place, f"{target} imports {module}, which {TABLE} does not allow",
                        f"move the code to where the arrow is allowed, or change {TABLE} and the "
                        "design with it")
                elif module not in declared.get(target, set()) | TOOLCHAIN:
                    report.find(
                        place, f"{target} imports {module} without depending on it",
                        f"add {module} to the dependencies of {target} in Package.swift")
    for target, modules in declared.items():
        if target not in table:
            continue
        for module in sorted(modules - table[target][0] - table[target][1]):
            report.find(
                f"Package.swift:{manifest_line(tree, target)}",
                f"{target} depends on {module}, which {TABLE} does not allow",
                f"remove the dependency, or change {TABLE} and the design with it")
    return report


def report_cycles(table, lines, report):
    """Arrows point one way: no target may come back to itself."""
    for start in table:
        seen, stack = set(), list(table[start][0])
        while stack:
            target = stack.pop()
            if target in seen or target not in table:
                continue
            seen.add(target)
            stack += table[target][0]
        if start in seen:
            report.find(
                f"{TABLE}:{lines[start]}", f"{start} may import itself in a circle",
                "remove an arrow of the circle")


def declared_dependencies(tree):
    """Target → names of modules, for targets that are no tests."""
    declared = {}
    for target in tree.manifest["targets"]:
        if target["type"] == "test" or (target.get("path") or "").startswith("Tests"):
            continue
        names = set()
        for dependency in target["dependencies"]:
            for kind in ("byName", "product", "target"):
                if kind in dependency:
                    names.add(dependency[kind][0])
        declared[target["name"]] = names
    return declared


def manifest_line(tree, target):
    text = tree.text("Package.swift") if (tree.root / "Package.swift").is_file() else ""
    match = re.search(rf'(?:module\(|name:)\s*"{re.escape(target)}"', text)
    return line_of(text, match.start()) if match else 1


def _manifest(**targets):
    return {"targets": [
        {"name": name, "type": "regular", "dependencies": [{"byName": [d, None]} for d in names]}
        for name, names in targets.items()]}


CLEAN = {
    TABLE: "A: - | -\nB: A | Foundation\n",
    "Sources/A/A.swift": '// import Foundation\nlet text = "import B"\n',
    "Sources/B/B.swift": "@testable import A\nimport struct Foundation.URL\n",
}
MANIFEST = _manifest(A=[], B=["A"])
PLANTS = [
    ("a plain import against the arrows", {"Sources/A/X.swift": "\nimport B\n"}, "X.swift:2"),
    ("a testable import", {"Sources/A/X.swift": "@testable import B\n"}, "X.swift:1"),
    ("an import of one declaration",
     {"Sources/A/X.swift": "internal import struct Foundation.URL\n"}, "X.swift:1"),
    ("an import with attributes",
     {"Sources/A/X.swift": "@_spi(Deep) @preconcurrency public import B\n"}, "X.swift:1"),
    ("an import behind a condition",
     {"Sources/A/X.swift": "#if canImport(Glibc)\n  import Glibc\n#endif\n"}, "X.swift:2"),
    ("a second import on one line", {"Sources/B/X.swift": "import A; import Yams\n"}, "X.swift:1"),
    ("a target without a line", {"Sources/C/C.swift": ""}, "Sources/C"),
    ("a dependency that the table does not allow", _manifest(A=["B"], B=["A"]), "Package.swift:"),
    ("an import without a dependency", _manifest(A=[], B=[]), "B.swift:1"),
    ("a circle in the table", {TABLE: "A: B | -\nB: A | Foundation\n"}, "arrows.txt:1"),
]
