"""Made-up works: the case names and the JSON form of the program, without the program.

They serve to look at the peers alone (`Benchmarks/compare --peers-only`). Weights and pictures
come from fixed seeds. The dense weights are arbitrary, signed and not separable; their sum is 1.
"""

import numpy as np

from . import madeup_mosaic, madeup_stitch
from .work import MOSAICS, SAMPLES, Work

WIDTH, HEIGHT = 1920, 1080
TYPES = ("u8", "u16", "f32")


def works(width=WIDTH, height=HEIGHT, axis="x"):
    """All made-up works, in the order of the tables."""
    return [Work.from_json({"width": width, "height": height, **halved(
        fields["operation"], width, height)} | fields)
        for fields in (*descriptions(axis), *madeup_mosaic.descriptions(),
                       *madeup_stitch.descriptions(width, height))]


def halved(operation, width, height):
    if operation != "pyramid-down":
        return {}
    return {"outputWidth": (width + 1) // 2, "outputHeight": (height + 1) // 2}


def descriptions(axis):
    for size in (3, 5, 7, 15):
        for sample, channels in types_and_channels():
            yield base(f"dense.{size}x{size}.{sample}.c{channels}", "dense", sample, channels) | {
                "kernelWidth": size, "kernelHeight": size, "weights": dense(size)}
    for size in (5, 7, 15, 31):
        for sample, channels in types_and_channels():
            yield base(f"separable.{size}.{sample}.c{channels}", "separable", sample, channels) | {
                "rowWeights": gaussian(size, size / 5), "columnWeights": gaussian(size, size / 7)}
    for size in (5, 7, 15, 31):
        sigma = 0.3 * ((size - 1) * 0.5 - 1) + 0.8
        for sample, channels in types_and_channels():
            yield base(f"gaussian.{size}.{sample}.c{channels}", "gaussian", sample, channels) | {
                "taps": size, "sigma": sigma, "rowWeights": gaussian(size, sigma)}
    for name in ("sobel", "scharr", "laplacian"):
        more = {"weights": [0, 1, 0, 1, -4, 1, 0, 1, 0]} if name == "laplacian" else {"axis": axis}
        yield base(f"{name}.u8.i16", name, "u8") | {"output": "i16"} | more
        yield base(f"{name}.f32", name, "f32") | more
    for size in (3, 5):
        for sample in ("u8", "u16"):
            yield base(f"median.{size}.{sample}", "median", sample) | {"size": size}
    for size in (5, 31):
        for sample in TYPES:
            yield base(f"box.{size}.{sample}", "box", sample) | {"radius": size // 2}
    for sample in TYPES:
        yield base(f"pyramid-down.{sample}", "pyramid-down", sample)
    yield base("bilateral.u8", "bilateral", "u8") | {
        "radius": 4, "sigmaSpace": 3.0, "sigmaRange": 25.0}
    yield base("bilateral.f32", "bilateral", "f32") | {
        "radius": 4, "sigmaSpace": 3.0, "sigmaRange": 0.1}
    yield base("guided.f32", "guided", "f32") | {"radius": 4, "epsilon": 0.01}
    for name in ("turn", "lens"):
        for interpolation in ("bilinear", "bicubic", "lanczos3"):
            for sample in TYPES:
                case = f"remap.{name}.{interpolation}.{sample}"
                yield base(case, "remap", sample) | {
                    "case": case, "map": name, "interpolation": interpolation, "degrees": 5.0,
                    "focal": 1500.0, "k1": -0.2, "k2": 0.05}


def types_and_channels():
    return [(sample, channels) for sample in TYPES for channels in (1, 3)]


def base(name, operation, sample, channels=1):
    return {"case": f"conv.{name}", "operation": operation, "channels": channels,
            "input": sample, "output": sample, "border": "replicate"}


def dense(size):
    weights = np.random.default_rng(size).normal(0.4, 1, size * size)
    return [float(w) for w in np.float32(weights / weights.sum())]


def gaussian(size, sigma):
    at = np.arange(size) - size // 2
    weights = np.exp(-at * at / (2 * sigma * sigma))
    return [float(w) for w in np.float32(weights / weights.sum())]


def picture(work):
    """A smooth scene with edges and noise, over the whole range of the samples (0 to 1 in f32)."""
    mosaic = work.operation in MOSAICS
    if work.operation in madeup_stitch.OPERATIONS:
        made = madeup_stitch.pictures(work)
    else:
        made = scene(work.width, work.height, 3 if mosaic else work.channels)
    if mosaic:
        made = madeup_mosaic.sampled(work, made)
    if work.input != "f32":
        made = np.round(made * np.iinfo(SAMPLES[work.input]).max)
    out = work.empty("input")
    out[...] = made.reshape(out.shape)
    return out


def scene(width, height, channels):
    """The scene, 0 to 1."""
    rng = np.random.default_rng(1)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    out = np.empty((height, width, channels), np.float32)
    for channel in range(channels):
        light = 0.5 + 0.25 * np.sin(x / (23 + channel)) * np.cos(y / 31)
        light += 0.15 * ((x // 97 + y // 61 + channel) % 2) - 0.075
        light += rng.normal(0, 0.04, light.shape).astype(np.float32)
        light[::53, ::47] = 1.0
        out[:, :, channel] = np.clip(light, 0, 1)
    return out
