"""The virtual environment with the pinned peers: made when it is missing, then run inside."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from .failure import Failure

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements.txt"
JUDGES = ("agreement", "demosaicing", "family", "halide_*", "ipp*", "opencv*", "plan", "vips",
          "work", "worker")


def enter(venv, arguments):
    """Goes on inside the environment: returns there, and replaces this process elsewhere."""
    if Path(sys.prefix).resolve() == venv.resolve():
        return
    if not complete(venv):
        make(venv)
    link(venv)
    python = str(venv / "bin" / "python")
    os.execv(python, [python, str(HERE.parent / "compare"), *arguments])


def complete(venv):
    """Whether every pinned package is there in its version; asks files only, no network."""
    folders = list(venv.glob("lib/python3*/site-packages"))
    return bool(folders) and (venv / "bin/python").exists() and all(
        (folders[0] / f"{name.replace('-', '_')}-{number}.dist-info").exists()
        for name, number in pins())


def pins():
    return [tuple(line.split("==")) for line in REQUIREMENTS.read_text().split()]


def digest(names=JUDGES):
    """A hash of the pinned versions and of modules; when it changes, old measurements are void.

    By default these are the modules that run in a worker, the comparison, and the families.
    """
    parts = [REQUIREMENTS, *sorted(p for name in names for p in HERE.glob(f"{name}.py"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()[:8]


def make(venv):
    print(f"compare: installing the peers into {venv} (once)", file=sys.stderr)
    try:
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(venv / "bin/pip"), "install", "--quiet", "-r", str(REQUIREMENTS)],
                       check=True, stdout=sys.stderr)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failure(f"the peers could not be installed: {error}",
                      f"See the lines above; try again with network, or name an environment with "
                      f"{REQUIREMENTS.name} installed: --venv DIR.") from error


def link(venv):
    """IPP looks for its libraries under a longer version than a wheel can carry as a link."""
    folder = venv / "ipp"
    folder.mkdir(exist_ok=True)
    for library in (venv / "lib").glob("libipp*.so.*"):
        for name in (library.name, library.name + ".1"):
            if not (folder / name).exists():
                (folder / name).symlink_to(library)


def variables(venv, threads):
    """The environment of a worker: its threads everywhere, and where IPP's libraries are."""
    return os.environ | dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VIPS_CONCURRENCY"), str(threads)) | {
        "LD_LIBRARY_PATH": str(venv / "ipp"), "PYTHONPATH": str(HERE.parent),
        "PYTHONDONTWRITEBYTECODE": "1"}
