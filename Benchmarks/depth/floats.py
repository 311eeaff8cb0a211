"""Planes of floats in files."""

import numpy as np

from suite.command import Failure


def read(path):
    """A PFM of one channel as an array, top row first."""
    with open(path, "rb") as file:
        kind = file.readline().strip()
        width, height = map(int, file.readline().split())
        order = "<f4" if float(file.readline()) < 0 else ">f4"
        samples = np.frombuffer(file.read(), order)
    if kind != b"Pf" or samples.size != width * height:
        raise Failure(f"{path} is no whole PFM of one channel", "remove it, and make it again.", 1)
    return samples.reshape(height, width)[::-1].astype(np.float64)


def write(path, samples):
    """An array as a PFM of one channel."""
    height, width = samples.shape
    with open(path, "wb") as file:
        file.write(f"Pf\n{width} {height}\n-1.0\n".encode())
        file.write(samples[::-1].astype("<f4").tobytes())
