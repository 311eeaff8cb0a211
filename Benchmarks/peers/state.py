"""What was measured already, so that an interrupted race goes on: a JSON Lines file.

Each line has the key of the program it belongs to (the hash of its binary); lines of other
programs stay in the file and do not count.
"""

import json


class State:
    """The lines of one key, by kind, launch and case."""

    def __init__(self, path, key, fresh=False):
        self.path, self.key, self.found = path, key, {}
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text() if path.exists() else ""
        kept = [line for line in map(parsed, text.splitlines()) if line]
        if text and not text.endswith("\n"):
            path.write_text(text + "\n")
        if fresh:
            kept = [line for line in kept if line["key"] != key]
            path.write_text("".join(json.dumps(line) + "\n" for line in kept))
        for line in kept:
            if line["key"] == key:
                self.found[line["kind"], line["launch"], line["case"]] = line["value"]

    def get(self, kind, launch, case):
        return self.found.get((kind, launch, case))

    def put(self, kind, launch, case, value):
        """Remembers a value, on disk before it returns to the caller."""
        self.found[kind, launch, case] = value
        with self.path.open("a") as file:
            file.write(json.dumps({"key": self.key, "kind": kind, "launch": launch, "case": case,
                                   "value": value}) + "\n")


def parsed(line):
    """The object of a line, or None for one that a kill cut short."""
    try:
        return json.loads(line)
    except ValueError:
        return None
