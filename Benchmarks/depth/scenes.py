"""The simulated pairs: where the rover stands, what it looks at, where the Sun is."""

import hashlib
import json
import shutil
from dataclasses import dataclass, field

from suite.command import Failure

from .rig import Rig

DOWN, AHEAD = Rig(pitch=25), Rig(pitch=12)


@dataclass(frozen=True)
class Scene:
    """A place, a heading and a Sun; angles in degrees, from north through east."""

    name: str
    seed: int
    position: tuple
    heading: float
    sun: tuple                  # azimuth, elevation
    rig: Rig = DOWN
    terrain: dict = field(default_factory=dict)
    more: dict = field(default_factory=dict)

    def text(self):
        """The file scene.yaml (its values in JSON, which is YAML too)."""
        keys = {"version": 1, "name": self.name, "seed": self.seed, "rig": "rig.yaml",
                "rover": {"position": list(self.position), "heading": self.heading},
                "sun": dict(zip(("azimuth", "elevation"), self.sun)),
                "terrain": {"hills": 40, "clearance": 0.5, **self.terrain},
                "exposureBias": -0.4, **self.more,
                "moments": [{"id": "m", "time": 12.25, "cameras": ["left", "right"]}],
                "truth": {"depthEvery": 1}}
        return "".join(f"{key}: {json.dumps(value)}\n" for key, value in keys.items())


SCENES = [
    Scene("side-light", 101, (3, 1), 209, (127, 21)),
    Scene("high-sun", 102, (5, 5), 300, (180, 55)),
    Scene("low-side-sun", 103, (1, -6), 120, (212, 9)),
    Scene("sun-behind", 104, (-4, 2), 30, (214, 35)),
    Scene("sun-ahead", 105, (-7, -3), 75, (80, 16)),
    Scene("stones", 106, (2, 8), 160, (95, 28), terrain={"rockCoverage": 0.03}),
    Scene("smooth", 107, (-2, -9), 250, (300, 40),
          terrain={"rockCoverage": 0.002, "roughness": 0.008, "craterDensity": 0.3}),
    Scene("far-side-light", 108, (9, -2), 340, (250, 24), AHEAD),
    Scene("far-high-sun", 109, (-11, 4), 15, (140, 48), AHEAD),
    Scene("far-low-sun", 110, (6, -12), 95, (20, 7), AHEAD),
    Scene("far-stones", 111, (0, 14), 270, (160, 18), AHEAD, terrain={"rockCoverage": 0.03}),
    Scene("far-hapke", 112, (-8, -8), 190, (70, 32), AHEAD, more={"soil": {"law": "hapke"}}),
]


def simulated(program, scene, work, jobs, fresh):
    """The downlink of a scene in a folder, simulated unless that very scene was before.

    `downlink.yaml` is written last, so a folder that has one is whole.
    """
    texts = {"rig.yaml": scene.rig.text(), "scene.yaml": scene.text()}
    code = hashlib.sha256("".join(texts.values()).encode()).hexdigest()[:8]
    folder = work / f"{scene.name}-{code}"
    if (folder / "downlink.yaml").exists() and not fresh:
        return folder
    for older in folder.parent.glob(f"{scene.name}-*"):
        if older.name.rpartition("-")[0] == scene.name:
            shutil.rmtree(older)
    source = work / "source"
    source.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (source / name).write_text(text)
    print(f"  simulating {scene.name}", flush=True)
    program.ask("simulate", source / "scene.yaml", "-o", folder, "--jobs", jobs)
    return folder


def digest(folders):
    """SHA-256 of all frames and truths, in the order of the folders."""
    total = hashlib.sha256()
    for folder in folders:
        for file in sorted([*folder.glob("frames/*"), *folder.glob("truth/*.pfm")]):
            total.update(file.read_bytes())
    return total.hexdigest()


def chosen(names):
    """The scenes of these names, or all."""
    unknown = set(names or ()) - {s.name for s in SCENES}
    if unknown:
        raise Failure(f"unknown scenes: {' '.join(sorted(unknown))}",
                      f"there are {' '.join(s.name for s in SCENES)}.", 64)
    return [s for s in SCENES if not names or s.name in names]
