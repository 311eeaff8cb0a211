"""What can be had of a damaged file by somebody who knows which bytes of it were hit.

Computed from the intact file and the truth of the damage alone, with numpy and zlib.
"""

import re
import zlib

import numpy as np


def hits(frame):
    """The bytes of the intact file that did not arrive as they were sent, as ranges."""
    found = [(offset, offset + count) for offset, count in frame["lost"]]
    found += [(offset, offset + 1) for offset, _ in frame["flips"]]
    if frame["cut"] is not None:
        found.append((frame["cut"], frame["bytes"]))
    return sorted(found)


def recoverable(data, form, shape, hit):
    """A mask of the pixels that can be had."""
    return {"raw12": raw12, "png": png, "jpeg": jpeg}[form](data, shape, hit)


def raw12(data, shape, hit):
    """Every pixel both of whose bytes arrived."""
    lost = np.zeros(len(data), bool)
    for begin, end in hit:
        lost[begin:end] = True
    triples = lost.reshape(-1, 3)
    return ~(triples[:, :2] | triples[:, 2:]).reshape(shape)


def png(data, shape, hit):
    """The rows that the compressed bytes before the first hit give."""
    first = hit[0][0] if hit else len(data)
    pixels, place = b"", 8
    while place + 8 <= first:
        length = int.from_bytes(data[place:place + 4], "big")
        if data[place + 4:place + 8] == b"IDAT":
            pixels += data[place + 8:min(first, place + 8 + length)]
        place += 12 + length
    count = len(zlib.decompressobj().decompress(pixels))
    mask = np.zeros(shape, bool)
    mask[:count // (1 + 2 * shape[1])] = True
    return mask


def jpeg(data, shape, hit):
    """The rows of blocks whose restart interval no hit touches, if none touches the header."""
    place = 2
    while data[place + 1] != 0xDA:
        place += 2 + int.from_bytes(data[place + 2:place + 4], "big")
    place += 2 + int.from_bytes(data[place + 2:place + 4], "big")
    mask = np.zeros(shape, bool)
    if hit and hit[0][0] < place:
        return mask
    for row, marker in enumerate(re.finditer(rb"\xff[\xd0-\xd7\xd9]", data[place:])):
        if row * 8 >= shape[0]:
            break
        end = place + marker.start()
        begin = place if row == 0 else last
        mask[8 * row:8 * row + 8] = not any(a < end and begin < b for a, b in hit)
        last = end + 2
    return mask
