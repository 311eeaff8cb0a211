"""Plants a violation of every kind in a temporary folder and sees that its gate finds it."""

import platform
import re
import subprocess
import tempfile
from pathlib import Path

from .tree import Tree


def run_all(gates, quiet=False):
    """True when clean trees pass and every planted violation is found where it was planted."""
    good = True
    count = 0
    for gate in gates:
        if gate.NAME == "instructions" and platform.machine() != "x86_64":
            continue
        manifest = getattr(gate, "MANIFEST", None)
        report = examine(gate, {}, manifest)
        if report.findings:
            good = False
            print(f"✘ {gate.NAME}: a clean tree is refused: {report.findings[0]}")
        for what, plant, place in gate.PLANTS:
            if "targets" in plant:
                report = examine(gate, {}, plant)
            else:
                report = examine(gate, plant, manifest)
            if any(place in finding.place for finding in report.findings):
                count += 1
                if not quiet:
                    print(f"✔ {gate.NAME}: finds {what}")
            else:
                good = False
                seen = "; ".join(f.place for f in report.findings) or "nothing"
                print(f"✘ {gate.NAME}: does not find {what} at {place} (found {seen})")
    print(f"The gates found {count} planted violations.")
    return good


def examine(gate, plant, manifest):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**gate.CLEAN, **plant}.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".o":
                compile_object(text, path)
            else:
                path.write_text(text)
        return gate.check(Tree(folder, manifest))


def compile_object(text, path):
    """A small object from C; its first line may hold flags for the compiler."""
    flags = re.match(r"// flags: (.*)\n", text)
    command = ["clang", "-O2", "-fno-builtin", "-x", "c", "-c", "-o", str(path), "-"]
    command += flags[1].split() if flags else []
    subprocess.run(command, input=text, text=True, check=True, capture_output=True)
