"""What can go wrong, as the user sees it: what happened, what to do, and the exit status."""

DISAGREEMENT, USAGE, MISSING = 1, 64, 66


class Failure(Exception):
    """Ends the program with a message of two parts and a status."""

    def __init__(self, what, remedy, status=MISSING):
        super().__init__(what)
        self.what, self.remedy, self.status = what, remedy, status

    def __str__(self):
        return f"compare: {self.what}\n  {self.remedy}"
