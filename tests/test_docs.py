"""What the documents promise: each setting and each command is written down, and nothing that is not there."""

import argparse
import re
from pathlib import Path

import pytest

from zhinan.config import environment
from zhinan.config.main import parser

ROOT = Path(__file__).resolve().parents[1]
SETTINGS, COMMANDS = (ROOT / "docs/settings.md").read_text(), (ROOT / "docs/commands.md").read_text()
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "ARCHITECTURE.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
SPEAK = [path for path in DOCUMENTS if "decisions" not in path.parts]


def commands():
    """{command: its parser} of everything that can be typed after `zhinan`."""
    return next(one for one in parser()._actions if isinstance(one, argparse._SubParsersAction)).choices


def test_each_setting_is_documented_and_no_other():
    named = re.findall(r"^\| `(ZHINAN_\w+)`", SETTINGS, re.M)
    assert named == [setting.name for setting in environment.ALL]


def test_each_setting_that_is_read_is_one_of_them():
    read = {
        name for path in (ROOT / "zhinan").rglob("*.py") for name in re.findall(r"\bZHINAN_[A-Z_]+", path.read_text())
    }
    assert read == {setting.name for setting in environment.ALL}


def test_the_plain_defaults_are_told_as_they_are():
    plain = [setting for setting in environment.ALL if setting.default and setting is not environment.DATA]
    assert [setting.name for setting in plain if f"| `{setting.name}` | `{setting.default}`" not in SETTINGS] == []


def test_each_command_is_documented_and_no_other():
    assert set(re.findall(r"^\| `zhinan (\w+)", COMMANDS, re.M)) == set(commands())


def test_each_option_and_choice_is_documented():
    missing = []
    for name, one in commands().items():
        for action in one._actions:
            words = [word for word in action.option_strings if word.startswith("--") and word != "--help"]
            words += [f"zhinan {name} {choice}" for choice in action.choices or [] if not action.option_strings]
            missing += [f"{name} {word}" for word in words if word not in COMMANDS]
    assert missing == []


def test_each_command_says_what_it_does():
    assert [name for name, one in commands().items() if f"    {name}" not in parser().format_help()] == []


def test_the_readme_leads_to_both_and_names_the_two_commands():
    readme = (ROOT / "README.md").read_text()
    wanted = ("docs/settings.md", "docs/commands.md", "ARCHITECTURE.md", "make demo", "make test", "ZHINAN_PORT")
    assert [word for word in wanted if word not in readme] == []


def test_the_architecture_is_read_in_one_sitting():
    assert len((ROOT / "ARCHITECTURE.md").read_text().splitlines()) <= 120


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_to_a_file(path):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", SPEAK, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_target_of_make_that_a_document_names_is_there(path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"(?:^|`)(?:\w+=\w+ )?make ([a-z-]+)", path.read_text(), re.M))
    assert named - targets == set()


def test_a_decision_note_is_dated_and_short():
    notes = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert notes
    wrong = [
        note.name
        for note in notes
        if not re.search(r"\b20\d\d-\d\d-\d\d\b", note.name + note.read_text())
        or len(note.read_text().splitlines()) > 60
    ]
    assert wrong == []
