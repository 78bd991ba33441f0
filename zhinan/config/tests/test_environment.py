"""Settings of the environment: what they are read as, and what is said of those that cannot be used."""

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.config import environment
from zhinan.config.environment import WrongSetting


@pytest.fixture(autouse=True)
def _bare(monkeypatch, tmp_path):
    """Nothing set but the data folder."""
    for setting in environment.ALL:
        monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.setenv("ZHINAN_DATA", str(tmp_path))


def refused(read):
    """What is said when `read` refuses."""
    with pytest.raises(WrongSetting) as trouble:
        read()
    return str(trouble.value)


def test_without_any_setting_one_small_machine_is_described(tmp_path):
    assert environment.world() == "record"
    assert environment.folder() == tmp_path / "record"
    assert (environment.bind(), environment.port(), environment.web_workers()) == ("127.0.0.1", 8000, 2)
    assert environment.database()["NAME"] == tmp_path / "record" / "zhinan.sqlite3"
    assert environment.cache()["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert environment.mail()["FILES"] == tmp_path / "record" / "mails"


def test_a_secret_is_made_once_and_kept_for_the_owner_alone(tmp_path):
    first = environment.secret()
    assert (environment.secret(), len(first) >= 50) == (first, True)
    assert stat.S_IMODE((tmp_path / "record" / "secret").stat().st_mode) == 0o600


def test_a_secret_that_is_set_is_written_nowhere(monkeypatch, tmp_path):
    key = "a key of my own, and a long one at that"
    monkeypatch.setenv("ZHINAN_SECRET", key)
    assert (environment.secret(), list(tmp_path.rglob("secret"))) == (key, [])


def test_a_secret_that_can_be_guessed_is_refused(monkeypatch):
    monkeypatch.setenv("ZHINAN_SECRET", "mine")
    assert refused(environment.secret).startswith("ZHINAN_SECRET is too short.")


@pytest.mark.parametrize("text", ["no", "0", "65536", "-1", "8000.5", "８０００", "1" * 5000])
def test_a_port_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("ZHINAN_PORT", text)
    assert refused(environment.port) == f"ZHINAN_PORT is “{text}”. Write a number between 1 and 65535."


@pytest.mark.parametrize("text", ["localhost", "1.2.3", "everywhere"])
def test_an_address_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("ZHINAN_BIND", text)
    assert refused(environment.bind) == f"ZHINAN_BIND is “{text}”. Write an IP address, as 127.0.0.1 or 0.0.0.0."


def test_another_world_is_refused(monkeypatch):
    monkeypatch.setenv("ZHINAN_WORLD", "dream")
    assert refused(environment.world) == (
        "ZHINAN_WORLD is “dream”. Write record or practice. The installation of an organisation is called own."
    )


def test_an_installation_of_ones_own_is_served_where_there_is_one(monkeypatch, tmp_path):
    (tmp_path / "own").mkdir()
    assert environment.world() == "own"
    monkeypatch.setenv("ZHINAN_WORLD", "practice")
    assert environment.world() == "practice"


def test_a_folder_that_cannot_be_made_is_refused(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ZHINAN_DATA", str(tmp_path / "file"))
    assert "cannot be made there (Not a directory)" in refused(environment.folder)


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_refused(tmp_path):
    (tmp_path / "record").mkdir(mode=0o555)
    assert "may not be written to" in refused(environment.folder)


def test_a_database_of_its_own_is_described_from_its_address(monkeypatch):
    monkeypatch.setenv("ZHINAN_DATABASE", "postgresql://me:p%40ss@db.example:5433/ssc?sslmode=require")
    found = environment.database()
    told = {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    expected = {"NAME": "ssc", "USER": "me", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433"}
    assert told == {**expected, "OPTIONS": {"sslmode": "require"}}


def test_a_database_on_a_socket_is_described_from_its_address(monkeypatch):
    monkeypatch.setenv("ZHINAN_DATABASE", "postgresql://zhinan@/zhinan?host=/run/pg")
    found = environment.database()
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/pg", "", {})


@pytest.mark.parametrize("text", ["mysql://a/b", "postgresql://host", "postgresql://host:x/name", "http://[", "words"])
def test_an_address_that_is_no_database_is_refused(monkeypatch, text):
    monkeypatch.setenv("ZHINAN_DATABASE", text)
    expected = "ZHINAN_DATABASE cannot be read. Write postgresql://user:password@host:5432/name."
    assert refused(environment.database) == expected


def test_mail_goes_out_by_an_address_with_the_usual_port(monkeypatch):
    monkeypatch.setenv("ZHINAN_MAIL", "smtps://me:secret@mail.example")
    found = environment.mail()
    assert (found["HOST"], found["PORT"], found["SSL"], found["TLS"]) == ("mail.example", 465, True, False)


@pytest.mark.parametrize("text", ["smtp://", "ftp://mail.example", "smtp://host:port"])
def test_an_address_that_is_no_mail_server_is_refused(monkeypatch, text):
    monkeypatch.setenv("ZHINAN_MAIL", text)
    assert refused(environment.mail) == "ZHINAN_MAIL cannot be read. Write smtp://user:password@host:587."


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60))
def test_any_address_is_read_or_refused_in_a_sentence(text):
    before = dict(os.environ)
    os.environ.update(ZHINAN_DATABASE=text, ZHINAN_MAIL=text)
    try:
        for read in (environment.database, environment.mail):
            try:
                assert isinstance(read(), dict)
            except WrongSetting as trouble:
                assert str(trouble).endswith(".")
    finally:
        os.environ.clear()
        os.environ.update(before)


def test_starting_over_throws_everything_of_an_installation_away_but_its_key(tmp_path):
    key = environment.secret()
    (tmp_path / "record" / "files").mkdir()
    (tmp_path / "record" / "zhinan.sqlite3").touch()
    environment.start_over()
    assert ([path.name for path in (tmp_path / "record").iterdir()], environment.secret()) == (["secret"], key)


def test_starting_over_leaves_a_folder_of_somebody_else_alone(tmp_path):
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "thesis.odt").write_text("years of work")
    assert "holds other files than an installation of Zhinan" in refused(environment.start_over)
    assert [path.name for path in (tmp_path / "record").iterdir()] == ["thesis.odt"]


def test_starting_over_leaves_a_database_of_its_own_alone(monkeypatch, tmp_path):
    environment.secret()
    monkeypatch.setenv("ZHINAN_DATABASE", "postgresql://host/name")
    assert "ZHINAN_DATABASE names a database of its own" in refused(environment.start_over)
    assert (tmp_path / "record" / "secret").exists()


def test_starting_over_leaves_an_installation_alone_while_it_is_served(tmp_path):
    environment.secret()
    held = environment.hold()
    assert "is being served" in refused(environment.start_over)
    held.close()
    environment.start_over()
    assert sorted(path.name for path in (tmp_path / "record").iterdir()) == ["secret", "served.lock"]


def test_a_cache_without_its_package_is_refused(monkeypatch):
    monkeypatch.setenv("ZHINAN_CACHE", "redis://localhost:6379/0")
    assert refused(environment.cache) == (
        "ZHINAN_CACHE needs the Python package redis: install it beside Zhinan, or leave it empty."
    )


def test_settings_are_kept_for_the_owner_alone_and_the_environment_comes_first(monkeypatch, tmp_path):
    environment.keep({"ZHINAN_MAIL": "smtp://mail.example", "ZHINAN_PORT": "8100", "ZHINAN_LANGUAGE": "zh-hans"})
    assert (environment.mail()["HOST"], environment.port(), environment.language()) == ("mail.example", 8100, "zh-hans")
    assert stat.S_IMODE((tmp_path / "record" / "settings").stat().st_mode) == 0o600
    monkeypatch.setenv("ZHINAN_PORT", "8101")
    assert (environment.port(), environment.language()) == (8101, "zh-hans")


def test_what_is_kept_again_leaves_the_rest_and_an_empty_text_forgets(tmp_path):
    environment.keep({"ZHINAN_MAIL": "smtp://mail.example", "ZHINAN_PORT": "8100"})
    environment.keep({"ZHINAN_PORT": "", "ZHINAN_BIND": "0.0.0.0"})
    assert (tmp_path / "record" / "settings").read_text() == "ZHINAN_MAIL=smtp://mail.example\nZHINAN_BIND=0.0.0.0\n"
    assert environment.port() == 8000


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"ZHINAN_PORT": "8100", "ZHINAN_BIND": "here"}, "ZHINAN_BIND is “here”. Write an IP address"),
        ({"ZHINAN_MAIL": "pigeon"}, "ZHINAN_MAIL cannot be read."),
        ({"ZHINAN_MAIL_FROM": "office"}, "ZHINAN_MAIL_FROM is no mail address."),
        ({"ZHINAN_LANGUAGE": "la"}, "ZHINAN_LANGUAGE is “la”. Write en or zh-hans."),
        ({"ZHINAN_HOSTS": "a\nZHINAN_PORT=1"}, "ZHINAN_HOSTS is written on one line"),
        ({"ZHINAN_DATA": "/elsewhere"}, "ZHINAN_DATA is not kept by an installation."),
        ({"ZHINAN_DATABASE": "postgresql://a/b"}, "ZHINAN_DATABASE is not kept by an installation."),
    ],
)
def test_a_setting_that_cannot_be_used_is_not_kept_nor_the_others_with_it(monkeypatch, tmp_path, values, told):
    for name in values:
        monkeypatch.setenv(name, environment.PORT.default)  # what the environment says is not what is looked at
    monkeypatch.setenv("ZHINAN_DATA", str(tmp_path))
    assert refused(lambda: environment.keep(values)).startswith(told)
    assert not (tmp_path / "record" / "settings").exists()


@pytest.mark.parametrize("line", ["words", "ZHINAN_WORLD=own", "ZHINAN_DATA=/tmp", " =1"])
def test_a_line_that_is_no_kept_setting_is_named(tmp_path, line):
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "settings").write_text(f"# of this machine\n\nZHINAN_PORT=8100\n{line}\n")
    assert refused(environment.port) == (
        f"{tmp_path}/record/settings, line 4: no setting that is kept there. Write NAME=VALUE."
    )


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60))
def test_what_is_kept_is_read_as_it_was_written(text):
    if text == text.strip():
        environment.write_secretly(environment.folder() / environment.KEPT, f"ZHINAN_HOSTS={text}\n")
        assert environment.HOSTS.read() == text


def test_mails_can_be_written_as_files_where_a_server_is_kept(monkeypatch, tmp_path):
    environment.keep({"ZHINAN_MAIL": "smtp://mail.example"})
    monkeypatch.setenv("ZHINAN_MAIL", "files")
    assert environment.mail()["FILES"] == tmp_path / "record" / "mails"
