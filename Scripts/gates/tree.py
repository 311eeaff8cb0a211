"""The working tree as the gates see it, and what they report."""

import json
import os
import platform
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .swift_text import code_of

KERNELS_WIDE = ("KernelsAVX2", "KernelsAVX512")
KERNEL_TARGETS = ("KernelsBaseline",) + KERNELS_WIDE
CODE = (".swift", ".c", ".h")
BUILD_REMEDY = "run `make check`, or `swift build -c release -Xswiftc -enable-testing` first"


@dataclass
class Finding:
    """Something that must not stay: where, what, and what to do."""

    place: str
    message: str
    remedy: str

    def __str__(self):
        return f"{self.place}: {self.message}\n    remedy: {self.remedy}"


@dataclass
class Report:
    """What one gate says: findings make it fail, notes do not."""

    findings: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def find(self, place, message, remedy):
        self.findings.append(Finding(str(place), message, remedy))

    def note(self, text):
        self.notes.append(text)


class Tree:
    """A checkout: its files, its manifest, the objects of its release build."""

    def __init__(self, root, manifest=None):
        self.root = Path(root)
        self._manifest = manifest
        self.machine = platform.machine()

    def files(self, folders, endings=CODE, follow=False):
        """Files below folders (or files themselves), relative to the root, in a fixed order."""
        found = []
        for folder in folders:
            path = self.root / folder
            if path.is_file():
                found.append(Path(folder))
            for parent, directories, names in os.walk(path, followlinks=follow):
                directories[:] = sorted(d for d in directories if not d.startswith((".", "__")))
                for name in sorted(names):
                    file = Path(parent) / name
                    if name.endswith(tuple(endings)) and (follow or not file.is_symlink()):
                        found.append(file.relative_to(self.root))
        return found

    def text(self, file):
        return (self.root / file).read_text(encoding="utf-8", errors="replace")

    def code(self, file):
        """The text with comments and string literals blanked, line breaks kept."""
        return code_of(self.text(file))

    @cached_property
    def targets(self):
        """Names of the folders in Sources."""
        sources = self.root / "Sources"
        if not sources.is_dir():
            return []
        return sorted(p.name for p in sources.iterdir() if p.is_dir())

    @cached_property
    def manifest(self):
        """What `swift package dump-package` says."""
        if self._manifest is not None:
            return self._manifest
        output = run(["swift", "package", "dump-package"], self.root)
        return json.loads(output)

    def objects(self, target):
        """The object files of a target in the release build, without those of sources now gone."""
        sources = {name for _, _, names in os.walk(self.root / "Sources" / target, followlinks=True)
                   for name in names}
        built = (self.root / ".build" / "release" / f"{target}.build").rglob("*.o")
        return sorted(file for file in built
                      if file.stem in sources or not Path(file.stem).suffix)

    def relative(self, path):
        try:
            return Path(path).relative_to(self.root)
        except ValueError:
            return Path(path)


def run(command, folder=None):
    """The output of a command; a failure is an exception with its messages."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))} failed: {done.stderr.strip()[:2000]}")
    return done.stdout


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1
