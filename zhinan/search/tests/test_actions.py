"""Writing and rebuilding, beside readers in other processes, through kills and damage."""

import signal
import threading
import time

import pytest

from zhinan.search.actions import Busy, NotWritten, Writer, rebuild, status
from zhinan.search.models import Index, NoIndex, folder

from .make import document, index_of, started, titles

SEARCH = "from zhinan.search.models import Index; index = Index.open(root)\n"
WRITE = "from zhinan.search.actions import Writer; from zhinan.search.tests.make import document\n"

READER = (
    SEARCH
    + """
print(index.search("", tokens=None).total, flush=True)
for word in sys.stdin:
    until = time.monotonic() + 10
    while not index.search(word, tokens={"public"}).total and time.monotonic() < until:
        time.sleep(0.01)
    print(word.strip(), index.search(word, tokens={"public"}).total, flush=True)
"""
)

ENDLESS_WRITER = (
    WRITE
    + """
first = int(sys.argv[2])
with Writer(root) as writer:
    for number in range(first, first + 100_000):
        writer.put(document(f"Record {number} {part}", id=f"kept:{number}:{part}") for part in range(5))
        writer.commit(number)
        print(number, flush=True)
        writer.put([document("Unfinished", id=f"lost:{number}")])
"""
)

FULL_DISK = (
    WRITE
    + """
import resource
from zhinan.search.actions import NotWritten, rebuild
with Writer(root) as writer:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
    big = [document("Big " * 500) for _ in range(50)]
    for act in (lambda: (writer.put(big), writer.commit(5)), lambda: writer.put(big)):
        try:
            act()
            print("no trouble")
        except NotWritten as trouble:
            print(str(trouble).split("(")[0].split(".")[0])
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(writer.position)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
        rebuild(big, root=root)
    except NotWritten as trouble:
        print(sorted(path.name for path in root.glob("1-*")), str(trouble).split("(")[0])
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    writer.put([document("Afterwards")])
    writer.commit(6)
    print(writer.position)
"""
)


@pytest.fixture
def root(tmp_path):
    rebuild([document("First")], root=tmp_path, position=3)
    return tmp_path


def ended(process):
    """The lines that `process` printed; fails with its error output where it did not end well."""
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return out.splitlines()


def test_a_document_is_put_once_by_id_and_dropped(root):
    index = Index(root)
    with Writer(root) as writer:
        writer.put([document("Second", id="one"), document("Third", id="two"), document("Second anew", id="one")])
        assert index.search("", tokens=None).total == 1
        writer.commit(7)
        assert titles(index.search("", tokens=None)) == ["First", "Second anew", "Third"]
        writer.drop(["two", "unknown"])
        writer.commit()
        assert (titles(index.search("", tokens=None)), writer.position) == (["First", "Second anew"], 7)


def test_leaving_without_commit_drops_what_was_put(root):
    with Writer(root) as writer:
        writer.put([document("Second")])
    with Writer(root) as writer:
        writer.commit(9)
    assert titles(Index(root).search("", tokens=None)) == ["First"]


def test_a_reader_in_another_process_finds_a_commit_within_two_seconds(root):
    with started("import time\n" + READER, root) as reader, Writer(root) as writer:
        assert reader.stdout.readline() == "1\n"
        for word in ("alpha", "beta", "gamma"):
            writer.put([document(f"Named {word}")])
            writer.commit()
            began = time.monotonic()
            reader.stdin.write(f"{word}\n")
            assert reader.stdout.readline() == f"{word} 1\n"
            assert time.monotonic() - began < 2
        reader.stdin.close()
        assert reader.wait(timeout=30) == 0
        reader.stderr.read()


def test_a_second_writer_is_told_so(root):
    hold = WRITE + "with Writer(root): print('held', flush=True); sys.stdin.read()\n"
    with started(hold, root) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Busy, match="Another process is writing the search index"), Writer(root):
            pass
        ended(other)
    with Writer(root) as writer:
        writer.commit()


def test_a_second_rebuild_is_told_so(root):
    def asking_for_another():
        with pytest.raises(Busy, match="is being rebuilt by another process"):
            rebuild([], root=root)
        yield document("Second")

    assert rebuild(asking_for_another(), root=root) == 1


