"""Intact HD downlinks: the sample frames as PNG, packed raw and companded JPEG with markers."""

import hashlib

import cv2
import numpy as np

RIG = """version: 1
name: drill
cameras:
  - name: left
    sensor: {{width: {width}, height: {height}, pattern: RGGB, validBits: {bits}, black: 64,
      white: 4095{companding}}}
    intrinsics: {{focalX: 1494, focalY: 1494, centreX: 960, centreY: 540}}
    pose: {{position: [0.23, 0, 0.25], quaternion: [0.5, -0.5, 0.5, -0.5]}}
"""
FORMATS = ("raw12", "png", "jpeg")


def sources(samples):
    """The codes of two sample frames, and of the same upside down: four mosaics of 12 bits."""
    found = []
    for name in ["left-before", "right-after"]:
        path = samples / "frames" / f"{name}.png"
        codes = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        found += [codes, codes[::-1].copy()]
    return found


def encoded(codes, form):
    """The file of a frame."""
    if form == "raw12":
        pairs = codes.reshape(-1, 2).astype(np.uint16)
        low = (pairs[:, 0] & 15) | (pairs[:, 1] & 15) << 4
        return np.stack([pairs[:, 0] >> 4, pairs[:, 1] >> 4, low], 1).astype(np.uint8).tobytes()
    if form == "png":
        return cv2.imencode(".png", codes)[1].tobytes()
    received = np.sqrt(codes / 4095) * 255 + 0.5
    # A marker after each row of blocks.
    options = [cv2.IMWRITE_JPEG_QUALITY, 92, cv2.IMWRITE_JPEG_RST_INTERVAL, codes.shape[1] // 8]
    return cv2.imencode(".jpg", received.astype(np.uint8), options)[1].tobytes()


def decoded(data, form, shape):
    """The codes of an intact file, read by others."""
    if form == "raw12":
        triples = np.frombuffer(data, np.uint8).reshape(-1, 3).astype(np.uint16)
        first = triples[:, 0] << 4 | triples[:, 2] & 15
        return np.stack([first, triples[:, 1] << 4 | triples[:, 2] >> 4], 1).reshape(shape)
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED).astype(np.uint16)


def write(folder, form, mosaics):
    """An intact downlink of one format."""
    (folder / "frames").mkdir(parents=True, exist_ok=True)
    height, width = mosaics[0].shape
    companding = ", companding: {kind: square-root, linearBits: 12}" if form == "jpeg" else ""
    (folder / "rig.yaml").write_text(RIG.format(
        width=width, height=height, bits=8 if form == "jpeg" else 12, companding=companding))
    lines = ["version: 1", f"name: drill-{form}", "summary: Simulated frames, stored anew.",
             "rig: rig.yaml", "simulated: true", "frames:"]
    for number, codes in enumerate(mosaics):
        data = encoded(codes, form)
        name = f"frames/{number}.{form}"
        (folder / name).write_bytes(data)
        layout = f", layout: '{width}x{height}:raw12'" if form == "raw12" else ""
        lines.append(f"  - {{id: f{number}, camera: left, file: {name}, clock: {10 * number}.5, "
                     f"sha256: {hashlib.sha256(data).hexdigest()}{layout}}}")
    (folder / "downlink.yaml").write_text("\n".join(lines) + "\n")
