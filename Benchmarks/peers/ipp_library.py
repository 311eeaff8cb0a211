"""Intel IPP through ctypes: the shared libraries of the `ipp` wheel, with declared signatures.

A signature is a string, one letter an argument: `p` pointer, `i` int, `u` unsigned, `f` float,
`d` double, `S` IppiSize and `R` IppiRect by value, `b` the border value of a one-channel picture,
whose C type follows the samples. Every function returns a status; below zero it is an error.
"""

import ctypes
from ctypes import POINTER, byref, c_double, c_float, c_int, c_uint, c_void_p

import numpy as np

from .work import aligned

SAMPLE = {"u8": "8u", "u16": "16u", "i16": "16s", "f32": "32f"}
DATA_TYPE = {"u8": 1, "u16": 5, "i16": 7, "f32": 13}
VALUE = {"u8": ctypes.c_uint8, "u16": ctypes.c_uint16, "i16": ctypes.c_int16, "f32": c_float}
REPLICATE, ROUND_NEAR, MASK_3X3, DISTANCE_L1 = 1, 1, 33, 2
BILATERAL_GAUSS, LINEAR = 100, 2


class Size(ctypes.Structure):
    """IppiSize."""

    _fields_ = [("width", c_int), ("height", c_int)]


class Rectangle(ctypes.Structure):
    """IppiRect."""

    _fields_ = [("x", c_int), ("y", c_int), ("width", c_int), ("height", c_int)]


class Version(ctypes.Structure):
    """IppLibraryVersion."""

    _fields_ = [("numbers", c_int * 4), ("cpu", ctypes.c_char * 4), ("name", ctypes.c_char_p),
                ("version", ctypes.c_char_p), ("date", ctypes.c_char_p), ("interface", c_int)]


LETTERS = {"p": c_void_p, "i": c_int, "u": c_uint, "f": c_float, "d": c_double, "S": Size,
           "R": Rectangle}
LIBRARIES = {}


class StatusError(RuntimeError):
    """A function of IPP refused its arguments."""


def start(_threads):
    """Loads the libraries (LD_LIBRARY_PATH must hold them) and picks the instruction set."""
    for name in ("core", "vm", "s", "i", "cv", "cc"):
        LIBRARIES[name] = ctypes.CDLL(f"libipp{name}.so.12", mode=ctypes.RTLD_GLOBAL)
    status = LIBRARIES["core"].ippInit()
    if status < 0:
        raise StatusError(f"ippInit: status {status}")


def version():
    """Version and the instruction set that IPP chose."""
    function = LIBRARIES["i"].ippiGetLibVersion
    function.restype, function.argtypes = POINTER(Version), []
    found = function().contents
    return f"{found.version.decode().split(' ')[0]} ({found.cpu.decode()})"


def function(name, signature, sample="u8"):
    """The function `name`, or None if the libraries have none; it raises on a bad status."""
    for library in ("i", "cv", "cc"):
        pointer = getattr(LIBRARIES[library], name, None)
        if pointer is not None:
            break
    else:
        return None
    pointer.restype = c_int
    pointer.argtypes = [VALUE[sample] if c == "b" else LETTERS[c] for c in signature]

    def call(*arguments):
        status = pointer(*arguments)
        if status < 0:
            raise StatusError(f"{name}: status {status}")
        return status
    return call


def sizes(name, signature, *arguments, count=2):
    """Calls a function that ends in `count` pointers to int and gives what it stored there."""
    values = [c_int(0) for _ in range(count)]
    found = function(name, signature + "p" * count)
    found(*arguments, *(byref(value) for value in values))
    return [value.value for value in values]


def memory(size):
    """Aligned memory for a specification or a work buffer; keep the array while it is in use."""
    return aligned((max(size, 64),), np.uint8)


def address(array):
    return array.ctypes.data


class Picture:
    """What every filter of IPP takes: source, steps, result, size; and the suffix of its name."""

    def __init__(self, work, source):
        self.source, self.result = source, work.empty()
        self.size = Size(work.output_width, work.output_height)
        self.suffix = SAMPLE[work.input]
        if work.output != work.input:
            self.suffix += SAMPLE[work.output]
        self.suffix += f"_C{work.channels}R"
        self.channels, self.type = work.channels, DATA_TYPE[work.input]
        self.head = (address(source), source.strides[0], address(self.result),
                     self.result.strides[0], self.size)

    def black(self, work, by_value):
        """The unused border value: a number, or a pointer to one for each channel."""
        if by_value and work.channels == 1:
            return 0
        self.zeros = np.zeros(4, np.float32)
        return address(self.zeros)
