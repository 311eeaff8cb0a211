"""Pairs made of photographs, in the form that the shared judge reads."""

import shutil
from dataclasses import dataclass

import cv2
import numpy as np

from suite.command import Failure

OVERLAPS = (50, 30, 20, 10)
# Pictures below the folder of data: walls, water and sky, out of focus in parts, ground of Mars.
PHOTOGRAPHS = {
    **{f"kodak{number}": f"kodak24/{number}.png" for number in ("01", "03", "13", "19", "20")},
    "navcam": "raw_rover/NLF_0670_0726421423_362ECM_N0320604NCAM08111_01_095J01.png",
}
# Stereo pairs, and how much of both pictures is taken.
PARALLAX = {"tsukuba": (50, 30), "cones": (50, 25)}
# What the second picture's exposure is to the first's, and how dark corners are.
EXPOSURE, FALL_OFF, NOISE = 0.82, 0.25, 1.5
# Beyond the edge the resampling of a rotated view needs some pixels.
EDGE = 16


@dataclass(frozen=True)
class View:
    """A picture that a camera took of part of a photograph."""

    size: tuple             # width, height
    matrix: np.ndarray      # from its pixels to those of the photograph

    def places(self):
        """Where each pixel lies in the photograph."""
        width, height = self.size
        y, x = np.mgrid[:height, :width].astype(float)
        there = np.tensordot(self.matrix, np.stack([x, y, np.ones_like(x)]), 1)
        return there[0] / there[2], there[1] / there[2]

    def seen(self, photograph, exposure, noise):
        """What it shows, in codes: darker towards the corners, with noise."""
        x, y = self.places()
        light = cv2.remap(photograph.astype(np.float32), x.astype(np.float32),
                          y.astype(np.float32), cv2.INTER_LANCZOS4)
        width, height = self.size
        v, u = np.mgrid[:height, :width].astype(float)
        square = ((u - width / 2) ** 2 + (v - height / 2) ** 2) / (width ** 2 + height ** 2) * 4
        light = light * (exposure * (1 - FALL_OFF * square))[..., None]
        light += noise.normal(0, NOISE, light.shape)
        return np.clip(np.rint(light), 0, 255).astype(np.uint8)

    def mask(self, size):
        """Which pixels of a photograph of some width and height it shows."""
        every = np.full(self.size[::-1], 255, np.uint8)
        return cv2.warpPerspective(every, self.matrix, size, flags=cv2.INTER_NEAREST)


def views(size, overlap, draw):
    """Two views side by side that share some percent of their width, each a bit turned."""
    width, height = size
    tall, edge = int(height * 0.82), width * 0.02
    wide = int((width - 2 * edge) / (2 - overlap / 100))
    found = []
    for left in (edge, width - edge - wide):
        angle = np.radians(draw.uniform(-1.5, 1.5))
        turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0],
                         [0, 0, 1]])
        tilt = np.eye(3)
        tilt[2, :2] = draw.uniform(-5e-5, 5e-5, 2)
        top = (height - tall) / 2 + draw.uniform(-0.03, 0.03) * height
        there = shift(left + wide / 2, top + tall / 2)
        found.append(View((wide, tall), there @ tilt @ turn @ shift(-wide / 2, -tall / 2)))
    return found


def shift(x, y):
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])


def write(shared, folder):
    """Writes all pairs into a folder that holds nothing else."""
    data = shared / "data"
    shutil.rmtree(folder, ignore_errors=True)
    for number, (name, file) in enumerate(PHOTOGRAPHS.items()):
        photograph = read(data / file)[EDGE:-EDGE, EDGE:-EDGE]
        draw = np.random.default_rng(number)
        for overlap in OVERLAPS:
            both = views(photograph.shape[1::-1], overlap, draw)
            pair = folder / f"hom_{name}_{overlap}"
            pair.mkdir(parents=True)
            for key, view, exposure in zip("AB", both, (1, EXPOSURE)):
                cv2.imwrite(str(pair / f"{key}.png"), view.seen(photograph, exposure, draw))
                cv2.imwrite(str(pair / f"mask{key}.png"), view.mask(photograph.shape[1::-1]))
                np.savetxt(pair / f"H{key}.txt", view.matrix)
            cv2.imwrite(str(pair / "ref.png"), photograph)
    for name, overlaps in PARALLAX.items():
        left, right = (read(data / f"stereo/{name}/im{k}.png") for k in (0, 1))
        for overlap in overlaps:
            write_parallax(folder / f"par_{name}_{overlap}", left, right, overlap)


def write_parallax(pair, left, right, overlap):
    """The left part of the left picture, the right part of the right one; the left is the truth."""
    pair.mkdir(parents=True)
    width = left.shape[1]
    wide = int(width / (2 - overlap / 100))
    cv2.imwrite(str(pair / "A.png"), left[:, :wide])
    cv2.imwrite(str(pair / "B.png"), np.rint(right[:, width - wide:] * 0.9).astype(np.uint8))
    cv2.imwrite(str(pair / "ref.png"), left)
    for key, start in (("A", 0), ("B", width - wide)):
        mask = np.zeros(left.shape[:2], np.uint8)
        mask[:, start:start + wide] = 255
        cv2.imwrite(str(pair / f"mask{key}.png"), mask)


def read(file):
    picture = cv2.imread(str(file))
    if picture is None:
        raise Failure(f"{file} is missing", "the pictures belong beside the package, in ../shared.")
    return picture
