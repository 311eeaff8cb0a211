"""colour-demosaicing: research code in NumPy, in single precision, which is its fastest."""

import warnings

import numpy as np

from .plan import Plan

NAMES = {"bilinear": "bilinear", "malvar": "Malvar2004", "menon": "Menon2007"}
# Where differences of the directions are equal but for rounding, either may be taken.
TIES = {"share": 1e-3, "note": "up to 1 in 1000 samples may differ: ties of directions"}
package = None


def start(_threads):
    """Floats of 32 bits throughout; the module is slow to load and warns of missing plots."""
    global package
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from colour.utilities import set_default_float_dtype
        import colour_demosaicing
    set_default_float_dtype(np.float32)
    package = colour_demosaicing


def version():
    return package.__version__


def prepare(work, source):
    """The plan for a work, or None where the package has no equivalent."""
    if work.operation != "debayer" or work.input != "f32" or work["method"] not in NAMES:
        return None
    method = getattr(package, f"demosaicing_CFA_Bayer_{NAMES[work['method']]}")
    pattern, result = work["pattern"], []

    def run():
        result[:] = [method(source, pattern)]
    more = TIES if work["method"] == "menon" else {"note": "another border"}
    return Plan(run, lambda: np.asarray(result[0], np.float32), interior=10, **more)
