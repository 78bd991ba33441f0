"""The file of a backup: what goes in comes out, and no byte of it can change unseen."""

import sqlite3
import stat
import zipfile
from contextlib import closing

import pytest

from zhinan.config import archive
from zhinan.config.archive import NotKept
from zhinan.config.tables import Lite, lite


@pytest.fixture
def written(tmp_path):
    """A small backup with a database, two texts and three files."""
    files = tmp_path / "files"
    (files / "a").mkdir(parents=True)
    (files / "a" / "b").write_bytes(bytes(range(256)) * 5)
    (files / "指南").write_bytes(b"")
    (files / "last").write_bytes(b"PK\x05\x06 as a zip archive ends")
    return make(tmp_path / "one.backup", files)


def make(path, files):
    """Write a backup of a database with one table of three rows."""
    with archive.whole(path) as part:
        with closing(sqlite3.connect(part)) as database, database:
            database.execute("PRAGMA page_size = 512")
            database.execute("CREATE TABLE thing (id integer primary key, name text)")
            database.executemany("INSERT INTO thing (name) VALUES (?)", [("one",), ("PK\x05\x06",), (None,)])
        archive.append(
            part, {"zhinan": "0.1.0", "tables": {"thing": 3}}, {"secret": "hush", "settings": "A=B\n"}, files
        )
    return path


def refused(path):
    """What is said when the backup `path` is refused."""
    with pytest.raises(NotKept) as trouble:
        archive.read(path)
    return str(trouble.value)


def test_what_was_put_in_comes_out(written, tmp_path):
    manifest = archive.read(written)
    archive.take_out(written, manifest, tmp_path / "database", tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "database")) as database:
        rows = database.execute("SELECT name FROM thing ORDER BY id").fetchall()
    assert rows == [("one",), ("PK\x05\x06",), (None,)]
    assert {name: text for name, text in archive.texts(written).items() if name != "manifest.json"} == {
        "secret": "hush",
        "settings": "A=B\n",
    }
    out, put = tmp_path / "out", tmp_path / "files"
    assert {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()} == {
        path.relative_to(put): path.read_bytes() for path in put.rglob("*") if path.is_file()
    }


def test_it_is_for_its_owner_alone_and_nothing_is_left_beside_it(written, tmp_path):
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "one.backup"]


def test_anybody_can_read_it_with_programs_that_are_everywhere(written):
    with lite(written) as database:
        assert Lite(database).counts() == {"thing": 3}
    with zipfile.ZipFile(written) as parts:
        assert sorted(parts.namelist()) == [
            "files/a/b",
            "files/last",
            "files/指南",
            "manifest.json",
            "secret",
            "settings",
        ]


def test_one_changed_byte_anywhere_is_noticed(written):
    whole = bytearray(written.read_bytes())
    unnoticed = []
    for place in range(len(whole)):
        whole[place] ^= 1
        written.write_bytes(whole)
        try:
            archive.read(written)
            unnoticed.append(place)
        except NotKept:
            whole[place] ^= 1
    assert (unnoticed, len(whole) > 3000) == ([], True)


@pytest.mark.parametrize("length", [0, 1, 63, 64, 78, 1000, -1])
def test_one_that_was_cut_off_is_refused(written, length):
    written.write_bytes(written.read_bytes()[:length])
    assert refused(written) == f"{written} is no backup of Zhinan, or its end is missing."


def test_one_that_was_changed_says_so(written):
    whole = bytearray(written.read_bytes())
    whole[700] ^= 8
    written.write_bytes(whole)
    expected = f"{written} is damaged: it does not hold the bytes that were written. Take another backup."
    assert refused(written) == expected


def test_another_file_and_a_missing_one_are_refused(tmp_path):
    (tmp_path / "thesis.odt").write_text("years of work" * 100)
    expected = f"{tmp_path / 'thesis.odt'} is no backup of Zhinan, or its end is missing."
    assert refused(tmp_path / "thesis.odt") == expected
    assert refused(tmp_path / "none") == f"{tmp_path / 'none'} cannot be read (No such file or directory)."
    assert refused(tmp_path) == f"{tmp_path} cannot be read (Is a directory)."


def test_one_of_a_later_format_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FORMAT", 2)
    path = make(tmp_path / "later.backup", tmp_path / "no files")
    monkeypatch.setattr(archive, "FORMAT", 1)
    assert refused(path) == f"{path} was made by Zhinan 0.1.0, which is newer than this one. Bring this one up first."


def test_a_file_that_is_there_is_not_written_over(written, tmp_path):
    before = written.read_bytes()
    with pytest.raises(NotKept, match=r"is there already\. Name another file, or move that one away\."):
        make(written, tmp_path / "files")
    assert written.read_bytes() == before


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(NotKept, match=r"cannot be written \(No such file or directory\)\. Name another file\."):
        make(tmp_path / "no" / "one.backup", tmp_path)


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/../../b", "", "."])
def test_a_name_that_leads_out_of_the_folder_is_refused(name):
    with pytest.raises(NotKept, match="leads out of its folder"):
        archive.safe(name)


def test_a_file_that_goes_away_meanwhile_is_named(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    (files / "gone").symlink_to(files / "nowhere")
    (files / "kept").write_text("kept")
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as parts:
        added = [archive.add(parts, files / name, name) for name in ("gone", "kept")]
    assert added == [False, True]
