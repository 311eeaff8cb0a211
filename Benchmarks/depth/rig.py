"""Two cameras side by side that look the same way: rectified before anything is done to them."""

import json
import math
from dataclasses import dataclass

import numpy as np

SENSOR = {"pattern": "RGGB", "validBits": 12, "black": 64, "white": 4095, "gain": 3.2,
          "readNoise": 6.0, "fullWell": 13200, "prnu": 0.003, "darkCurrent": 15,
          "responsivity": 12_000_000}
COLOURS = {"whiteBalance": [1.94, 1, 1.56],
           "colorMatrix": [1.62, -0.48, -0.14, -0.19, 1.43, -0.24, 0.02, -0.49, 1.47]}


@dataclass(frozen=True)
class Rig:
    """The cameras. A whole principal point is one that `rectify` keeps: it moves no pixel."""

    pitch: float            # degrees below the horizontal of the rover
    width: int = 960
    height: int = 540
    focal: float = 700      # px
    centre: tuple = (480, 270)
    baseline: float = 0.12  # m
    above: float = 0.40     # m above the rover's zero

    def quaternion(self):
        """From camera (x right, y down, z ahead) to rover (x ahead, y left, z up): w, x, y, z.

        That of a level camera is (1, -1, 1, -1) / 2; the pitch turns it about the rover's y.
        """
        half = math.radians(self.pitch) / 2
        c, s = math.cos(half) / 2, math.sin(half) / 2
        return [c - s, -c - s, c + s, s - c]

    def text(self):
        """The file rig.yaml (its values in JSON, which is YAML too)."""
        def camera(name, left):
            return {"name": name,
                    "sensor": {"width": self.width, "height": self.height, **SENSOR},
                    "intrinsics": {"focalX": self.focal, "focalY": self.focal,
                                   "centreX": self.centre[0], "centreY": self.centre[1]},
                    "pose": {"position": [0.2, left, self.above],
                             "quaternion": self.quaternion()},
                    **COLOURS}
        half = self.baseline / 2
        cameras = ",\n  ".join(json.dumps(camera(*c)) for c in (("left", half), ("right", -half)))
        return (f"version: 1\nname: beside\nsummary: Two aligned cameras side by side.\n"
                f"cameras: [\n  {cameras}]\n")

    def stretch(self):
        """The length of each pixel's direction: range is depth times this."""
        x = (np.arange(self.width) - self.centre[0]) / self.focal
        y = (np.arange(self.height) - self.centre[1]) / self.focal
        return np.sqrt(1 + x[None, :] ** 2 + y[:, None] ** 2)

    def disparity(self, depth):
        """Pixels by which the right camera sees a point of that depth further to the left."""
        return self.focal * self.baseline / depth
