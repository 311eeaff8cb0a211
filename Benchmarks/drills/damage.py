"""Damages HD frames, has them salvaged, and counts what is wrong, recovered and refused."""

import datetime
import hashlib
import json
import shutil
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from peers.machine import pin, processor, revision
from suite.command import ROOT, Failure

from . import frames, truth

RESULT = ROOT / "Benchmarks/Results/damage-drill.md"
PIPELINE = ROOT / "Benchmarks/drills/salvage.yaml"
# What each class damages, and in which strengths.
LOSSES = [{"blockLoss": r, "burst": b} for r, b in
          [(0.0007, 1), (0.002, 3), (0.01, 1), (0.01, 10), (0.05, 4), (0.1, 30)]]
CUTS = [{"truncation": 1}]
FLIPS = [{"flips": f} for f in (0.3, 1, 3, 30)]
CLASSES = [
    ("raw12", "listed", LOSSES), ("raw12", "cut", CUTS),
    ("png", "listed", LOSSES), ("png", "cut", CUTS), ("png", "flipped", FLIPS),
    ("png", "unlisted", LOSSES), ("png", "closed", LOSSES),
    ("jpeg", "listed", LOSSES), ("jpeg", "cut", CUTS), ("jpeg", "unlisted", LOSSES),
    ("jpeg", "closed", LOSSES),
]
# What happens to every downlink besides.
ALWAYS = {"receipts": "all", "duplicates": 0.1, "reordered": 0.3, "clockJumps": 0.3}


@dataclass
class Count:
    """What became of the frames of a class."""

    frames: int = 0          # damaged ones, copies left out
    copies: int = 0          # listed a second time, with the same products
    refused: int = 0
    crashed: int = 0
    kept: int = 0            # pixels outside the mask
    wrong: int = 0           # of these
    recoverable: int = 0
    recovered: int = 0
    unproven: int = 0        # frames that are damaged and match their receipt

    def add(self, other):
        for name, value in other.items():
            setattr(self, name, getattr(self, name) + value)


class Drill:
    """One program, its intact downlinks and what was counted before."""

    def __init__(self, albedo, work):
        if not albedo.is_file():
            raise Failure(f"there is no program at {albedo}", "make build, or name it: --albedo.")
        self.albedo = albedo
        self.work = work
        code = b"".join(f.read_bytes() for f in [albedo, *sorted(
            (ROOT / "Benchmarks/drills").glob("*"))] if f.is_file())
        self.hash = hashlib.sha256(code).hexdigest()[:16]
        self.state = work / f"damage-{self.hash}.jsonl"
        self.known = {}
        if self.state.exists():
            for line in self.state.read_text().splitlines():
                entry = json.loads(line)
                self.known[entry["run"]] = entry["count"]
        self.intact = {}

    def prepare(self):
        mosaics = frames.sources(ROOT / "SampleFrames")
        for form in frames.FORMATS:
            folder = self.work / "intact" / form
            frames.write(folder, form, mosaics)
            files = {p.stem: p.read_bytes() for p in (folder / "frames").glob("*")}
            self.intact[form] = {
                f"f{name}": (data, frames.decoded(data, form, mosaics[0].shape))
                for name, data in files.items()}
            # Others read the intact files as albedo does.
            answers, status = self.run(folder, self.work / "control")
            for name, (_, codes) in self.intact[form].items():
                found, mask = products(answers[name])
                if status != 0 or mask.any() or not np.array_equal(found, codes):
                    raise Failure(f"the intact {form} frames are read in two ways")
            shutil.rmtree(self.work / "control")

    def call(self, *words):
        return subprocess.run([str(self.albedo), *map(str, words)], capture_output=True, text=True)

    def run(self, downlink, output):
        """What `albedo run` says of each frame, and its status."""
        done = self.call("run", PIPELINE, downlink, "-o", output, "--jobs", 1, "--json", "--fresh")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        if not lines:
            raise Failure(f"albedo run says nothing: {done.stderr.strip()}")
        return {a["id"]: a for a in lines if a["type"] != "summary"}, done.returncode

    def one(self, form, kind, strength, seed):
        """Damages and salvages one downlink."""
        name = f"{form} {kind} {seed}"
        if name in self.known:
            return self.known[name]
        damaged, output = self.work / "damaged", self.work / "products"
        for folder in (damaged, output):
            shutil.rmtree(folder, ignore_errors=True)
        settings = {**ALWAYS, **strength}
        if "blockLoss" in strength:
            settings["loss"] = kind
        words = [w for key, value in settings.items() for w in (f"--{key}", value)]
        done = self.call("damage", self.work / "intact" / form, "-o", damaged, "--seed", seed,
                         "--json", *words)
        if done.returncode != 0 or json.loads(done.stdout)["type"] != "damage":
            raise Failure(f"albedo damage ends with {done.returncode}: {done.stderr}")
        answers, status = self.run(damaged, output)
        told = json.loads((damaged / "truth/damage.json").read_text())["frames"]
        count = Count()
        for frame in told:
            count.add(self.judged(form, frame, answers))
        failed = any(a["status"] == "failed" for a in answers.values())
        if status != (3 if failed else 0):
            count.crashed += len(told) - len(answers) or 1
        with self.state.open("a") as file:
            file.write(json.dumps({"run": name, "count": asdict(count)}) + "\n")
        self.known[name] = asdict(count)
        return self.known[name]

    def judged(self, form, frame, answers):
        """Counts of one frame."""
        data, codes = self.intact[form][frame["duplicateOf"] or frame["id"]]
        hit = truth.hits(frame)
        answer = answers.get(frame["id"])
        if answer is None:
            return {"crashed": 1}
        if frame["duplicateOf"]:
            first = answers.get(frame["duplicateOf"])
            same = first and first["status"] == answer["status"] and all(
                np.array_equal(a, b) for a, b in zip(products(first), products(answer)))
            return {"copies": 1, "wrong": 0 if same else codes.size}
        if not hit:
            found, mask = products(answer)
            return {"wrong": 0 if not mask.any() and np.array_equal(found, codes) else codes.size}
        can = truth.recoverable(data, form, codes.shape, hit)
        count = {"frames": 1, "recoverable": int(can.sum())}
        if answer["status"] == "failed":
            return {**count, "refused": 1}
        found, mask = products(answer)
        kept = mask == 0
        right = found == codes
        matches = run_record(answer)["inputs"][0]["matchesReceipt"]
        return {**count, "kept": int(kept.sum()), "wrong": int((kept & ~right).sum()),
                "recovered": int((kept & right & can).sum()), "unproven": int(matches)}


