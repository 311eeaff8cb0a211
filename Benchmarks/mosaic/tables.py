"""The page of figures, and which floors they miss."""

from statistics import median

from quality.tables import figure, opening, table

# Grid error in px, step and non-uniformity in %, registration of 95 of 100 in px, SSIM.
WORST_GRID, STEP, UNEVEN, REGISTRATION, ALIKE = 0.5, 2, 3, 3, 0.85
# What is aimed at: grid errors, their median and the worst; the median at seams of lunar pairs.
MEDIAN_GRID, AIMED_GRID, AIMED_SEAM = 0.05, 0.15, 0.2
# Other programs on 24 pairs of the same kind and 3 with parallax, measured earlier with the same
# judge: pairs that succeed, of these with parallax, grid error, step at the seam.
OTHERS = {"OpenCV 5 Stitcher": ("8/24", "1/3", "–", "2.3"),
          "SIFT, RANSAC, feathered": ("24/24", "3/3", "0.049, worst 3.24", "5.2")}


def every(result, kind):
    """Name and figures of all pairs of a kind, shared and made."""
    return [(name, figures) for part in ("shared", "made")
            for name, figures in result[part].items() if name.startswith(kind)]


def missed(result):
    """Floors that are missed, a sentence each."""
    found = [f"{name} is refused or misplaced." for kind in ("hom_", "par_")
             for name, figures in every(result, kind) if not figures["ok"]]
    floors = {"hom_": (("hreg", WORST_GRID, "a grid error of", "px"),
                       ("step", STEP, "a step of", "%"),
                       ("nonuni", UNEVEN, "a non-uniformity of", "%")),
              "par_": (("reg95", REGISTRATION, "a registration of", "px"),)}
    for kind, limits in floors.items():
        for name, figures in every(result, kind):
            for key, most, what, unit in limits:
                if figures["ok"] and not figures[key] <= most:
                    found.append(f"{name} has {what} {figure(figures[key])} {unit}; "
                                 f"{most} at most.")
            if kind == "par_" and figures["ok"] and figures["ssim_ov"] < ALIKE:
                found.append(f"{name} has an SSIM of {figure(figures['ssim_ov'])}; "
                             f"{ALIKE} at least.")
    return found


def page(result):
    """The Markdown page."""
    return "\n".join([
        *opening(result, "Stitch quality"),
        "## All together", "", *together(result), "",
        "Rows in italics: other programs, measured earlier with the same judge on 24 other pairs "
        "of the same kind.", "",
        "## Photographs turned, tilted and darkened", "", *planes(result), "",
        f"Grid error: root mean square over the overlap; aimed at {MEDIAN_GRID} in the median, "
        f"{AIMED_GRID} at worst.", "",
        "## Parallax", "", *parallax(result), "",
        "The union holds what only the second picture shows; where that would be seen from the "
        "first one's place, no picture tells.", "",
        "## Lunar pairs, 1.5 EV apart", "", *simulated(result), "",
        "How far what touches at a seam is apart in the other picture, in px; aimed at "
        f"{AIMED_SEAM} in the median. The index tells places in eighths of a pixel, which alone "
        "gives 0.06; the ground is rougher than windows that are matched see, which gives 0.04 to "
        "0.09.", ""])


def together(result):
    planes = every(result, "hom_")
    done = [f for _, f in planes if f["ok"]]
    apart = every(result, "par_")
    grid = [f["hreg"] for f in done]
    ours = [f"{len(done)}/{len(planes)}", f"{sum(f['ok'] for _, f in apart)}/{len(apart)}",
            f"{figure(median(grid), 3)}, worst {figure(max(grid), 3)}",
            figure(max(f["step"] for f in done))]
    rows = [["**albedo**", *ours]] + [[f"*{name}*", *row] for name, row in OTHERS.items()]
    return table(["", "succeed", "with parallax", "grid error, median px", "step %"], rows)


def planes(result):
    rows = [[name.removeprefix("hom_"), figure(f.get("hreg"), 3), figure(f.get("reg95")),
             figure(f.get("step")), figure(f.get("nonuni")), figure(f.get("ssim_ov"), 3)]
            for name, f in every(result, "hom_")]
    return table(["photograph, overlap %", "grid error px", "95 of 100 within px", "step %",
                  "non-uniformity %", "SSIM of the overlap"], rows)


def parallax(result):
    rows = [[name.removeprefix("par_"), figure(f.get("reg50")), figure(f.get("reg95")),
             figure(f.get("step")), figure(f.get("nonuni")), figure(f.get("ssim_ov"), 3),
             figure(f.get("ssim_un"), 3)] for name, f in every(result, "par_")]
    return table(["pair", "50 of 100 within px", "95 of 100 within px", "step %",
                  "non-uniformity of the union %", "SSIM of the overlap", "of the union"], rows)


def simulated(result):
    rows = []
    for name, figures in result["lunar"].items():
        row = [name, figure(figures.get("overlap"), 1)]
        for geometry in ("rig", "pictures"):
            f = figures[geometry]
            row += [figure(f["median"]), figure(f["off90"]), figure(f["beyond"], 1)]
        rows.append(row)
    return table(["pair", "overlap %", *(f"{g}: {k}" for g in ("rig", "pictures alone")
                                 for k in ("median", "90 of 100", "beyond 1 px %"))], rows)
