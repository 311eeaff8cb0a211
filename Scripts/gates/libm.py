"""libm: no function of the C mathematics library, whose bits differ between machines, and no
fused multiply-add, in our sources and in our objects. `ExactMath` is what to use."""

import re

from .tree import BUILD_REMEDY, Report, line_of, run

NAME = "libm"
FUNCTIONS = (
    "sin cos tan asin acos atan atan2 sincos sinpi cospi tanpi asinh acosh atanh sinh cosh tanh "
    "exp exp2 exp10 expm1 log log2 log10 log1p pow pow10 cbrt hypot fma erf erfc tgamma lgamma "
    "gamma j0 j1 jn y0 y1 yn cexp clog cpow csin ccos").split()
# Without these, nothing of the library is inexact: sqrt, floor, ceil, trunc, round, rint, fmod,
# ldexp, frexp and their kin give the one right answer everywhere.
SYMBOLS = {
    name + suffix for name in FUNCTIONS for suffix in ("", "f", "l", "f32", "f64", "f128", "_r")
} | {f"__{name}{suffix}_finite" for name in FUNCTIONS for suffix in ("", "f", "l")}
CALL = re.compile(
    r"(?<![\w.`])(?:(?:Foundation|FoundationEssentials|Glibc|Darwin|Musl)\s*\.\s*)?"
    r"(" + "|".join(sorted(FUNCTIONS, key=len, reverse=True)) + r")[fl]?\s*\(")
FUSED = re.compile(r"\b(addingProduct|addProduct|__builtin_fmaf?|_mm\d*_fn?m(?:add|sub)\w*)\b")
SOURCE_REMEDY = "use Exact of ExactMath (Exact.sin, Exact.pow, …)"
FUSED_REMEDY = "write a + b * c: two roundings, the same on every machine"


def check(tree):
    report = Report()
    for target in tree.targets:
        if target != "ExactMath":
            check_sources(tree, target, report)
        check_objects(tree, target, report)
    return report


def check_sources(tree, target, report):
    for file in tree.files([f"Sources/{target}"]):
        code = tree.code(file)
        # A file's own function of that name is meant; the objects tell if it is not.
        own = set(re.findall(r"\bfunc\s+(\w+)", code))
        for match in CALL.finditer(code):
            if match[1] not in own:
                report.find(
                    f"{file}:{line_of(code, match.start())}",
                    f"{match[1]} of the C library is not the same on every machine", SOURCE_REMEDY)
        for match in FUSED.finditer(code):
            report.find(
                f"{file}:{line_of(code, match.start())}",
                f"{match[1]} rounds once where other machines round twice", FUSED_REMEDY)


def check_objects(tree, target, report):
    objects = tree.objects(target)
    if not objects:
        report.find(f"Sources/{target}", "no release objects to look into", BUILD_REMEDY)
        return
    listing = run(["nm", "-u", "-A"] + [str(o) for o in objects])
    for line in listing.splitlines():
        place, _, symbol = line.rpartition(" ")
        name = symbol.split("@")[0]
        if name in SYMBOLS or name.startswith("_ZGV"):
            object_file = tree.relative(place.rpartition(":")[0])
            report.find(
                object_file, f"the compiled code of {target} calls {name}",
                "look in the source of that object for what becomes this call; "
                + (FUSED_REMEDY if name.startswith("fma") else SOURCE_REMEDY))


CLEAN = {
    "Sources/A/A.swift":
        "// sin(x)\nfunc log(_ x: Int) {}\nlet c = log(1)\n"
        "let a = Exact.pow(2, 3)\nlet b = \"cos(\"\n",
    ".build/release/A.build/A.o": "double root(double x) { return __builtin_sqrt(x); }",
}
PLANTS = [
    ("a bare call", {"Sources/A/X.swift": "\nlet x = sin(1.0)\n"}, "X.swift:2"),
    ("a call through a module", {"Sources/A/X.swift": "let x = Foundation.pow(2, 3)\n"},
     "X.swift:1"),
    ("a call inside an interpolation", {"Sources/A/X.swift": 'let x = "\\(exp(1.0))"\n'},
     "X.swift:1"),
    ("a fused multiply-add", {"Sources/A/X.swift": "let x = a.addingProduct(b, c)\n"}, "X.swift:1"),
    ("a call in C", {"Sources/A/X.c": "double f(double x) { return powf(x, 2); }\n"}, "X.c:1"),
    ("an object that calls libm",
     {".build/release/A.build/X.o":
      "double sin(double); double f(double x) { return sin(x); }"}, "A.build/X.o"),
    ("an object that calls fma",
     {".build/release/A.build/X.o":
      "float fmaf(float, float, float); float f(float x) { return fmaf(x, x, x); }"},
     "A.build/X.o"),
    ("a target that was not built", {"Sources/B/B.swift": "let b = 1\n"}, "Sources/B"),
]
