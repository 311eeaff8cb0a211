#!/usr/bin/env python3
"""Where other programs put points: values that the camera models are held against.

usage: camera-reference.py > Tests/Reference/Cameras/projections.txt

Brown–Conrady and Kannala–Brandt come from OpenCV (cv2.projectPoints, cv2.fisheye.projectPoints).
Beyond 90° from the axis, where OpenCV's fisheye gives nothing, and for CAHV, CAHVOR and CAHVORE,
the published formulas are written out here in Python, equations solved by bisection
(scipy.optimize.brentq), nothing shared with the Swift code. The vectors are those of labels of
Opportunity (1F483288473EFFCMUFP1214L0M1: a front Hazcam, 1N491020376ILFCNY9P0706L0M1: a Navcam) and
Curiosity (NLB_516721703EDR_F0540992CCAM15900M1: a Navcam) in NASA's Planetary Data System. O, which
labels state to six digits, is scaled to length 1.

Columns: model, its numbers, `:`, x y z of a point, `:`, u v of its picture.
brown: fx fy cx cy k1 k2 p1 p2 k3 k4 k5 k6. fisheye: fx fy cx cy k1 k2 k3 k4.
cahvore: C A H V O R E (3 numbers each), L. cahvor: without E and L. cahv: without O and R.
"""

import cv2
import numpy as np
from scipy.optimize import brentq

random = np.random.default_rng(20)

BROWN = [
    (1400, 1395, 961.5, 538.25, -0.28, 0.09, 0.0007, -0.0004, 0, 0, 0, 0),
    (1400, 1395, 961.5, 538.25, -0.28, 0.09, 0.0007, -0.0004, -0.012, 0.02, -0.003, 0.001),
    (620.857971191406, 622.298034667969, 526.128784179688, 374.273742675781,
     -0.331998556852341, 0.125557452440262, -0.000432605884270742, 0.00110327918082476,
     0, 0, 0, 0),
]
FISHEYE = [
    (560, 561, 639.5, 479.5, 0.0123, -0.0042, 0.0011, -0.0003),
    (300, 301.5, 511.2, 508.7, -0.031, 0.006, -0.0009, 0.00002),
]
HAZCAM = ([0.609331, -0.041064, -0.233849], [0.703447, -0.005161, 0.710729],
          [351.362, 452.204, 353.494], [35.8065, -1.75143, 682.705],
          [0.704402, -0.006062, 0.709775], [3e-06, -0.012015, -0.007525],
          [0.001442, 0.001522, 0.000483], 0.37)
CURIOSITY = ([1.01824, 0.66285, -1.84556], [-0.00209933, 0.687818, 0.725869],
             [-1225.78, 346.188, 366.946], [0.102318, -543.602, 1207.06],
             [-0.00209686, 0.687818, 0.725869], [0.0, 0.000118317, 0.0063923])
OPPORTUNITY = ([0.442604, -0.0611635, -1.25106], [0.93995, -0.338133, 0.0464979],
               [884.72, 981.763, 24.1472], [418.579, -152.039, 1245.75],
               [0.946551, -0.315595, 0.0666419], [0.00096, -0.002183, 0.018547])


def line(model, numbers, point, pixel):
    words = [" ".join(repr(float(n)) for n in part) for part in (numbers, point, pixel)]
    print(model, " : ".join(words))


def brown(numbers):
    fx, fy, cx, cy, *d = numbers
    matrix = np.array([[fx, 0, cx], [0, fy, cy], [0, 0, 1.0]])
    for _ in range(12):
        x, y = random.uniform(-0.6, 0.6, 2)
        point = np.array([x, y, 1.0]) * random.uniform(0.3, 30)
        found, _ = cv2.projectPoints(
            point.reshape(1, 1, 3), np.zeros(3), np.zeros(3), matrix, np.array(d))
        line("brown", numbers, point, found.ravel())


def fisheye(numbers):
    fx, fy, cx, cy, *k = numbers
    matrix = np.array([[fx, 0, cx], [0, fy, cy], [0, 0, 1.0]])
    for step in range(12):
        theta, phi = np.radians(7.3 * step + 0.5), random.uniform(0, 2 * np.pi)
        point = random.uniform(0.3, 30) * np.array(
            [np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), np.cos(theta)])
        found, _ = cv2.fisheye.projectPoints(
            point.reshape(1, 1, 3), np.zeros(3), np.zeros(3), matrix, np.array(k))
        line("fisheye", numbers, point, found.ravel())
    for degrees in (89.99, 90, 90.01, 95, 105):
        theta, phi = np.radians(degrees), random.uniform(0, 2 * np.pi)
        bent = theta * (1 + sum(c * theta ** (2 * n + 2) for n, c in enumerate(k)))
        point = [np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), np.cos(theta)]
        line("fisheye", numbers, point,
             (cx + fx * bent * np.cos(phi), cy + fy * bent * np.sin(phi)))


def linear(C, A, H, V, direction):
    return direction @ H / (direction @ A), direction @ V / (direction @ A)


def cahvor(C, A, H, V, O, R, point):
    d = point - C
    along = d @ O
    across = d - along * O
    tau = across @ across / along ** 2
    return linear(C, A, H, V, d + (R[0] + R[1] * tau + R[2] * tau ** 2) * across)


def cahvore(C, A, H, V, O, R, E, L, point):
    d = point - C
    along = d @ O
    across = d - along * O
    size = np.linalg.norm(across)

    def miss(t):
        return (along * np.sin(t) - size * np.cos(t)
                - (t - np.sin(t)) * (E[0] + E[1] * t ** 2 + E[2] * t ** 4))

    theta = brentq(miss, 0, 2.2, xtol=1e-15, rtol=1e-15)
    chi = np.tan(L * theta) / L if L > 0 else theta if L == 0 else np.sin(L * theta) / L
    grown = 1 + R[0] + R[1] * chi ** 2 + R[2] * chi ** 4
    return linear(C, A, H, V, size / chi * O + grown * across)


def vectors(name, model, numbers, widest):
    numbers = [np.array(n, dtype=float) for n in numbers]
    flat = np.concatenate([np.atleast_1d(n) for n in numbers])
    C, A = numbers[:2]
    if len(numbers) > 4:
        numbers[4] = numbers[4] / np.linalg.norm(numbers[4])
    side = np.cross(A, [0.3, 0.5, -0.7])
    side /= np.linalg.norm(side)
    for step in range(12):
        theta, phi = np.radians(widest * (step + 0.5) / 12), random.uniform(0, 2 * np.pi)
        other = np.cross(A, side)
        direction = (np.cos(theta) * A / np.linalg.norm(A)
                     + np.sin(theta) * (np.cos(phi) * side + np.sin(phi) * other))
        point = C + direction * random.uniform(0.5, 20)
        line(name, flat, point, model(*numbers, point))


def main():
    for numbers in BROWN:
        brown(numbers)
    for numbers in FISHEYE:
        fisheye(numbers)
    vectors("cahvore", cahvore, HAZCAM, 75)
    vectors("cahvore", cahvore, HAZCAM[:7] + (1.0,), 40)
    vectors("cahvore", cahvore, HAZCAM[:7] + (0.0,), 75)
    vectors("cahvore", cahvore, HAZCAM[:7] + (-0.5,), 60)
    vectors("cahvor", cahvor, CURIOSITY, 32)
    vectors("cahvor", cahvor, OPPORTUNITY, 32)
    vectors("cahv", lambda C, A, H, V, point: linear(C, A, H, V, point - C), CURIOSITY[:4], 32)


main()
