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

    def quaternion(self, yaw=0.0):
        """From camera (x right, y down, z ahead) to rover (x ahead, y left, z up): w, x, y, z.

        That of a level camera is (1, -1, 1, -1) / 2; the pitch turns it about the rover's y, then
        the yaw (degrees to the left) about its z.
        """
        half = math.radians(self.pitch) / 2
        c, s = math.cos(half) / 2, math.sin(half) / 2
        w, x, y, z = c - s, -c - s, c + s, s - c
        half = math.radians(yaw) / 2
        c, s = math.cos(half), math.sin(half)
        return [c * w - s * z, c * x - s * y, c * y + s * x, c * z + s * w]

    def camera(self, name, left, yaw=0.0, **sensor):
        """What rig.yaml says of a camera."""
        return {"name": name,
                "sensor": {"width": self.width, "height": self.height, **SENSOR, **sensor},
                "intrinsics": {"focalX": self.focal, "focalY": self.focal,
                               "centreX": self.centre[0], "centreY": self.centre[1]},
                "pose": {"position": [0.2, left, self.above], "quaternion": self.quaternion(yaw)},
                **COLOURS}

    def cameras(self):
        """Both cameras."""
        half = self.baseline / 2
        return [self.camera("left", half), self.camera("right", -half)]

    def text(self):
        """The file rig.yaml (its values in JSON, which is YAML too)."""
        cameras = ",\n  ".join(map(json.dumps, self.cameras()))
        return (f"version: 1\nname: pair\nsummary: Two cameras of a rover.\n"
                f"cameras: [\n  {cameras}]\n")

    def stretch(self):
        """The length of each pixel's direction: range is depth times this."""
        x = (np.arange(self.width) - self.centre[0]) / self.focal
        y = (np.arange(self.height) - self.centre[1]) / self.focal
        return np.sqrt(1 + x[None, :] ** 2 + y[:, None] ** 2)

    def disparity(self, depth):
        """Pixels by which the right camera sees a point of that depth further to the left."""
        return self.focal * self.baseline / depth
