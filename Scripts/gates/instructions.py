"""instructions: code for wide vectors stays in the two targets that are guarded at run time.

Three leaks are looked for, in the release objects:

* Weak code in KernelsAVX2 or KernelsAVX512. A generic or inlinable function of the standard
  library that is used there is compiled there, with that target's instructions, under a name
  that other targets use too. The linker keeps one copy for the whole program, and on an older
  CPU the program dies of it. Symbols that carry the module's own name are its own and may stay;
  weak data may stay, as it holds no instructions.
* Instructions with the VEX or EVEX prefix in any other target of ours.
* Kernels that Kernels does not call where they lie: inlined there, they would be compiled for the
  least instruction set, with the same results and several times slower.
"""

import re

from .tree import BUILD_REMEDY, KERNELS_WIDE, Report, line_of, run

NAME = "instructions"
# "0000000000000000  w    F .text._name  0000000000000015 .hidden $sname"
SYMBOL = re.compile(r"^[0-9a-f]{16} (.{7}) (\S+)\s+[0-9a-f]{16}\s+(?:\.\w+ )?(.+)$")
# "   4:  vaddps %ymm0,%ymm1,%ymm0"
# "                 U $s11KernelsAVX28floatRow..."
CALLED = re.compile(r"^\s+U (\S+)$", re.M)
# "public func floatRow16(" up to the brace
KERNEL = re.compile(r"^public func (\w+)\(([^{]*)\{", re.M)
WIDE = re.compile(r"^\s*[0-9a-f]+:\s+(v[a-z0-9]+\s+.*(?:%[xyz]mm|%k[0-7]).*)$")


def check(tree):
    report = Report()
    if tree.machine not in ("x86_64", "AMD64"):
        report.note(f"nothing to look for on {tree.machine}")
        return report
    for target in tree.targets:
        objects = tree.objects(target)
        if not objects:
            report.find(f"Sources/{target}", "no release objects to look into", BUILD_REMEDY)
        for file in objects:
            if target in KERNELS_WIDE:
                check_weak(tree, target, file, report)
            else:
                check_wide(tree, target, file, report)
    check_inlined(tree, report)
    return report


def check_inlined(tree, report):
    called = {name for file in tree.objects("Kernels")
              for name in CALLED.findall(run(["nm", str(file)]))}
    for target in KERNELS_WIDE:
        for file in tree.files([f"Sources/{target}"], [".swift"], follow=True):
            for match in KERNEL.finditer(tree.text(file)):
                symbol = f"$s{len(target)}{target}{len(match[1])}{match[1]}y"
                if "UnsafeMutablePointer" in match[2] and not any(
                        name.startswith(symbol) for name in called):
                    report.find(
                        f"{file}:{line_of(tree.text(file), match.start())}",
                        f"Kernels does not call {match[1]} of {target}: it is inlined, or unused",
                        "compile the kernel targets with -disable-cmo, and remove what nobody "
                        "calls")


def check_weak(tree, target, file, report):
    own = f"{len(target)}{target}"
    for line in run(["objdump", "-t", "-w", str(file)]).splitlines():
        match = SYMBOL.match(line)
        if not match:
            continue
        flags, section, name = match[1], match[2], match[3]
        is_weak = flags[1] == "w" or flags[0] == "u"
        if is_weak and section.startswith(".text") and own not in name:
            report.find(
                tree.relative(file), f"weak code that other targets may come to share: {name}",
                f"find what in {target} uses it (`swift demangle '{name}'`) and write it with raw "
                "pointers, SIMD types and functions of the target itself")


def check_wide(tree, target, file, report):
    function, reported = "?", 0
    for line in run(["objdump", "-d", "-w", "--no-show-raw-insn", str(file)]).splitlines():
        if line.endswith(">:"):
            function = line[line.index("<") + 1:-2]
        match = WIDE.match(line)
        if match and reported < 3:
            reported += 1
            report.find(
                tree.relative(file), f"{target} holds a vector instruction: {match[1].strip()} "
                f"in {function}", "compile this target without -march; wide code belongs to "
                + " and ".join(KERNELS_WIDE))


_CODE = "int {0}(int x) {{ return x + 1; }}"
CLEAN = {
    "Sources/A/A.swift": "",
    "Sources/KernelsAVX2/A.swift": "",
    ".build/release/A.build/A.o": "float f(float x) { return x * 2; }",
    ".build/release/KernelsAVX2.build/A.o":
        "// flags: -mavx2\nfloat f(float x) { return x * 2; }\n"
        "__attribute__((weak)) int data = 3;\n"
        "__attribute__((weak)) float s11KernelsAVX2f(float x) { return x * 3; }",
}
PLANTS = [
    ("weak code in a wide target",
     {".build/release/KernelsAVX2.build/X.o":
      "// flags: -mavx2\n__attribute__((weak)) float shared(float x) { return x * 3; }"},
     "KernelsAVX2.build/X.o"),
    ("AVX code in another target",
     {".build/release/A.build/X.o": "// flags: -mavx2\nfloat g(float x) { return x * 2; }"},
     "A.build/X.o"),
    ("AVX-512 code in another target",
     {".build/release/A.build/X.o":
      "// flags: -mavx512f -mprefer-vector-width=512 -O3\n"
      "void g(float *x) { for (int i = 0; i < 4096; i++) x[i] *= 2; }"}, "A.build/X.o"),
    ("a kernel that is inlined elsewhere",
     {"Sources/KernelsAVX2/X.swift":
      "public func row(\n  _ a: UnsafeMutablePointer<Float>\n) {}\n"},
     "Sources/KernelsAVX2/X.swift:1"),
    ("a target that was not built", {"Sources/B/B.swift": "let b = 1\n"}, "Sources/B"),
]
