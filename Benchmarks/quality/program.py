"""The program that is judged: a copy by its hash, so that a build meanwhile changes nothing."""

import hashlib
import json
import os
import shutil
import subprocess

from suite.command import Failure


class Program:
    """albedo, kept in the folder of what it developed."""

    def __init__(self, path, work):
        if not path.is_file():
            raise Failure(f"there is no program at {path}", "make build, or name it with --albedo.")
        self.hash = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        self.folder = work / "developed" / self.hash
        self.folder.mkdir(parents=True, exist_ok=True)
        os.utime(self.folder)
        self.path = self.folder / "albedo"
        if not self.path.exists():
            part = self.folder / f"albedo.{os.getpid()}"
            shutil.copy2(path, part)
            part.replace(self.path)

    def forget_others(self, keep=2):
        """Removes what older programs developed, but for the newest few."""
        every = sorted(self.folder.parent.iterdir(), key=lambda f: f.stat().st_mtime)
        for folder in every[:-keep]:
            if folder != self.folder:
                shutil.rmtree(folder)

    def ask(self, *arguments):
        """The standard output of a call; a failure names the call and what it said."""
        done = subprocess.run([str(self.path), *map(str, arguments)],
                              capture_output=True, text=True)
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise Failure(f"albedo {' '.join(map(str, arguments))} gave status {done.returncode}",
                          "\n  ".join(said[-3:]) or "it said nothing.", 1)
        return done.stdout

    def version(self):
        return self.ask("--version").strip()

    def methods(self):
        """The debayer methods, in the order in which the program lists them."""
        for line in self.ask("stages", "debayer", "--json").splitlines():
            for parameter in json.loads(line).get("parameters", []):
                if parameter["name"] == "method":
                    return parameter["choices"]
        raise Failure("the stage debayer lists no methods", "albedo stages debayer --json", 1)

    def develop(self, method, mosaic, target, pattern, bits):
        """Debayers one file; above 8 bits into the full 16-bit scale."""
        deep = ["--bits", bits, "--full-scale"] if bits > 8 else []
        part = target.with_name(f"{target.stem}.{os.getpid()}.part{target.suffix}")
        self.ask("apply", "debayer", mosaic, "-o", part, "--cfa", pattern, "--method", method,
                 "--jobs", 1, *deep)
        part.replace(target)

    def milliseconds(self, method):
        """CPU ms a megapixel on one thread, HD frames; None where no such case exists."""
        listed = self.ask("bench", "--list").split()
        case = f"stage.debayer.{method}"
        if case not in listed:
            return None
        taken = []
        for _ in range(3):
            for line in self.ask("bench", case, "--threads", 1, "--json").splitlines():
                answer = json.loads(line)
                if answer.get("case") == case:
                    taken.append(1000 / answer["megapixelsPerSecond"])
        return sorted(taken)[len(taken) // 2]
