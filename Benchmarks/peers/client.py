"""The driver's end of a worker process."""

import json
import subprocess
import sys

from . import environment
from .failure import Failure

MODULES = {"opencv": "opencv", "ipp": "ipp", "halide": "halide_filters", "libvips": "vips",
           "colour": "demosaicing"}
TITLES = {"opencv": "OpenCV", "ipp": "IPP", "halide": "Halide", "libvips": "libvips",
          "colour": "colour-demosaicing"}


class Client:
    """A peer in its own process, which lives for one launch."""

    def __init__(self, name, venv, threads):
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, "-m", "peers.worker", MODULES[name], str(threads)], text=True,
            bufsize=1, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=environment.variables(venv, threads))

    def ask(self, what, **fields):
        """The answer of the worker; None where the peer has no equivalent or failed."""
        try:
            self.process.stdin.write(json.dumps({"do": what} | fields) + "\n")
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise Failure(f"the worker of {self.name} died (status {self.process.wait()})",
                          "Leave it out with --peers, or see what it printed above.")
        answer = json.loads(line)
        if not answer["ok"]:
            print(f"compare: {self.name}: {answer['error']}", file=sys.stderr)
            return None
        return None if answer.get("skip") else answer

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
