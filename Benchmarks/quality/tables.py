"""The page of figures: our methods, and beside them what other programs reached."""

import json

from suite.command import ROOT

from .elsewhere import KODAK, NOISE

GROUPS = {"colour": range(1, 9), "print": range(9, 13), "colour and print": range(1, 13),
          "fine": range(13, 17), "moon": range(17, 20), "rover": range(20, 22)}


PEERS = ROOT / "Benchmarks/Results/debayer-peers.json"


def others(file=PEERS):
    """The figures of other programs on the rendered pictures, when they were taken."""
    return json.loads(file.read_text()) if file.exists() else None


def page(result, peers):
    """The Markdown page."""
    methods = result["methods"]
    best = sorted(methods, key=lambda m: -methods[m]["kodak"]["mean"]["cpsnr"])
    parts = [
        "# Debayer quality", "",
        "Written by `make quality`; every picture is in `debayer-quality.json`, the protocol in "
        "`../README.md`.", "",
        f"{result['date']}, {result['processor']}, commit {result['commit']}, program "
        f"{result['program']}; rendered pictures {result['rendered']['srgb8'][:16]}.", "",
        "## Kodak, 24 pictures, 8 bits", "",
        *kodak(methods, best), "",
        "Rows in italics: other programs, measured earlier under the same protocol, and so were "
        "their times.", "",
        "## Rendered, 21 pictures, 8 bits", "",
        *rendered(methods, best, peers, result), "",
        "## Rendered, CPSNR by kind of picture", "",
        *kinds(methods, best, peers), "",
        "## Depth: rendered, linear light, unrounded", "",
        *depth(methods, best), "",
        "## Phases: mirrored so that all four see the same samples", "",
        *phases(methods, best), ""]
    return "\n".join(parts)


def opening(result, title):
    """The first lines of a page of judged simulated pairs: what was judged, and missed floors."""
    commit, _, change = result["built"].partition("-")
    built = commit[:12] + (f", {change}" if change else "")
    findings = ([f"- **{sentence}**" for sentence in result["missed"]]
                or ["No floor is missed (`../README.md` lists them)."])
    return [
        f"# {title}", "",
        f"Written by `make quality`; every figure is in `{title.lower().replace(' ', '-')}.json`, "
        "the protocol in `../README.md`.", "",
        f"{result['date']}, {result['processor']}, commit {result['commit']}, program "
        f"{result['program']} (built from {built}); simulated pairs "
        f"{result['simulated'][:16]}.", "",
        "## FLOORS THAT ARE MISSED" if result["missed"] else "## Floors", "", *findings, ""]


def table(head, rows):
    """A table of Markdown; numbers to the right."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" + "---:|" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def figure(value, digits=2):
    return "–" if value is None else f"{value:.{digits}f}"


def kodak(methods, best):
    rows = []
    for name in best:
        mean = methods[name]["kodak"]["mean"]
        rows.append((mean["cpsnr"], [
            f"**{name}**", figure(mean["cpsnr"]), figure(mean["cpsnr_b0"]),
            figure(mean["ssim"], 4), figure(mean["zipper"], 1), figure(mean["falsecol"], 1),
            figure(methods[name]["noise5"]["mean"]["cpsnr"]),
            figure(methods[name]["msPerMegapixel"], 1)]))
    for name, cpsnr, whole, zipper, colour, speed in KODAK:
        rows.append((cpsnr, [f"*{name}*", figure(cpsnr), whole or "–", "–", zipper or "–",
                             colour or "–", figure(NOISE.get(name)), speed or "–"]))
    rows.sort(key=lambda row: -row[0])
    return table(["method", "CPSNR", "whole picture", "SSIM", "zipper %", "false colour",
                  "CPSNR, noise σ 5", "CPU ms/MP"], [row for _, row in rows])


def rendered(methods, best, peers, result):
    keys = (("cpsnr", 2), ("cpsnr_b0", 2), ("ssim", 4), ("zipper", 1), ("falsecol", 1))
    means = {f"**{n}**": methods[n]["rendered"]["mean"] for n in best}
    if peers:
        means |= {f"*{n}*": p["mean"] for n, p in peers["methods"].items()}
    rows = [[n, *(figure(mean[k], d) for k, d in keys)] for n, mean in
            sorted(means.items(), key=lambda item: -item[1]["cpsnr"])]
    yield from table(["method", "CPSNR", "whole picture", "SSIM", "zipper %", "false colour"], rows)
    if peers and peers["rendered"] != result["rendered"]["srgb8"]:
        yield from ("", "The rows in italics were taken on another rendering of the pictures.")


def kinds(methods, best, peers):
    images = {f"**{n}**": methods[n]["rendered"]["images"] for n in best}
    if peers:
        images |= {f"*{n}*": p["images"] for n, p in peers["methods"].items()}
    rows = []
    for name, pictures in images.items():
        row = []
        for numbers in GROUPS.values():
            values = [p["cpsnr"] for n, p in pictures.items() if int(n[:2]) in numbers]
            row.append(sum(values) / len(values))
        rows.append((sum(row), [name, *map(figure, row)]))
    rows.sort(key=lambda row: -row[0])
    count = [f"{name} ({len(numbers)})" for name, numbers in GROUPS.items()]
    return table(["method", *count], [row for _, row in rows])


def depth(methods, best):
    cases = ("linear12", "linear16")
    return table(["method", "12 bits", "12 bits, whole", "16 bits", "16 bits, whole"],
                 [[f"**{n}**", *(figure(methods[n][c]["mean"][k], 3) for c in cases
                                 for k in ("cpsnr", "cpsnr_b0"))] for n in best])


def phases(methods, best):
    names = ("RGGB", "GRBG", "GBRG", "BGGR")
    rows = []
    for name in best:
        values = [methods[name][f"phase-{p}"]["mean"]["cpsnr"] for p in names]
        rows.append([f"**{name}**", figure(values[0], 3),
                     *(f"{v - values[0]:+.4f}" for v in values[1:])])
    return table(["method", *names], rows)


def compact(result):
    """JSON with a line for each picture, three digits behind the point."""
    def rounded(value):
        if isinstance(value, float):
            return round(value, 3)
        if isinstance(value, dict):
            return {k: rounded(v) for k, v in value.items()}
        return value

    def lines(value, depth):
        nested = isinstance(value, dict) and any(isinstance(v, dict) for v in value.values())
        if not nested:
            return json.dumps(value, ensure_ascii=False)
        pad = " " * (depth + 1)
        inner = ",\n".join(f"{pad}{json.dumps(k)}: {lines(v, depth + 1)}" for k, v in value.items())
        return f"{{\n{inner}\n{' ' * depth}}}"
    return lines(rounded(result), 0) + "\n"
