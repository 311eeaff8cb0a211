#!/usr/bin/env python3
"""Calibration files as other programs write them, and where OpenCV puts points by them.

usage: calibration-reference.py Tests/Reference/Cameras

OpenCV's files are written by cv2.FileStorage; R, P of the ROS pair come from cv2.stereoRectify; ROS
and Kalibr files are written by PyYAML in the layout of camera_calibration and Kalibr; the .tsai
files have the layout of the Ames Stereo Pipeline's manual. All numbers are made up.

points.txt has a line for each point: files, camera (from 0), x y z, `:`, u v. Points are in the
frame of the first camera, of .tsai files in their world, which is x forward, y right, z down.
"""

import sys
from pathlib import Path

import cv2
import numpy as np
import yaml

random = np.random.default_rng(7)
folder = Path(sys.argv[1])
points = []

SIZE = (1280, 960)
K1 = np.array([[905.25, 0, 643.75], [0, 903.5, 471.125], [0, 0, 1]])
K2 = np.array([[911.5, 0, 635.25], [0, 910.25, 481.5], [0, 0, 1]])
D1 = np.array([-0.2712, 0.0925, 0.00071, -0.00043, -0.0121])
D2 = np.array([-0.2655, 0.0871, -0.00012, 0.00052, -0.0102])
RATIONAL = np.array([0.31, -0.12, 0.0004, 0.0003, 0.011, 0.62, -0.09, 0.02])
FISH = np.array([-0.021, 0.0042, -0.0011, 0.0002])
KF = np.array([[421.5, 0, 639.25], [0, 422.25, 480.5], [0, 0, 1]])
R = cv2.Rodrigues(np.array([0.012, -0.021, 0.008]))[0]
T = np.array([-0.1203, 0.0014, 0.0021])


def put(files, camera, k, d, rotation, translation, fisheye=False, world=None):
    """Points of the picture, by OpenCV."""
    project = cv2.fisheye.projectPoints if fisheye else cv2.projectPoints
    for _ in range(8):
        seen = np.append(random.uniform(-0.55, 0.55, 2), 1) * random.uniform(0.5, 20)
        first = rotation.T @ (seen - translation)
        pixel, _ = project(seen.reshape(1, 1, 3), np.zeros(3), np.zeros(3), k, d)
        point = first if world is None else world(first)
        points.append(f"{files} {camera} {' '.join(repr(float(v)) for v in point)} : "
                      f"{' '.join(repr(float(v)) for v in pixel.ravel())}")


def storage(name, **values):
    file = cv2.FileStorage(str(folder / name), cv2.FILE_STORAGE_WRITE)
    for key, value in values.items():
        file.write(key, value)
    file.release()


def opencv():
    same = np.eye(3), np.zeros(3)
    head = {"calibration_time": "Sun Nov  1 10:20:30 2026", "nr_of_frames": 25,
            "image_width": SIZE[0], "image_height": SIZE[1], "board_width": 9}
    storage("opencv.yml", **head, camera_matrix=K1, distortion_coefficients=D1.reshape(5, 1),
            avg_reprojection_error=0.1873)
    put("opencv.yml", 0, K1, D1, *same)
    storage("opencv-rational.yml", **head, camera_matrix=K1,
            distortion_coefficients=RATIONAL.reshape(8, 1))
    put("opencv-rational.yml", 0, K1, RATIONAL, *same)
    storage("opencv-fisheye.yml", **head, fisheye_model=1, camera_matrix=KF,
            distortion_coefficients=FISH.reshape(4, 1))
    put("opencv-fisheye.yml", 0, KF, FISH, *same, fisheye=True)
    storage("opencv-intrinsics.yml", M1=K1, D1=D1.reshape(1, 5), M2=K2, D2=D2.reshape(1, 5))
    r1, r2, p1, p2, q, _, _ = cv2.stereoRectify(K1, D1, K2, D2, SIZE, R, T.reshape(3, 1))
    storage("opencv-extrinsics.yml", R=R, T=T.reshape(3, 1), R1=r1, R2=r2, P1=p1, P2=p2, Q=q)
    put("opencv-intrinsics.yml+opencv-extrinsics.yml", 0, K1, D1, *same)
    put("opencv-intrinsics.yml+opencv-extrinsics.yml", 1, K2, D2, R, T)
    return r1, r2, p1, p2


def matrix(value):
    value = np.atleast_2d(value)
    return {"rows": value.shape[0], "cols": value.shape[1],
            "data": [float(v) for v in value.ravel()]}


def write(name, value):
    (folder / name).write_text(yaml.safe_dump(value, sort_keys=False, default_flow_style=None))


