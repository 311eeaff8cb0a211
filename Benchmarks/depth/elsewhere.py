"""What other programs reached on the shared pictures with the same judge."""

# name: {scene: bad-1 %}, sub-pixel RMS and pixel-locking of syn_clean, px; None where not known
OTHERS = {
    "OpenCV SGBM, 5 paths, block 3, filled": ({"tsukuba:all": 6.7, "cones:all": 11.6}, 0.122, 0.10),
    "OpenCV SGBM, 8 paths, filled": (
        {"tsukuba:all": 5.5, "cones:all": 11.6, "cones:nonocc": 4.7}, 0.118, 0.10),
    "OpenCV SGBM, 8 paths, WLS": (
        {"tsukuba:all": 5.7, "cones:all": 11.0, "cones:nonocc": 4.2}, 0.166, None),
    "ELAS (Middlebury setting)": ({"tsukuba:all": 6.9, "cones:all": 15.5}, 0.296, 0.295),
    "block matching 9": ({"tsukuba:all": 18.3, "cones:all": 23.2}, 0.081, 0.02),
}

# The default is to be no worse than OpenCV's method of the same kind.
RIVAL = "OpenCV SGBM, 8 paths, filled"