def run_record(answer):
    """What was written of the run beside the products."""
    return json.loads(Path(answer["outputs"][0]).with_name("run.json").read_text())


def products(answer):
    """Codes and mask that a frame became; nothing where it was refused."""
    return [grey(path) for path in sorted(answer["outputs"])]


def grey(path):
    """A portable greymap as it is stored."""
    with open(path, "rb") as file:
        data = file.read()
    _, size, most, _ = data.split(b"\n", 3)
    width, height = map(int, size.split())
    kind = np.dtype(">u2" if int(most) > 255 else "u1")
    return np.frombuffer(data[-width * height * kind.itemsize:], kind).reshape(height, width)


def run(options):
    """Runs every class until there are enough damaged frames; the exit status."""
    pin()
    work = options.work.absolute()
    work.mkdir(parents=True, exist_ok=True)
    drill = Drill(options.albedo.absolute(), work)
    drill.prepare()
    started = time.monotonic()
    counts = {(form, kind): Count() for form, kind, _ in CLASSES}
    turn = 0
    while sum(c.frames for c in counts.values()) < options.frames:
        for number, (form, kind, strengths) in enumerate(CLASSES):
            counts[form, kind].add(drill.one(
                form, kind, strengths[turn % len(strengths)], turn * len(CLASSES) + number))
        turn += 1
        done = sum(c.frames for c in counts.values())
        print(f"  {done} damaged frames, {time.monotonic() - started:.0f} s", flush=True)
    for folder in ("damaged", "products"):
        shutil.rmtree(work / folder, ignore_errors=True)
    result = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(), "processor": processor(),
        "commit": revision(ROOT), "program": drill.hash, "seconds": round(
            time.monotonic() - started),
        "classes": [{"format": f, "damage": k, **asdict(c)} for (f, k), c in counts.items()],
    }
    text = page(result)
    output = options.output or RESULT
    output.with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
    output.write_text(text)
    print(text)
    return 0 if all(is_good(c) for c in counts.values()) else 1


def is_good(count):
    """What is promised of every class."""
    return (count.crashed == 0 and count.unproven == 0 and count.wrong <= 0.001 * count.kept
            and count.recovered >= 0.95 * count.recoverable)


def page(result):
    """The Markdown page."""
    rows = [
        "# Damaged HD frames", "",
        "Written by `make drill`; the protocol is in `../README.md`.", "",
        f"{result['date']}, {result['processor']}, commit {result['commit']}, program and drill "
        f"{result['program']}.", "",
        "| file | damage | frames | copies | refused | crashed | pixels kept | wrong | "
        "recoverable | recovered |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for c in result["classes"]:
        share = 100 * c["recovered"] / c["recoverable"] if c["recoverable"] else 100
        rows.append(
            f"| {c['format']} | {c['damage']} | {c['frames']} | {c['copies']} | {c['refused']} | "
            f"{c['crashed']} | {c['kept']:,} | {c['wrong']:,} | {c['recoverable']:,} | "
            f"{share:.2f} % |")
    total = sum(c["frames"] for c in result["classes"])
    rows += ["", f"{total} damaged frames of 1920×1080; every one that is not as it was sent "
             "differs from its receipt: "
             f"{'yes' if not any(c['unproven'] for c in result['classes']) else 'no'}.", ""]
    return "\n".join(rows)
