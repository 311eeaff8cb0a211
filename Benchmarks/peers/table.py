"""The Markdown table of a race."""

import statistics

from .agreement import said
from .client import TITLES
from .figures import geometric_mean

OURS, OURS_AVX2 = "ours", "ours avx2"


def page(rows, head, peers, raced, isa):
    """The whole page: head, a table for each operation, notes, and the summary."""
    parts = [head]
    for operation in dict.fromkeys(row.operation for row in rows):
        group = [row for row in rows if row.operation == operation]
        parts += [f"## {operation}\n", table(group, peers, raced, isa), notes(group, peers)]
    if raced:
        parts += ["## Summary\n", summary(rows, peers, isa)]
    return "\n".join(part for part in parts if part)


def table(rows, peers, raced, isa):
    titles = ["case"] + ([f"ours {isa}", "ours avx2"] if raced else [])
    titles += [TITLES[name] for name in peers]
    titles += ["to OpenCV", "to the fastest"] if raced else ["fastest"]
    titles += ["spread"]
    lines = [titles, ["---"] + ["--:"] * (len(titles) - 1)]
    lines += [cells(row, peers, raced) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def cells(row, peers, raced):
    line = [row.name]
    line += [milliseconds(row, side) for side in ((OURS, OURS_AVX2) if raced else ())]
    line += [milliseconds(row, name) for name in peers]
    best = row.fastest(peers)
    if raced:
        line += [pair(row, "opencv"), f"{pair(row, best)} {TITLES[best]}" if best else "–"]
    else:
        line.append(TITLES[best] if best else "–")
    return line + [f"{100 * row.spread():.0f} %"]


def milliseconds(row, side):
    if side in row.times:
        other = (row.agreements.get(side) or {}).get("other")
        return f"{'≈ ' if other else ''}{row.times[side].median:.3f}"
    result = row.agreements.get(side) or {"skip": True}
    return "–" if result.get("skip") else f"disagrees (max {said(result)})"


def pair(row, peer):
    ratios = [row.ratio(side, peer) for side in (OURS, OURS_AVX2)]
    return " / ".join("–" if ratio is None else f"{ratio:.2f}" for ratio in ratios)


def notes(rows, peers):
    """What the peers did differently in these cases, one line for each remark."""
    remarks = {}
    for row in rows:
        for name in peers:
            result = row.agreements.get(name) or {}
            if result.get("note") and not result.get("skip"):
                remarks.setdefault((name, result["note"]), []).append(result)
    lines = [f"{TITLES[name]}, {len(results)} of {len(rows)}: {note}; {difference(results)}."
             for (name, note), results in remarks.items()]
    return "\n".join(f"- {line}" for line in lines) + "\n" if lines else ""


def difference(results):
    """How far the results of a peer are from ours; on average where its method is another."""
    if any(result["unit"] == "area" for result in results):
        return f"differs by {said(max(results, key=lambda r: r['max']))}"
    if any(result.get("other") for result in results):
        return f"{100 * max(result['mean'] for result in results):.1f} % of the range on average"
    largest = [said(max(found, key=lambda r: r["max"])) + (
        " of the range" if unit == "range" else " codes") for unit in ("codes", "range")
        if (found := [r for r in results if r["unit"] == unit])]
    return f"largest difference {', '.join(largest)}"


def summary(rows, peers, isa):
    lines = ["| | " + isa + " | avx2 |", "|---|--:|--:|"]
    against = [[r for row in rows if (r := row.ratio(side, "opencv"))]
               for side in (OURS, OURS_AVX2)]
    fastest = [[(r, row) for row in rows
                if (best := row.fastest(peers)) and (r := row.ratio(side, best))]
               for side in (OURS, OURS_AVX2)]
    lines.append(entry("OpenCV / ours, geometric mean", against, geometric_mean))
    lines.append(entry("OpenCV / ours, median", against, statistics.median))
    lines.append(entry("fastest peer / ours, geometric mean", [
        [r for r, _ in side] for side in fastest], geometric_mean))
    lines.append(entry("rows at least as fast as the fastest peer", fastest, lambda side: (
        f"{sum(r >= 1 for r, _ in side)} of {len(side)} "
        f"({100 * sum(r >= 1 for r, _ in side) / len(side):.0f} %)")))
    lines.append(entry("worst row", fastest, lambda side: worst(side, peers)))
    return "\n".join(lines) + "\n"


def worst(side, peers):
    ratio, row = min(side, key=lambda item: item[0])
    return f"{row.name} {ratio:.2f} {TITLES[row.fastest(peers)]}"


def entry(title, sides, figure):
    values = [figure(side) if side else "–" for side in sides]
    shown = [value if isinstance(value, str) else f"{value:.2f}" for value in values]
    return f"| {title} | {' | '.join(shown)} |"