def test_kill_in_the_middle_of_writing_loses_nothing_that_was_committed(root):
    last = 0
    for turn in range(6):
        with started(ENDLESS_WRITER, root, last + 1) as writer:
            for _ in range(3 + turn):
                last = int(writer.stdout.readline())
            time.sleep(0.002 * turn)
            writer.send_signal(signal.SIGKILL)
            last = max([last, *(int(line) for line in writer.stdout.read().splitlines())])
            writer.stderr.read()
        found = Index(root).search("record", tokens=None)
        position = status(root)["position"]
        assert position in (last, last + 1)  # killed between noting its place and saying so
        assert found.total in (5 * last, 5 * last + 5)
        assert found.total >= 5 * position
        last = found.total // 5
        with Writer(root) as writer:
            writer.commit()  # the lock is free and the index takes commits
    names = {path.name.partition(".")[0] for path in Index(root).opened().place.iterdir()}
    assert len(names) < 60  # what killed writers left behind is collected


def test_a_full_disk_loses_no_commit_and_writing_goes_on_afterwards(root):
    assert ended(started(FULL_DISK, root)) == [
        "The search index could not be written ",
        "Writing the search index failed before",
        "3",
        "['1-000001'] The search index could not be written ",
        "6",
    ]
    assert titles(Index(root).search("", tokens=None)) == ["Afterwards", "First"]


def test_a_failed_round_notes_no_position(root):
    with Writer(root) as writer:
        writer._writer = None
        for act in (lambda: writer.put([document()]), lambda: writer.drop(["x"]), lambda: writer.commit(99)):
            with pytest.raises(NotWritten, match="Begin a new round"):
                act()
        assert writer.position == 3
        writer.commit(4)
        assert writer.position == 4


def test_another_process_searches_without_a_gap_while_the_index_is_rebuilt(root):
    watch = (
        SEARCH
        + """
import threading
seen, stop = [], threading.Event()
def look():
    while not stop.is_set():
        total = index.search("first OR anew", tokens={"public"}).total
        if not seen or seen[-1] != total:
            seen.append(total)
            print(total, flush=True)
looking = [threading.Thread(target=look) for _ in range(1)]
[each.start() for each in looking]
sys.stdin.read()
stop.set()
[each.join() for each in looking]
"""
    )
    with started(watch, root) as reader:
        assert reader.stdout.readline() == "1\n"
        for size in (500, 700, 900):
            rebuild([document(f"Anew {number}") for number in range(size)], root=root)
            assert reader.stdout.readline() == f"{size}\n"
        assert ended(reader) == []


def test_what_changes_during_a_rebuild_is_read_again(root):
    history = {4: "Fourth", 5: "Fifth"}
    index = Index(root)

    def slow():
        yield document("First")
        with Writer(root) as writer:  # the indexer goes on meanwhile, on the old index
            writer.put([document(history[4]), document(history[5])])
            writer.commit(5)
        assert index.search("fifth", tokens=None).total == 1
        yield document("Second")

    rebuild(slow(), root=root, position=3)
    assert titles(index.search("", tokens=None)) == ["First", "Second"]
    with Writer(root) as writer:
        place = writer.position
        writer.put([document(history[key]) for key in history if key > place])
        writer.commit(5)
    assert titles(index.search("", tokens=None)) == ["Fifth", "First", "Fourth", "Second"]


def test_an_open_writer_follows_a_rebuild_from_its_next_round(root):
    with Writer(root) as writer:
        writer.put([document("Into the old one")])
        rebuild([document("New")], root=root, position=1)
        writer.commit(8)
        assert writer.position == 1
        writer.put([document("Into the new one")])
        writer.commit(8)
    assert titles(Index(root).search("", tokens=None)) == ["Into the new one", "New"]


def test_a_rebuild_keeps_the_folder_before_it_and_no_older_one(root):
    for _ in range(3):
        rebuild([document()], root=root)
    assert [path.name for path in folder.all_of(root)] == ["1-000003", "1-000004"]
    assert folder.current(root).name == "1-000004"


def test_a_reader_that_slept_through_two_rebuilds_goes_on(root):
    index = Index(root)
    assert titles(index.search("", tokens=None)) == ["First"]
    for name in ("Second", "Third"):
        rebuild([document(name)], root=root)
    assert titles(index.search("", tokens=None)) == ["Third"]


