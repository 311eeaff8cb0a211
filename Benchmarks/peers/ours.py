"""albedo's side: its cases, the works it keeps, and its measurements."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

from .failure import Failure
from .work import load

SETS = ("", "avx2")


class Albedo:
    """The program, started anew for everything."""

    def __init__(self, path, scratch, threads=1):
        if not path.is_file() or not os.access(path, os.X_OK):
            raise Failure(f"there is no program {path}",
                          "Build it with `make build`, or name it: --albedo PATH.")
        self.path, self.scratch = path.absolute(), Path(scratch)
        self.threads = str(threads)
        self.key = hashlib.sha256(path.read_bytes()).hexdigest()[:16]

    def run(self, *arguments, limit="", allowed=(0,)):
        """The JSON objects that a run of the program prints; `limit` is an instruction set."""
        variables = {k: v for k, v in os.environ.items() if k != "ALBEDO_ISA"}
        if limit:
            variables["ALBEDO_ISA"] = limit
        done = subprocess.run([self.path, *arguments], env=variables, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode not in allowed:
            last = (done.stderr.strip().splitlines() or ["it printed nothing"])[-1]
            raise Failure(f"`albedo {' '.join(arguments)}` ended with {done.returncode}: {last}",
                          "Run it by hand; if the command is unknown, the program is too old.")
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    def cases(self):
        """The names of all cases."""
        lines = self.run("bench", "--list", "--json")
        return [line["case"] for line in lines if line.get("type") == "case"]

    def work(self, case, _compared):
        """The work, the path of its input and that of our output."""
        self.scratch.mkdir(parents=True, exist_ok=True)
        self.run("bench", case, "--keep", str(self.scratch))
        try:
            work, source = load(self.scratch, case)
        except (OSError, KeyError, ValueError) as error:
            raise Failure(f"`albedo bench {case} --keep` left no usable work: {error!r}",
                          "The form is described in Benchmarks/README.md.") from error
        return work, source, source.with_name(f"{case}.output.raw")

    def measure(self, case, limit):
        """One launch: {"median", "min", "isa", "threads", "hash", "right", "share"}."""
        # Status 1 says that the hash is not the expected one; the line says so as well.
        for line in self.run("bench", case, "--threads", self.threads, "--json", limit=limit,
                             allowed=(0, 1)):
            if line.get("type") == "bench" and line.get("case") == case:
                return {
                    "median": line["msMedian"], "min": line["msMin"], "isa": line["isa"],
                    "threads": line["threads"], "hash": line["hash"],
                    "share": line.get("shareOfLimit"),
                    "right": line.get("hashExpected") in (None, "", line["hash"])}
        raise Failure(f"`albedo bench {case} --json` printed no line for the case",
                      "Run it by hand; the line needs type, case, msMedian, msMin, isa, hash.")

    def forget(self, case):
        """Removes the pictures of a case; they take up to 50 MB."""
        for path in self.scratch.glob(f"{case}.*"):
            path.unlink()
