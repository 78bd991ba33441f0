"""Who gets a certificate of attendance: by the share of an event for which somebody was there."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

NAMELESS, UNKNOWN, BELOW, NOT_DONE = "nameless", "unknown", "below", "not_done"  # why somebody gets none


@dataclass(frozen=True)
class Came:
    """Somebody who came: in how many sessions they were seen, and for how many minutes, None where nobody knows."""

    key: str
    name: str
    sessions: int = 0
    minutes: int | None = None


class Verdict(NamedTuple):
    """Which share of the event somebody was there for, None where it is not known; `why` they get none, or nothing."""

    share: Fraction | None
    why: str


def who_gets(rows, least_share, *, sessions=0, minutes=None):
    """{key: Verdict} on the Came `rows` of an event for which `least_share` percent are asked.

    `sessions` is in how many of its sessions presence was noted, `minutes` how long it was. Where presence was noted in
    any, sessions are counted, else minutes. With 0 percent everybody gets one who came and has a name.
    """
    return {row.key: judged(row, least_share, share_of(row, sessions, minutes)) for row in rows}


def share_of(row, sessions, minutes):
    """The share of the event for which `row` was there, from 0 to 1, or None."""
    if sessions:
        return min(Fraction(row.sessions, sessions), Fraction(1))
    if minutes and row.minutes is not None:
        return min(Fraction(row.minutes, minutes), Fraction(1))
    return None


def judged(row, least_share, share):
    """The Verdict on `row`."""
    if not row.name:
        return Verdict(share, NAMELESS)
    if least_share and share is None:
        return Verdict(share, UNKNOWN)
    return Verdict(share, BELOW if least_share and share * 100 < least_share else "")
