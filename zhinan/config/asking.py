"""Questions at a terminal: asked until the answer can be used; a script gives its answers as options."""

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass

from zhinan.kit.terminal import say


class NoAnswer(Exception):
    """A question that nobody answers in a way that can be used; the text says which, and what to write."""


@dataclass(frozen=True)
class Question:
    """What is asked: the option that answers it too, the words, and what turns the answer into what is used.

    `read` takes the text and raises ValueError with a sentence. Without an answer `default` is taken; None: there is
    none. A secret is asked for twice and not shown.
    """

    option: str
    words: str
    read: Callable
    default: str | None = None
    is_secret: bool = False

    def answer(self, given=None):
        """The answer: `given`, where it can be used, else what somebody at the terminal says; raises NoAnswer."""
        while True:
            text = self.ask() if given is None else given
            try:
                return self.read(text)
            except ValueError as trouble:
                if not sys.stdin.isatty():
                    raise NoAnswer(f"--{self.option}: {trouble}") from trouble
                say(f"  {trouble}")
            given = None

    def ask(self):
        """What somebody says, or the default; raises NoAnswer where there is neither."""
        if not sys.stdin.isatty():
            if self.default is None:
                raise NoAnswer(f"--{self.option} is missing, and there is no terminal to ask at.")
            return self.default
        prompt = f"{self.words}{f' [{self.default}]' if self.default else ''}: "
        try:
            if not self.is_secret:
                return input(prompt).strip() or self.default or ""
            first = getpass.getpass(prompt)
            return first if first == getpass.getpass("Once more: ") else ask_again(self)
        except EOFError:
            raise NoAnswer("\nNothing was made.") from None


def ask_again(question):
    """Ask for a secret anew, whose two answers were not the same."""
    say("  The two are not the same.")
    return question.ask()
