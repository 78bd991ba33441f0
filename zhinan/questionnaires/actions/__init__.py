"""Every way questionnaires, rounds and answers change: one function a verb."""

from .answering import answers_of, begin, drop, lay_file, save, send
from .building import change, create, discard, next_version, publish
from .mixing import mix
from .rounds import ask, claim, close_round, give_out, open_round, remind, reopen_round, set_aside, unclaim

__all__ = [
    "answers_of",
    "ask",
    "begin",
    "change",
    "claim",
    "close_round",
    "create",
    "discard",
    "drop",
    "give_out",
    "lay_file",
    "mix",
    "next_version",
    "open_round",
    "publish",
    "remind",
    "reopen_round",
    "save",
    "send",
    "set_aside",
    "unclaim",
]
