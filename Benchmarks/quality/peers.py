"""Other programs on the rendered pictures: OpenCV's VNG and the package colour-demosaicing."""

import json
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from suite.command import Failure

from . import render
from .cases import Inputs
from .judge import replace
from .tables import PEERS, compact

PACKAGE = "colour-demosaicing==0.2.*"


def develop(task):
    """Debayers one mosaic with one program."""
    name, mosaic, target = task
    codes = cv2.imread(mosaic, cv2.IMREAD_UNCHANGED)
    if name == "VNG (OpenCV)":
        cv2.imwrite(target, cv2.cvtColor(codes, cv2.COLOR_BayerRGGB2BGR_VNG))
        return
    import colour_demosaicing as other
    method = {"Menon 2007 (colour-demosaicing)": other.demosaicing_CFA_Bayer_Menon2007,
              "Malvar 2004 (colour-demosaicing)": other.demosaicing_CFA_Bayer_Malvar2004,
              "bilinear (colour-demosaicing)": other.demosaicing_CFA_Bayer_bilinear}[name]
    light = method(codes.astype(np.float64), "RGGB")
    cv2.imwrite(target, np.clip(np.rint(light), 0, 255).astype(np.uint8)[..., ::-1])


NAMES = ("Menon 2007 (colour-demosaicing)", "VNG (OpenCV)", "Malvar 2004 (colour-demosaicing)",
         "bilinear (colour-demosaicing)")


def run(options):
    try:
        import colour_demosaicing  # noqa: F401
    except ImportError:
        raise Failure("colour-demosaicing is missing",
                      f"{sys.executable} -m pip install {PACKAGE}") from None
    inputs = Inputs(options.shared.absolute(), options.work.absolute())
    inputs.prepare(options.processes)
    case = next(c for c in inputs.cases if c.name == "rendered")
    result = {"rendered": render.digest(inputs.rendered, "srgb8"), "methods": {}}
    with tempfile.TemporaryDirectory() as folder:
        for name in NAMES:
            out = Path(folder, name)
            out.mkdir()
            tasks = [(name, str(inputs.mosaics(case) / f"{p}.png"), str(out / f"{p}.png"))
                     for p in inputs.pictures(case)]
            with ProcessPoolExecutor(options.processes) as pool:
                list(pool.map(develop, tasks))
            answer = Path(folder, "answer.json")
            inputs.call("judge_demosaic.py", "--gt", case.truth, "--out", out, "--json", answer,
                        *case.judging())
            result["methods"][name] = json.loads(answer.read_text())
            print(f"{name} {result['methods'][name]['mean']['cpsnr']:.2f}", flush=True)
    replace(PEERS, compact(result))
    return 0
