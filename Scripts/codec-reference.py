#!/usr/bin/env python3
"""Digests of the pixels of public test pictures, as independent decoders see them.

usage: codec-reference.py FOLDER > Tests/Reference/Codecs/digests.txt

FOLDER holds the folders pngsuite, libjpeg-turbo and rabbit. Pillow decodes (its PNG reader is its
own, over zlib); PNG of 16 bits, which Pillow narrows, and PGM of 16 bits come from OpenCV.
Only digests are written, never pictures.

Columns: file, width, height, channels, bits, FNV-1a-64 of the samples, interleaved, row by row;
samples above 8 bits take two bytes, low byte first. Grey of 1, 2 and 4 bits keeps its codes,
palettes are looked up, transparent colours become alpha.
"""

import struct
import sys
import zlib
from pathlib import Path

import cv2
import numpy
from PIL import Image


def fnv1a64(data):
    digest = 0xCBF29CE484222325
    for byte in data:
        digest = ((digest ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return digest


def chunks(data):
    offset = 8
    found = {}
    while offset + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, offset)
        body = data[offset + 8:offset + 8 + length]
        crc, = struct.unpack_from(">I", data, offset + 8 + length)
        assert zlib.crc32(name + body) == crc
        found.setdefault(name, body)
        offset += 12 + length
    return found


def png(path):
    found = chunks(path.read_bytes())
    width, height, depth, color = struct.unpack(">IIBB", found[b"IHDR"][:10])
    key = found.get(b"tRNS")
    if color == 3:
        mode = "RGBA" if key else "RGB"
        return numpy.asarray(Image.open(path).convert(mode)), 8
    if depth == 16:
        pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        assert pixels.dtype == numpy.uint16
        if color == 4:  # OpenCV widens grey with alpha to BGRA
            pixels = pixels[..., [0, 3]]
        elif pixels.ndim == 3:
            if color in (0, 2):
                pixels = pixels[..., :3]
            pixels = pixels[..., [2, 1, 0] + [3] * (pixels.shape[2] == 4)]
            if color == 0:
                pixels = pixels[..., 0]
    else:
        pixels = numpy.asarray(Image.open(path)).astype(numpy.uint8)
        if depth < 8:
            scale = 1 if Image.open(path).mode == "1" else 255 // (2 ** depth - 1)
            assert numpy.all(pixels % scale == 0)
            pixels = pixels // scale
    if key:
        colors = numpy.array(struct.unpack(f">{len(key) // 2}H", key))
        planes = pixels.reshape(height, width, -1)
        assert planes.shape[2] == len(colors)
        opaque = numpy.any(planes != colors, axis=2, keepdims=True) * (2 ** depth - 1)
        pixels = numpy.concatenate([planes, opaque.astype(planes.dtype)], axis=2)
    return pixels, depth


def jpeg(path):
    return numpy.asarray(Image.open(path)), 8


def netpbm(path):
    pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if pixels.ndim == 3:
        pixels = pixels[..., ::-1]
    return pixels, 8 * pixels.dtype.itemsize


def main():
    folder = Path(sys.argv[1])
    readers = {".png": png, ".jpg": jpeg, ".pgm": netpbm, ".ppm": netpbm}
    skipped = {"monkey12.jpg"}
    for part in ("pngsuite", "libjpeg-turbo", "rabbit"):
        for path in sorted((folder / part).iterdir()):
            name = path.name
            is_broken = part == "pngsuite" and name.startswith("x") or "truncated" in name
            if is_broken or name in skipped or path.suffix not in readers:
                continue
            try:
                pixels, bits = readers[path.suffix](path)
            except Exception as error:
                print(f"{part}/{name}: {error!r}", file=sys.stderr)
                continue
            height, width = pixels.shape[:2]
            channels = 1 if pixels.ndim == 2 else pixels.shape[2]
            data = numpy.ascontiguousarray(pixels).astype(pixels.dtype.newbyteorder("<")).tobytes()
            print(f"{part}/{name} {width} {height} {channels} {bits} {fnv1a64(data):016x}")


main()