def test_threads_share_one_index_while_it_is_written(root):
    index, totals = Index(root), []

    def look():
        totals.append([index.search("named", tokens={"public"}).total for _ in range(200)])

    threads = [threading.Thread(target=look) for _ in range(4)]
    with Writer(root) as writer:
        for thread in threads:
            thread.start()
        for number in range(20):
            writer.put([document(f"Named {number}")])
            writer.commit()
        for thread in threads:
            thread.join()
    assert [sorted(seen) for seen in totals] == totals
    assert index.search("named", tokens={"public"}).total == 20


def test_a_rebuild_that_fails_leaves_the_old_index(root):
    def broken():
        yield document("Second")
        raise OSError("the database is gone")

    with pytest.raises(OSError, match="the database is gone"):
        rebuild(broken(), root=root)
    assert [path.name for path in folder.all_of(root)] == ["1-000001"]
    assert titles(Index(root).search("", tokens=None)) == ["First"]


def test_a_rebuild_tells_how_far_it_is_and_takes_an_id_once(tmp_path):
    told = []
    documents = [document(f"Row {number}", id=f"row:{number % 2000}") for number in range(2500)]
    assert rebuild(documents, root=tmp_path, progress=told.append) == 2500
    assert (told, status(tmp_path)["documents"]) == ([1000, 2000], 2000)


DAMAGE = {
    "nothing was made yet": lambda root: folder_gone(root / "current"),
    "the pointer is empty": lambda root: (root / "current").write_text(""),
    "the pointer is no text": lambda root: (root / "current").write_bytes(b"\xff\xfe"),
    "the pointer leads out": lambda root: (root / "current").write_text("1-../../etc"),
    "another version made it": lambda root: (root / "current").write_text("999-000001"),
    "the folder is gone": lambda root: folder.current(root).rename(root / "elsewhere"),
    "its description is damaged": lambda root: (folder.current(root) / "meta.json").write_text("{"),
    "its description is empty": lambda root: (folder.current(root) / "meta.json").write_text(""),
    "its files are empty": lambda root: [path.write_bytes(b"") for path in segments(root)],
    "its files are cut": lambda root: [path.write_bytes(path.read_bytes()[:9]) for path in segments(root)],
    "its files are gone": lambda root: [path.unlink() for path in segments(root)],
}


def folder_gone(path):
    path.unlink()


def segments(root):
    return [path for path in folder.current(root).iterdir() if len(path.stem) == 32]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_missing_or_damaged_index_says_what_to_do(root, damage):
    DAMAGE[damage](root)
    index = Index(root)
    for ask in (
        lambda: index.search("first", tokens=None),
        lambda: index.suggest("fi", {"public"}),
        lambda: index.similar("grants.grant:1", {"public"}),
    ):
        with pytest.raises(NoIndex, match="“zhinan search rebuild”"):
            ask()
    found = status(root)
    assert (found["is_readable"], "zhinan search rebuild" in found["trouble"]) == (False, True)
    rebuild([document("Again")], root=root)
    assert titles(index.search("", tokens=None)) == ["Again"]


def test_a_writer_without_an_index_says_what_to_do(tmp_path):
    with pytest.raises(NoIndex, match="“zhinan search rebuild”"), Writer(tmp_path):
        pass


def test_an_index_that_vanishes_while_it_is_open_says_so(root):
    index = Index(root)
    assert index.search("", tokens=None).total == 1
    (root / "current").unlink()
    with pytest.raises(NoIndex):
        index.search("", tokens=None)


def test_the_status_tells_what_there_is(root):
    found = status(root)
    assert found.pop("bytes") > 500
    assert found == {
        "folder": str(root / "1-000001"),
        "documents": 1,
        "schema": 1,
        "position": 3,
        "is_readable": True,
        "trouble": "",
    }


def test_the_settings_name_the_folder(tmp_path, settings):
    settings.SEARCH_FOLDER = tmp_path / "search"
    rebuild([document("First")])
    assert titles(Index.open().search("", tokens=None)) == ["First"]
    assert Index.open() is Index.open(settings.SEARCH_FOLDER)
    assert status()["documents"] == 1


def test_an_unreadable_position_means_reading_from_the_beginning(root):
    (folder.current(root) / "position").write_text("")
    assert status(root)["position"] == 0


def test_facets_of_a_list_are_counted_anew_after_a_commit(root):
    index = index_of(root, document(countries=["TZ"]))
    assert index.search("", tokens={"public"}).facets["countries"] == [("TZ", 1)]
    with Writer(root) as writer:
        writer.put([document(countries=["TZ"])])
        writer.commit()
    assert index.search("", tokens={"public"}).facets["countries"] == [("TZ", 2)]
