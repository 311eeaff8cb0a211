"""Intel IPP on mosaics: ippiCFAToRGB, which is bilinear in red and blue.

Green it takes from two neighbours, left and right or above and below, never from all four.
"""

from .ipp_library import SAMPLE, Rectangle, Size, address, function
from .plan import Plan

GRIDS = {"BGGR": 0, "RGGB": 1, "GBRG": 2, "GRBG": 3}


def debayer(work, source):
    """The plan for bytes and 16 bits."""
    if work["method"] != "bilinear" or work.input == "f32":
        return None
    result, size = work.empty(), Size(work.width, work.height)
    call = function(f"ippiCFAToRGB_{SAMPLE[work.input]}_C1C3R", "pRSipiii")
    arguments = (address(source), Rectangle(0, 0, work.width, work.height), size,
                 source.strides[0], address(result), result.strides[0], GRIDS[work["pattern"]], 0)

    def run(_alive=source):
        call(*arguments)
    return Plan(run, lambda: result, note="green from two neighbours", interior=2, other=True)
