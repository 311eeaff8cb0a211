"""Where and what was measured: processor, revision, and the pinning to processors."""

import os
import subprocess
from pathlib import Path

from .failure import Failure

#: Where this process may run, before it is pinned; empty where systems do not say.
PROCESSORS = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def pin(threads=1):
    """Keeps this process and those it starts on a processor for each thread; their numbers.

    There are none where a system does not pin.
    """
    if 0 < len(PROCESSORS) < threads:
        raise Failure(f"{threads} threads need as many processors, this process has "
                      f"{len(PROCESSORS)}", "Race this family where it may use more.")
    try:
        chosen = PROCESSORS[-threads:]
        os.sched_setaffinity(0, chosen)
        return chosen
    except (AttributeError, OSError):
        return []


def processor():
    """The model name of the processor."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return "unknown processor"


def revision(root):
    """The commit of the repository, with "dirty" when files differ from it."""
    def git(*arguments):
        return subprocess.run(["git", "-C", str(root), *arguments], text=True,
                              capture_output=True).stdout.strip()
    commit = git("rev-parse", "--short=12", "HEAD") or "unknown revision"
    return commit + (" dirty" if git("status", "--porcelain", "--untracked-files=no") else "")