def ros(r1, r2, p1, p2):
    for side, k, d, r, p in (("left", K1, D1, r1, p1), ("right", K2, D2, r2, p2)):
        write(f"ros-{side}.yaml", {
            "image_width": SIZE[0], "image_height": SIZE[1], "camera_name": f"narrow_stereo/{side}",
            "camera_matrix": matrix(k), "distortion_model": "plumb_bob",
            "distortion_coefficients": matrix(d), "rectification_matrix": matrix(r),
            "projection_matrix": matrix(p)})
    put("ros-left.yaml+ros-right.yaml", 0, K1, D1, np.eye(3), np.zeros(3))
    put("ros-left.yaml+ros-right.yaml", 1, K2, D2, R, T)
    write("ros-fisheye.yaml", {
        "image_width": SIZE[0], "image_height": SIZE[1], "camera_name": "front",
        "camera_matrix": matrix(KF), "distortion_model": "equidistant",
        "distortion_coefficients": matrix(FISH), "rectification_matrix": matrix(np.eye(3)),
        "projection_matrix": matrix(np.hstack([KF, np.zeros((3, 1))]))})
    put("ros-fisheye.yaml", 0, KF, FISH, np.eye(3), np.zeros(3), fisheye=True)


def kalibr():
    def camera(k, d, model, number, motion=None):
        lines = {"cam_overlaps": [1 - min(number, 1)], "camera_model": "pinhole",
                 "distortion_coeffs": [float(v) for v in d], "distortion_model": model,
                 "intrinsics": [float(k[0, 0]), float(k[1, 1]), float(k[0, 2]), float(k[1, 2])],
                 "resolution": list(SIZE), "rostopic": f"/cam{number}/image_raw"}
        if motion is not None:
            lines["T_cn_cnm1"] = [[float(v) for v in row] for row in motion]
        return lines

    def motion(rotation, translation):
        whole = np.eye(4)
        whole[:3, :3], whole[:3, 3] = rotation, translation
        return whole

    second = cv2.Rodrigues(np.array([-0.3, 0.05, 0.1]))[0], np.array([0.02, -0.31, 0.05])
    write("camchain.yaml", {
        "cam0": camera(K1, D1[:4], "radtan", 0),
        "cam1": camera(K2, D2[:4], "radtan", 1, motion(R, T)),
        "cam2": camera(KF, FISH, "equi", 2, motion(*second))})
    both = motion(*second) @ motion(R, T)
    put("camchain.yaml", 0, K1, D1[:4], np.eye(3), np.zeros(3))
    put("camchain.yaml", 1, K2, D2[:4], R, T)
    put("camchain.yaml", 2, KF, FISH, both[:3, :3], both[:3, 3], fisheye=True)


def tsai():
    center = np.array([0.41, -0.12, -1.53])
    ahead = np.array([0.9, 0.2, 0.38729833462074165])
    right = np.cross([0, 0, 1], ahead)
    right /= np.linalg.norm(right)
    rotation = np.stack([right, np.cross(ahead, right), ahead], axis=1)

    def world(seen):
        return rotation @ seen + center

    def text(name, head, scale, lens, directions=("1 0 0", "0 1 0", "0 0 1"), turn=np.eye(3)):
        k = K1 * scale
        numbers = [("fu", k[0, 0]), ("fv", k[1, 1]), ("cu", k[0, 2]), ("cv", k[1, 2])]
        lines = head + [f"{key} = {value!r}" for key, value in
                        ((key, float(value)) for key, value in numbers)]
        lines += [f"{d}_direction = {v}" for d, v in zip("uvw", directions)]
        lines.append("C = " + " ".join(repr(float(v)) for v in center))
        lines.append("R = " + " ".join(repr(float(v)) for v in (rotation @ turn).ravel()))
        if head:
            lines.append(f"pitch = {scale!r}")
        (folder / name).write_text("\n".join(lines + lens) + "\n")

    four = [f"{key} = {float(value)!r}" for key, value in zip(("k1", "k2", "p1", "p2"), D1)]
    text("old.tsai", [], 1.0, four)
    # The camera's own frame lies otherwise: u along its y, v against its x.
    turn = np.array([[0.0, 1, 0], [-1, 0, 0], [0, 0, 1]])
    text("version-3.tsai", ["VERSION_3"], 0.0064, ["TSAI"] + four, ("0 1 0", "-1 0 0", "0 0 1"),
         turn)
    text("version-4.tsai", ["VERSION_4", "PINHOLE"], 0.0064,
         ["TSAI"] + four + [f"k3 = {float(D1[4])!r}"])
    text("fisheye.tsai", ["VERSION_4", "PINHOLE"], 1.0,
         ["FISHEYE"] + [f"k{i + 1} = {float(v)!r}" for i, v in enumerate(FISH)])
    same = np.eye(3), np.zeros(3)
    put("old.tsai", 0, K1, D1[:4], *same, world=world)
    put("version-3.tsai", 0, K1, D1[:4], *same, world=world)
    put("version-4.tsai", 0, K1, D1, *same, world=world)
    put("fisheye.tsai", 0, K1, FISH, *same, fisheye=True, world=world)


ros(*opencv())
kalibr()
tsai()
(folder / "points.txt").write_text("\n".join(points) + "\n")
