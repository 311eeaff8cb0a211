"""The page of figures, and which floors they miss."""

from quality.tables import figure, opening, table

from .elsewhere import OTHERS, RIVAL

DEFAULT = "semi-global"
# Percent of ranges that are to lie within the reported 90 % error.
LEAST, MOST = 88, 95
CLEAN = "syn_clean:all"


def missed(result):
    """Floors that the default method misses, a sentence each."""
    found = []
    every = result["ranges"][DEFAULT]["all"]
    for key, name in (("within", "reported"), ("withinExact", "reported for an exact calibration")):
        share = every[key]
        if share is None or not LEAST <= share <= MOST:
            found.append(f"{figure(share, 1)} % of the ranges lie within the 90 % error {name}; "
                         f"{LEAST}–{MOST} % should.")
    bad, rms, _ = OTHERS[RIVAL]
    ours = result["disparities"][DEFAULT]
    for scene, most in bad.items():
        if ours[scene]["bad1"] > most:
            found.append(f"bad-1 of {scene} is {figure(ours[scene]['bad1'])} %; "
                         f"{RIVAL}, reached {most} %.")
    if ours[CLEAN]["subrms"] > rms:
        found.append(f"sub-pixel RMS of {CLEAN} is {figure(ours[CLEAN]['subrms'], 3)} px; "
                     f"{RIVAL}, reached {rms}.")
    return found


def page(result):
    """The Markdown page."""
    parts = [
        *opening(result, "Stereo quality"),
        "## Pictures with truth: pixels off by more than 1 px, %", "",
        *bad_pixels(result["disparities"]), "",
        "Unknown pixels count as bad; ours are filled (`--dense`). Rows in italics: other "
        "programs, measured earlier with the same judge.", "",
        "## Pictures with truth: fractions of a pixel", "",
        *fractions(result["disparities"]), "",
        "Of pixels within 1 px: RMS of the error, and the amplitude with which it follows the "
        "fraction of the true disparity, both in px.", ""]
    for method, judged in result["ranges"].items():
        name = f"`{method}`" + (", the default" if method == DEFAULT else "")
        parts += [f"## Ranges of simulated pairs: {name}", "", *distances(judged), "",
                  f"Shares outside of {LEAST}–{MOST} % are bold. Normal errors would have a ratio "
                  "of 2.44.", "", *outliers(judged), ""]
    return "\n".join(parts)


def bad_pixels(judged):
    scenes = list(judged[DEFAULT])
    rows = [[f"**{m}**", *(figure(figures[s]["bad1"]) for s in scenes)]
            for m, figures in judged.items()]
    rows += [[f"*{n}*", *(figure(bad.get(s), 1) for s in scenes)]
             for n, (bad, _, _) in OTHERS.items()]
    return table(["method", *(s.replace(":", ", ") for s in scenes)], rows)


def fractions(judged):
    scenes = [s for s in judged[DEFAULT] if s.endswith(":all")]
    rows = [[f"**{m}**", *(figure(figures[s][k], 3) for s in scenes for k in ("subrms", "lock"))]
            for m, figures in judged.items()]
    rows += [[f"*{n}*", *(figure(value, 3) if s == CLEAN else "–"
                          for s in scenes for value in (rms, lock))]
             for n, (_, rms, lock) in OTHERS.items()]
    names = [s.partition(":")[0] for s in scenes]
    return table(["method", *(f"{n}, {k}" for n in names for k in ("RMS", "locking"))], rows)


def groups(judged):
    """All pixels, then those in some place or at some distance, then scenes."""
    parts = {**judged["surroundings"], **judged["bands"]}
    return {"**all**": judged["all"], **{f"**{name}**": part for name, part in parts.items()},
            **judged["scenes"]}


def distances(judged):
    """Pixels that both cameras see: how many have a range, and how far it is off."""
    rows = [[name, thousands(f["seen"]), figure(f["known"], 1), share(f["within"]),
             share(f["withinExact"]), figure(f["beyondThrice"], 1), length(f["reported"]),
             length(f["off"]), figure(f["ratio"]), length(f["off90"])]
            for name, f in groups(judged).items()]
    return table(["seen by both", "1000 px", "with a range %", "within 90 % error %",
                  "within, calibration exact %", "beyond 3 times %", "reported, median mm",
                  "true, median mm", "ratio", "true, 90 of 100, mm"], rows)


def outliers(judged):
    """Pixels of which there should be no range: hidden from the right camera, or sky."""
    rows = []
    for name, f in groups(judged).items():
        row = [name, thousands(f["unseen"]), figure(f["unseenGiven"], 1),
               figure(f["unseenWrong"], 1)]
        sky, given, wrong = (f.get(k, 0) for k in ("sky", "skyGiven", "skyWrong"))
        row += [thousands(sky), figure(100 * given / sky if sky else None, 1),
                figure(100 * wrong / given if given else None, 1)]
        rows.append(row)
    return table(["not seen by both", "hidden, 1000 px", "with a range %", "of these wrong %",
                  "sky, 1000 px", "with a range %", "of these wrong %"], rows)


def thousands(count):
    return f"{count / 1000:.1f}"


def share(percent):
    """Percent, emphasised outside of what is aimed at."""
    text = figure(percent, 1)
    return text if percent is None or LEAST <= percent <= MOST else f"**{text}**"


def length(millimetres):
    return figure(millimetres, 2 if millimetres is not None and millimetres < 100 else 0)
