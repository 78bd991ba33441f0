"""The style sheets are light, and what they say can be read in both schemes."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "static" / "kit"
SHEET = (FOLDER / "site.css").read_text(encoding="utf-8")


def luminance(colour):
    """Relative luminance of #rgb or #rrggbb, after WCAG 2."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Contrast of two colours, from 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def schemes():
    """The colour tokens of the light and the dark scheme."""
    blocks = re.findall(r":root \{(.*?)\n *\}", SHEET, re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in blocks)
    return {"light": light, "dark": light | dark}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_ink_is_readable_on_every_ground(scheme):
    tokens = schemes()[scheme]
    inks = ("ink", "quiet", "link", "accent", "good", "waiting", "bad")
    pairs = [
        *product(inks, ("paper", "card", "wash")),
        ("on-accent", "accent"),
        ("on-world", "world"),
        ("paper", "ink"),
    ]
    assert {pair for pair in pairs if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5} == set()
    assert contrast(tokens["edge"], tokens["card"]) >= 3


def test_every_goal_has_its_colour_and_a_readable_number():
    colours = dict(re.findall(r"\.goal-(\d+) \{ --goal: (#\w+) \}", SHEET))
    white = set(re.findall(r"\.goal-(\d+)", re.search(r":is\((.*?)\) \{ --on-goal: #fff", SHEET).group(1)))
    assert list(colours) == [str(goal) for goal in range(1, 18)]
    unreadable = {
        goal for goal, colour in colours.items() if contrast(colour, "#fff" if goal in white else "#000") < 4.5
    }
    assert unreadable == set()


def test_the_sheets_are_light_mirrored_and_ask_no_other_host():
    printed = (FOLDER / "print.css").read_text(encoding="utf-8")
    assert len(gzip.compress(SHEET.encode())) < 8_000
    assert len(gzip.compress(printed.encode())) < 1_500
    both = SHEET + printed
    assert re.findall(r"url\(|@import|(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)", both) == []
    assert both.count("{") == both.count("}")
