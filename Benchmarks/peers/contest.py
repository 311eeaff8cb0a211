"""One run of the program: what to race, the race, the files it leaves, the verdict."""

import datetime
import json
import sys

from . import environment, figures, machine, table
from .agreement import said
from .alone import MadeUp
from .client import TITLES, Client
from .failure import DISAGREEMENT, USAGE, Failure
from .family import FAMILIES
from .ours import Albedo
from .race import Race
from .state import State


def run(options, root):
    """Races and writes; 0, or 1 when results differ."""
    build = root / ".build"
    scratch = build / "compare-works"
    alone, family = options.peers_only, FAMILIES[options.family]
    program = MadeUp(scratch) if alone else Albedo(options.albedo, scratch, family.threads)
    cases = chosen(program.cases(), options.cases, family)
    state = State(build / "compare-state.jsonl", f"{program.key}-{environment.digest()}",
                  options.fresh)
    pinned = machine.pin(family.threads)
    versions = {}
    for name in options.peers:
        client = Client(name, options.venv, family.threads)
        answer = client.ask("version")
        client.close()
        if answer is None:
            raise Failure(f"{TITLES[name]} does not start", "Leave it out with --peers.")
        versions[name] = answer["version"]
    race = Race(program, cases, list(options.peers), options.launches, state, options.venv,
                family.threads)
    race.run()
    rows = figures.rows(race, family)
    isa = instruction_set(race)
    title = family.title if race.raced else "The peers alone"
    text = table.page(rows, head(title, root, versions, pinned, race, isa), race.peers, race.raced,
                      isa)
    output = options.output or (None if alone else root / "Benchmarks/Results" / family.result)
    if output:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text)
        output.with_suffix(".jsonl").write_text("".join(
            json.dumps(line) + "\n" for line in measurements(race)))
        print(f"compare: wrote {output}", file=sys.stderr)
    else:
        print(text)
    return verdict(race)


def chosen(cases, prefixes, family):
    """The cases of the family that begin with one of the prefixes; all of them without any."""
    cases, first = [case for case in cases if family.holds(case)], family.prefixes[0]
    if not cases:
        raise Failure(f"the program lists no case that begins with `{first}.`",
                      "Run `albedo bench --list --json`; an older program has none.")
    for prefix in prefixes:
        if not any(case.startswith(prefix) for case in cases):
            raise Failure(f"no case of this family begins with {prefix!r}",
                          "`albedo bench --list` shows them; --family names another.", USAGE)
    return [case for case in cases if not prefixes or case.startswith(tuple(prefixes))]


def instruction_set(race):
    """The set that the program chose by itself."""
    for case in race.cases:
        for launch in range(race.launches):
            found = (race.state.get("times", launch, case) or {}).get("ours")
            if found:
                return found["isa"]
    return "none"


def head(title, root, versions, pinned, race, isa):
    peers = ", ".join(f"{TITLES[name]} {version}" for name, version in versions.items())
    ours = f" Ours: {isa} and, limited, avx2." if race.raced else " Made-up works."
    ratios = f"A ratio is peer / ours, {isa} / avx2 in a cell. " if race.raced else ""
    several = "s" if race.threads > 1 else ""
    workers = f"{race.threads} threads" if several else "one thread"
    places = " and ".join(map(str, pinned))
    where = f"pinned to processor{several} {places}" if pinned else "not pinned"
    return (f"# {title}\n\n{datetime.date.today()}, {machine.processor()}, commit "
            f"{machine.revision(root)}.\n{peers}.{ours}\n1920×1080, {workers}, {where}; ms, the "
            f"median over {race.launches} launches.\n{ratios}Benchmarks/README.md "
            "explains the columns.\n")


def measurements(race):
    """Every measurement and comparison as a line."""
    for (kind, where, case), value in race.state.found.items():
        if case not in race.cases:
            continue
        if kind == "agreement":
            yield {"type": "agreement", "case": case, "peer": where} | value
        elif kind == "times" and where < race.launches:
            for side, figures_of_side in value.items():
                yield {"type": "time", "case": case, "launch": where, "side": side,
                       **figures_of_side}


def verdict(race):
    """Says which results differ; 1 if one of ours is wrong, or if no peer agrees with it."""
    status = 0
    for case in race.cases:
        found = {name: race.state.get("agreement", name, case) or {} for name in race.peers}
        found = {n: result for n, result in found.items() if result and not result.get("skip")}
        differ = [name for name, result in found.items() if not result["agrees"]]
        wrong = [f"{TITLES[name]} disagrees (max {said(found[name])})" for name in differ]
        ours = [side for launch in range(race.launches) for name, side in
                (race.state.get("times", launch, case) or {}).items() if name.startswith("ours")]
        same = [name for name, result in found.items() if not result.get("other")]
        if same and set(same) <= set(differ):
            wrong.append("no peer agrees")
            status = DISAGREEMENT
        if not all(side["right"] for side in ours) or len({side["hash"] for side in ours}) > 1:
            wrong.append("our hash is not the expected one in every run")
            status = DISAGREEMENT
        for line in wrong:
            print(f"compare: {case}: {line}", file=sys.stderr)
    return status
