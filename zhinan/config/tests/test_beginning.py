"""An installation of an organisation's own begins with a few questions, at a terminal or as options."""

import os
import pty
import re
import select
import stat
import sys

import pytest

from tests.installation import ROOT, Installation, end

from .make import ADMINISTRATOR, PASSWORD, asked, begun, words

WHO = (
    "from zhinan.accounts.models import User\n"
    "print([(user.name, user.email, user.check_password('a word of many letters')) for user in User.objects.all()])"
)

NEEDS = "of 10 signs or more, and not one that is easy to guess"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """An installation of an organisation's own."""
    return begun(tmp_path_factory.mktemp("own"), "zhinan_own")


@pytest.fixture
def empty(tmp_path):
    """A folder without an installation."""
    (tmp_path / "password").write_text(PASSWORD)
    return Installation(tmp_path, "zhinan_begin")


def options(installation, **changes):
    """The words of `zhinan init` with an answer to each question, some of them changed; None leaves one out."""
    answers = ADMINISTRATOR | {"--password-file": str(installation.folder / "password")}
    answers |= {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
    return ["init", *words({name: value for name, value in answers.items() if value is not None})]


def test_it_stands_in_a_world_of_its_own_with_its_first_administrator(own):
    assert asked(own, WHO) == "[('Somebody', 'office@zhinan.example', True)]\n"
    assert (own.folder / "own" / "zhinan.sqlite3").exists() or "ZHINAN_DATABASE" in own.settings
    assert not (own.folder / "record").exists()


def test_what_was_answered_is_kept_for_the_owner_alone_without_the_password(own):
    path = own.folder / "own" / "settings"
    assert path.read_text() == "ZHINAN_LANGUAGE=en\nZHINAN_MAIL=files\nZHINAN_MAIL_FROM=office@zhinan.example\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    texts = [file.read_bytes() for file in (own.folder / "own").rglob("*") if file.is_file()]
    assert [text for text in texts if PASSWORD.encode() in text] == []


def test_a_second_beginning_is_refused(own):
    answer = own.run(*options(own))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == (f"An installation stands in {own.folder}/own already. Serve it with `zhinan serve`.\n")


def test_a_demonstration_is_never_loaded_into_it(own):
    answer = own.run("demo", "--no-serve", ZHINAN_WORLD="own")
    assert (answer.returncode, answer.stderr) == (
        2,
        "ZHINAN_WORLD is own, which is no demonstration. Write --world record.\n",
    )
    answer = own.run("demo", "--no-serve", "--world", "own")
    assert (answer.returncode, "invalid choice: 'own'" in answer.stderr) == (2, True)


def test_it_is_what_is_served_and_carries_no_mark_of_a_demonstration(own):
    started = own.start("serve")
    try:
        own.wait_for_page()
        told = own.wait_for_words("Ctrl-C ends it.")
    finally:
        end(started)
    assert f"Zhinan serves your installation on http://localhost:{own.port}/" in told
    assert "/begin/?key=" not in told


def test_its_doctor_finds_it_well(own):
    answer = own.run("doctor")
    assert (answer.returncode, [line.split()[1] for line in answer.stdout.splitlines()]) == (0, ["ok"] * 6)


REFUSED = (
    ({"organisation": None}, "--organisation is missing, and there is no terminal to ask at."),
    ({"password_file": None}, "--password-file is missing, and there is no terminal to ask at."),
    ({"programme": " "}, "--programme: Write a name, of 200 signs at most."),
    ({"mail": "office"}, "--mail: “office” is no mail address. Write it as office@example.org."),
    ({"language": "la"}, "--language: Language is “la”. Write en or zh-hans."),
    ({"address": "ssc.example"}, "--address: Public address is “ssc.example”."),
    ({"smtp": "pigeon"}, "--smtp: Mail server cannot be read. Write smtp://"),
    ({"from": "office"}, "--from: Address that mails come from is no mail address."),
)


def test_an_answer_that_cannot_be_used_is_refused_before_anything_is_made_and_a_password_not_repeated(empty):
    guessed = empty.folder / "guessed"
    guessed.write_text("password1\n")
    cases = [*REFUSED, ({"password_file": str(guessed)}, "--password-file: This password is too short.")]
    answers = empty.run_each(*(options(empty, **changes) for changes, _told in cases))
    for answer, (_changes, told) in zip(answers, cases, strict=True):
        assert (answer.returncode, answer.stdout, answer.stderr[: len(told)]) == (1, "", told)
        assert "password1" not in answer.stderr
    assert [path.name for path in (empty.folder / "own").iterdir()] == ["secret"]


def test_at_a_terminal_a_wrong_answer_is_asked_for_again_the_password_not_shown_and_an_address_brings_its_hosts(empty):
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", "zhinan", "init"], empty.settings)
    heard = Heard(terminal)
    for question, answer in (
        ("Your organisation: ", "Office of Trials"),
        ("Your programme: ", ""),
        ("Write a name, of 200 signs at most.", None),
        ("Your programme: ", "Programme of Trials"),
        ("First administrator: name: ", "Somebody"),
        ("First administrator: mail address: ", "office@zhinan"),
        ("is no mail address. Write it as office@example.org.", None),
        ("First administrator: mail address: ", "office@zhinan.example"),
        (f"First administrator: password, {NEEDS}: ", PASSWORD),
        ("Once more: ", "another one altogether"),
        ("The two are not the same.", None),
        (f"First administrator: password, {NEEDS}: ", PASSWORD),
        ("Once more: ", PASSWORD),
        ("Language, en or zh-hans [en]: ", ""),
        ("Public address, as https://ssc.example.org; empty: this machine: ", "https://ssc.zhinan.example"),
        ("Mail server, as smtp://user:password@host:587; files: none yet [files]: ", "smtp://me:secret@mail.example"),
        ("Address that mails come from [office@zhinan.example]: ", ""),
    ):
        heard.until(question)
        if answer is not None:
            os.write(terminal, f"{answer}\n".encode())
    heard.until("Setting up; this takes about half a minute.")
    heard.until("how to do that every night")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(terminal)
    assert (PASSWORD in heard.told, asked(empty, WHO)) == (False, "[('Somebody', 'office@zhinan.example', True)]\n")
    assert (empty.folder / "own" / "settings").read_text().splitlines() == [
        "ZHINAN_LANGUAGE=en",
        "ZHINAN_ORIGIN=https://ssc.zhinan.example",
        "ZHINAN_HOSTS=ssc.zhinan.example localhost 127.0.0.1",
        "ZHINAN_MAIL=smtp://me:secret@mail.example",
        "ZHINAN_MAIL_FROM=office@zhinan.example",
    ]


class Heard:
    """What is written to a terminal."""

    def __init__(self, terminal):
        self.terminal, self.told, self.place = terminal, "", 0

    def until(self, words, patience=120):
        """Listen until `words` have come after what was waited for before."""
        while words not in self.told[self.place :]:
            assert select.select([self.terminal], [], [], patience)[0], (words, self.told)
            self.told += os.read(self.terminal, 4096).decode()
        self.place = self.told.index(words, self.place) + len(words)


def test_where_nobody_has_an_account_the_first_serve_prints_a_link_to_begin_with(empty):
    started = empty.start("serve")
    try:
        empty.wait_for_page()
        told = empty.wait_for_words("Ctrl-C ends it.")
    finally:
        end(started)
    assert "Nobody has an account yet. Begin here:" in told
    assert told.startswith("Setting up; this takes about half a minute.\n")
    assert re.search(rf"  http://localhost:{empty.port}/begin/\?key=\w+\n", told)
    assert sorted(path.name for path in empty.folder.iterdir()) == ["log", "own", "password"]
