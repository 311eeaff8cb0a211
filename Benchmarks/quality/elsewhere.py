"""What other programs reached on the Kodak pictures under the same protocol."""

# name, CPSNR, the same without the border cut, zipper %, false colour, CPU ms a megapixel
KODAK = [
    ("LMMSE (librtprocess, no refinement)", 40.20, "40.06", "4.9", "2.7", "26.8"),
    ("ARI (Python)", 39.82, None, None, None, "26800"),
    ("MLRI (Python)", 39.61, "39.20", None, None, "550"),
    ("Menon 2007 (colour-demosaicing)", 39.27, "39.20", "7.5", "3.0", "170–285"),
    ("AMaZE (librtprocess)", 39.20, "39.09", "7.8", "3.1", "28.5"),
    ("HPHD", 39.20, "35.45", None, None, "11.3"),
    ("RI (Python)", 38.65, "37.84", None, None, "490"),
    ("AHD (LibRaw)", 37.10, "34.2", None, None, None),
    ("RCD", 36.95, "34.00", None, None, "7.6"),
    ("Malvar 2004", 35.78, "35.34", "24.6", "5.3", "50"),
    ("VNG (OpenCV)", 35.24, "33.47", None, None, "5.1"),
    ("bilinear", 30.24, "29.1–29.5", None, None, "1.1"),
]

# name: CPSNR with Gaussian noise of 5 codes on the mosaic
NOISE = {
    "LMMSE (librtprocess, no refinement)": 33.51, "RI (Python)": 33.30,
    "AMaZE (librtprocess)": 33.09, "Menon 2007 (colour-demosaicing)": 32.87,
    "Malvar 2004": 31.87, "bilinear": 29.15,
}
