"""The obvious definition of every operation, in double precision: what a peer must have meant.

Slow and short. `--peers-only` compares the peers with it, as a race compares them with albedo.
"""

import numpy as np

from . import reference_mosaic, reference_stitch, remapped
from .work import MOSAICS, SAMPLES

SOBEL = {"smooth": (1, 2, 1), "derive": (-1, 0, 1)}
SCHARR = {"smooth": (3, 10, 3), "derive": (-1, 0, 1)}
BINOMIAL = np.array((1, 4, 6, 4, 1)) / 16


def compute(work, picture):
    """The result of the work, rounded (mosaics: half up) and saturated for integer samples."""
    picture = picture.astype(np.float64).reshape(work.height, work.width, work.channels)
    result = OPERATIONS[work.operation](work, picture)
    sample = SAMPLES[work.output]
    if work.output != "f32":
        limits = np.iinfo(sample)
        rounded = np.floor(result + 0.5) if work.operation in MOSAICS else np.rint(result)
        result = np.clip(rounded, limits.min, limits.max)
    return result.astype(sample).reshape(work.empty().shape)


def correlate(picture, weights):
    """Correlation with the anchor in the middle; the border is replicated."""
    rows, columns = weights.shape
    padded = pad(picture, rows // 2, columns // 2)
    height, width = picture.shape[:2]
    out = np.zeros_like(picture)
    for y in range(rows):
        for x in range(columns):
            if weights[y, x]:
                out += weights[y, x] * padded[y:y + height, x:x + width]
    return out


def separable(picture, row, column):
    row, column = np.asarray(row, np.float64), np.asarray(column, np.float64)
    return correlate(correlate(picture, column[:, None]), row[None, :])


def derivative(kernel):
    def compute_one(work, picture):
        row, column = kernel["derive"], kernel["smooth"]
        return separable(picture, *((row, column) if work["axis"] == "x" else (column, row)))
    return compute_one


def windows(picture, radius):
    """Every shifted copy of the picture below a square window, with its offset."""
    padded = pad(picture, radius, radius)
    height, width = picture.shape[:2]
    for y in range(2 * radius + 1):
        for x in range(2 * radius + 1):
            yield y - radius, x - radius, padded[y:y + height, x:x + width]


def pad(picture, y, x):
    return np.pad(picture, ((y, y), (x, x), (0, 0)), mode="edge")


def median(work, picture):
    return np.median(np.stack([w for _, _, w in windows(picture, work["size"] // 2)]), axis=0)


def mean(picture, radius):
    even = np.full(2 * radius + 1, 1 / (2 * radius + 1))
    return separable(picture, even, even)


def bilateral(work, picture):
    """Tomasi and Manduchi 1998, over the disc of the radius, as OpenCV has it."""
    radius, total, weight = work["radius"], 0.0, 0.0
    for y, x, shifted in windows(picture, radius):
        if y * y + x * x > radius * radius:
            continue
        near = np.exp(-(y * y + x * x) / (2 * work["sigmaSpace"] ** 2))
        alike = np.exp(-((shifted - picture) ** 2) / (2 * work["sigmaRange"] ** 2)) * near
        total, weight = total + alike * shifted, weight + alike
    return total / weight


def guided(work, picture):
    """He, Sun and Tang 2010, algorithm 1, the picture as its own guide."""
    radius = work["radius"]
    average = mean(picture, radius)
    variance = mean(picture * picture, radius) - average * average
    slope = variance / (variance + work["epsilon"])
    return mean(slope, radius) * picture + mean(average - slope * average, radius)


OPERATIONS = {
    "dense": lambda work, picture: correlate(picture, work.weights().astype(np.float64)),
    "laplacian": lambda work, picture: correlate(picture, work.weights().astype(np.float64)),
    "separable": lambda work, picture: separable(picture, *work.rows_and_columns()),
    "gaussian": lambda work, picture: separable(picture, *work.rows_and_columns()),
    "sobel": derivative(SOBEL),
    "scharr": derivative(SCHARR),
    "box": lambda work, picture: mean(picture, work["radius"]),
    "median": median,
    "pyramid-down": lambda work, picture: separable(picture, BINOMIAL, BINOMIAL)[::2, ::2],
    "bilateral": bilateral,
    "guided": guided,
    "remap": remapped.remap,
    "debayer": reference_mosaic.debayer,
    "develop": reference_mosaic.develop,
    "stitch": reference_stitch.stitch,
    "blend": reference_stitch.blend,
}
