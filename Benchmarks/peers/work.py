"""A work: what a case computes, in the form that `albedo bench CASE --keep DIR` writes.

`DIR/CASE.json` says what is computed, `DIR/CASE.input.raw` and `DIR/CASE.output.raw` hold the
pictures: little-endian, rows tightly packed, channels interleaved.
"""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

SAMPLES = {"u8": np.uint8, "u16": np.uint16, "i16": np.int16, "f32": np.float32}
PAGE = 4096
MOSAICS = ("debayer", "develop")


@dataclass(frozen=True)
class Work:
    """Shapes and sample types, and in `settings` whatever else the operation needs."""

    case: str
    operation: str
    width: int
    height: int
    channels: int
    input: str
    output: str
    output_width: int
    output_height: int
    output_channels: int
    settings: dict = field(default_factory=dict)

    @classmethod
    def from_json(cls, fields):
        """The work that a parsed JSON object describes; KeyError or ValueError if it does not."""
        fields = dict(fields)
        fields.pop("type", None)
        operation = fields.pop("operation")
        known = border_of(operation)
        border = fields.pop("border", known)
        if border != known:
            raise ValueError(f"border {border!r}: the peers are set up for {known!r} alone")
        width, height = int(fields.pop("width")), int(fields.pop("height"))
        channels = int(fields.pop("channels"))
        work = cls(
            case=fields.pop("case"), operation=operation, width=width, height=height,
            channels=channels, input=fields.pop("input"), output=fields.pop("output"),
            output_width=int(fields.pop("outputWidth", width)),
            output_height=int(fields.pop("outputHeight", height)),
            output_channels=int(fields.pop("outputChannels", channels)), settings=fields)
        for sample in (work.input, work.output):
            if sample not in SAMPLES:
                raise ValueError(f"samples {sample!r}: known are {', '.join(SAMPLES)}")
        return work

    def to_json(self):
        """The JSON form, as `from_json` reads it."""
        return {
            "case": self.case, "operation": self.operation, "width": self.width,
            "height": self.height, "channels": self.channels, "input": self.input,
            "output": self.output, "border": border_of(self.operation),
            "outputWidth": self.output_width, "outputHeight": self.output_height,
            "outputChannels": self.output_channels, **self.settings}

    def __getitem__(self, key):
        return self.settings[key]

    @property
    def types(self):
        """Input and output samples, as `u8>i16`."""
        return f"{self.input}>{self.output}"

    def weights(self, key="weights"):
        """The weights under `key` as float32; a dense kernel has two dimensions."""
        flat = np.asarray(self.settings[key], np.float32)
        if key != "weights":
            return flat
        width = self.settings.get("kernelWidth", round(flat.size ** 0.5))
        return np.ascontiguousarray(flat.reshape(-1, width))

    def rows_and_columns(self):
        """The weights along a row and along a column; a Gaussian states one list for both."""
        row = self.weights("rowWeights")
        return row, self.weights("columnWeights") if "columnWeights" in self.settings else row

    def affine(self):
        """From codes to light in the display's colours: levels, gains and matrix, 3 rows of 4."""
        weights = np.reshape(self["matrix"], (3, 3)) * np.asarray(self["gains"])
        weights /= self["white"] - self["black"]
        return np.hstack((weights, -weights.sum(1, keepdims=True) * self["black"]))

    def sized(self, width, height):
        """The same work with a result of another size."""
        return replace(self, output_width=width, output_height=height)

    def read(self, path, which="input"):
        """The picture in a raw file; ValueError when its length is not that of the work."""
        picture = self.empty(which)
        data = np.fromfile(path, picture.dtype)
        if data.size != picture.size:
            raise ValueError(f"{path}: {data.size} samples, the work has {picture.size}")
        picture[...] = data.reshape(picture.shape)
        return picture

    def empty(self, which="output"):
        """A page-aligned, already touched picture for the input or the output."""
        if which == "input":
            shape = (self.height, self.width, self.channels)
        else:
            shape = (self.output_height, self.output_width, self.output_channels)
        return aligned(shape if shape[2] > 1 else shape[:2],
                       SAMPLES[self.input if which == "input" else self.output])


def border_of(operation):
    """What is beyond the edge: a mosaic is mirrored about its outermost sample."""
    return "reflect101" if operation in MOSAICS else "replicate"


def aligned(shape, sample):
    """An array that starts at a page, zeroed, so that no page fault falls inside the clock."""
    size = int(np.prod(shape)) * np.dtype(sample).itemsize
    raw = np.zeros(size + PAGE, np.uint8)
    raw[...] = 0
    start = -raw.ctypes.data % PAGE
    return raw[start:start + size].view(sample).reshape(shape)


def load(folder, case):
    """The work of `case` in `folder` and the path of its input."""
    path = Path(folder) / f"{case}.json"
    return Work.from_json(json.loads(path.read_text())), path.with_name(f"{case}.input.raw")
