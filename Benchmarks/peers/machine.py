"""Where and what was measured: processor, revision, and the pinning to one processor."""

import os
import subprocess
from pathlib import Path


def pin():
    """Keeps this process and those it starts on one processor; its number, or None."""
    try:
        chosen = max(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {chosen})
        return chosen
    except (AttributeError, OSError):
        return None


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
