"""The guide for a small server: each command, setting, file and unit that it names is there, and it stays short."""

import re
import shlex
from pathlib import Path

import pytest

from zhinan.config import environment
from zhinan.config.main import parser

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs/server.md").read_text()
FILES = {path.name: path.read_text() for path in (ROOT / "docs/server").iterdir()}
TYPED = [line[2:] for block in re.findall(r"```\n(.*?)```", GUIDE, re.S) for line in block.splitlines()]
TOLD = re.findall(r"`(zhinan [^`]+)`", GUIDE)
STARTED = [words for text in FILES.values() for words in re.findall(r"^ExecStart=\S+/bin/(zhinan .*)", text, re.M)]


def test_it_fits_two_printed_pages():
    assert len(GUIDE.splitlines()) <= 120


def test_everything_that_is_typed_is_typed_by_root():
    assert [line for line in re.findall(r"```\n(.*?)```", GUIDE, re.S) if not line.startswith("# ")] == []
    assert len(TYPED) > 20


@pytest.mark.parametrize("words", sorted({line for line in (*TYPED, *TOLD, *STARTED) if line.startswith("zhinan ")}))
def test_each_command_can_be_typed(words):
    assert parser().parse_args(shlex.split(words)[1:]).command == words.split()[1]


def test_each_setting_is_one():
    named = {name for text in (GUIDE, *FILES.values()) for name in re.findall(r"\bZHINAN_[A-Z_]+", text)}
    assert named - {setting.name for setting in environment.ALL} == set()
    assert "ZHINAN_DATA" in named


def test_each_file_of_the_program_that_it_names_is_there():
    named = {path for line in TYPED for path in re.findall(r"/opt/zhinan/(\S+)", line)}
    assert [path for path in named if not list(ROOT.glob(path))] == []
    assert {Path(match).name for path in named for match in ROOT.glob(path)} == set(FILES)


def test_each_unit_that_is_started_is_there():
    named = {word for line in TYPED if line.startswith("systemctl") for word in shlex.split(line)[2:]} - {"--now"}
    units = {word if "." in word else f"{word}.service" for word in named}
    assert units - set(FILES) == {"caddy.service", "nginx.service"}


def test_what_the_units_write_to_is_made_first():
    made = {path for line in TYPED if line.startswith("install -d") for path in re.findall(r"/var/\S+", line)}
    written = {path for text in FILES.values() for path in re.findall(r"(?:ZHINAN_DATA=|backup )(/var/\S+)", text)}
    assert (written - made, len(written)) == (set(), 2)


def test_each_proxy_says_how_the_visitor_came_and_asks_the_port_that_is_served():
    address = f"127.0.0.1:{environment.PORT.default}"
    assert [name for name in ("Caddyfile", "nginx.conf") if address not in FILES[name]] == []
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in FILES["nginx.conf"]  # Caddy says it unasked
