"""unsafety: unsafe memory stays in the places that Scripts/unsafe.txt names, and no unsafe type
stands in a public signature above Kernels."""

import re

from .tree import KERNEL_TARGETS, Report, line_of

NAME = "unsafety"
PLACES = "Scripts/unsafe.txt"
BELOW = KERNEL_TARGETS + ("Kernels", "Raster", "CodecShims", "CPUFeatures")
UNSAFE = re.compile(r"\bunsafe\b")
TYPES = re.compile(r"\b(Unsafe\w*Pointer|OpaquePointer|CVaListPointer|Unmanaged|Unsafe\w+)\b")
PUBLIC = re.compile(r"\b(?:public|open)\b(?!\s*\()")
BODIES = re.compile(r"\bpublic\s+(?:\w+\s+)*?(?:extension|protocol)\b[^{]*\{")


def check(tree):
    report = Report()
    places = [line.split("#")[0].strip() for line in tree.text(PLACES).splitlines()]
    places = [p for p in places if p]
    for file in tree.files(["Sources"], (".swift",)):
        inside = "/".join(file.parts[1:])
        code = tree.code(file)
        if not any(inside.startswith(p) if p.endswith("/") else inside == p for p in places):
            for match in UNSAFE.finditer(code):
                report.find(
                    f"{file}:{line_of(code, match.start())}", "`unsafe` does not belong here",
                    f"use Span or arrays, or move the code to a place in {PLACES}")
        if file.parts[1] not in BELOW:
            check_signatures(file, code, report)
    return report


def check_signatures(file, code, report):
    found = {}
    for match in PUBLIC.finditer(code):
        end = signature_end(code, match.end())
        for kind in TYPES.finditer(code, match.end(), end):
            found[kind.start()] = kind[1]
    for match in BODIES.finditer(code):
        end = closing_brace(code, match.end())
        for kind in TYPES.finditer(code, match.end(), end):
            found[kind.start()] = kind[1]
    for offset, name in sorted(found.items()):
        report.find(
            f"{file}:{line_of(code, offset)}", f"{name} in a public signature",
            "take and give Span, RawSpan or arrays")


def signature_end(code, i):
    """Where a declaration's body begins, or the declaration ends."""
    depth = 0
    while i < len(code):
        if code[i] in "([<":
            depth += 1
        elif code[i] in ")]" or (code[i] == ">" and code[i - 1] != "-"):
            depth -= 1
        elif code[i] in "{=" and depth <= 0:
            return i
        elif code[i] == "\n" and depth <= 0:
            following = code[i:].lstrip()[:6]
            if not following.startswith(("->", "throws", "where", "async", "(", ":")):
                return i
        i += 1
    return i


def closing_brace(code, i):
    depth = 1
    while i < len(code) and depth:
        depth += {"{": 1, "}": -1}.get(code[i], 0)
        i += 1
    return i


CLEAN = {
    PLACES: "# here\nFiles/\nPipeline/Bands.swift\n",
    "Sources/Files/A.swift": "let a = unsafe b\n",
    "Sources/Pipeline/Bands.swift": "let a = unsafe b\n",
    "Sources/Stages/A.swift":
        "// unsafe\npublic func a(b: Int) {\n  let p: UnsafePointer<Int>\n}\nlet isUnsafe = 1\n",
}
PLANTS = [
    ("unsafe in another target", {"Sources/Stages/X.swift": "\nlet a = unsafe b\n"}, "X.swift:2"),
    ("unsafe in another file", {"Sources/Pipeline/X.swift": "let a = unsafe b\n"}, "X.swift:1"),
    ("a pointer in a public function",
     {"Sources/Stages/X.swift": "public func f(\n  a: UnsafeRawPointer\n) {}\n"}, "X.swift:2"),
    ("a pointer given back",
     {"Sources/Files/X.swift": "public func f()\n  -> UnsafeMutableBufferPointer<Int>\n{}\n"},
     "X.swift:2"),
    ("a pointer in a public property",
     {"Sources/Files/X.swift": "public var p: OpaquePointer { q }\n"}, "X.swift:1"),
    ("a pointer in a public protocol",
     {"Sources/Files/X.swift": "public protocol P {\n  func f(_ p: UnsafeRawPointer)\n}\n"},
     "X.swift:2"),
]
