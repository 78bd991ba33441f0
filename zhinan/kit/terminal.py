"""What a person at a terminal sees of long work."""

import sys


class Progress:
    """A line that grows: `label`, a bar and how many of how many. Says nothing where no terminal looks on."""

    WIDTH = 30

    def __init__(self, label, stream=sys.stderr):
        self.label, self.stream, self.shown = label, stream, None

    def __call__(self, done, total):
        """Show that `done` of `total` are done."""
        if not self.stream.isatty() or not total:
            return
        filled = self.WIDTH * done // total
        if (filled, done == total) == self.shown:
            return
        self.shown = (filled, done == total)
        bar = "█" * filled + "·" * (self.WIDTH - filled)
        self.stream.write(f"\r{self.label:<28} {bar} {done:,} of {total:,}{chr(10) if done == total else ''}")
        self.stream.flush()


def say(*words, stream=sys.stdout):
    """One line for a person."""
    stream.write(" ".join(str(word) for word in words) + "\n")
    stream.flush()
