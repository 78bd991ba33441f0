"""An import from its upload to its undoing: nothing is written before it is seen, nothing half, nothing twice."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.exchange import actions, judging, taking
from zhinan.exchange.models import STALLED, Import, ImportRow, Mapping
from zhinan.exchange.resources import BY_KEY
from zhinan.exchange.states import RowState, State, Work
from zhinan.exchange.tasks import hand_over, work
from zhinan.history.actions import write
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.reading import WrongSheet
from zhinan.network.models import Membership, Organisation, OrganisationIdentifier, Person
from zhinan.network.tests.make import network, organisation
from zhinan.notices.models import Notice
from zhinan.programmes.models import Posting
from zhinan.programmes.tests.make import country, programme, project

from .make import looked_at, office, row, states, uploaded, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]

TODAY = date(2026, 11, 22)
HEAD = ["机构名称", "国家", "网址"]
ROWS = [
    ["Rice Institute", "肯尼亚", "https://rice.example.org"],
    ["Bamboo Society", "Phillipines", None],
    [None, "Uganda", None],
    ["Water House", "Swaziland", "no link"],
    ["Rice Institute", "KEN", None],
    ["合计", 5, None],
]


@pytest.fixture
def by():
    """Somebody of the secretariat."""
    return office()


def test_a_chinese_list_with_wrong_doubtful_and_double_rows_is_sorted_before_anything_is_written(by):
    before = Entry.objects.count()
    one = looked_at("organisations", HEAD, ROWS, by)
    assert states(one) == ["add", "doubtful", "wrong", "wrong", "doubtful", "doubtful"]
    assert (one.state, one.columns) == (State.PREVIEWED, {"name": 0, "country": 1, "website": 2})
    assert (Organisation.objects.count(), Entry.objects.exclude(noun="exchange.import").count()) == (0, before)
    kenya = country("KEN").pk
    website = "https://rice.example.org"
    assert row(one, 2).changes == {
        "name": [None, "Rice Institute"],
        "country": [None, kenya],
        "website": [None, website],
    }
    assert row(one, 4).troubles == {"name": "“Name” is empty. Write something there."}
    assert row(one, 5).troubles == {"website": "Enter a valid URL."}
    assert row(one, 6).doubts[0]["sentence"].startswith("Row 2 tells of the same record.")
    assert row(one, 7).doubts[0]["sentence"].startswith("This looks like a total")
    (doubt,) = row(one, 3).doubts
    assert [label for _key, label in doubt["candidates"]] == ["Philippines"]


def test_good_rows_are_taken_and_the_rest_stays_until_it_is_settled(by):
    one = actions.take(looked_at("organisations", HEAD, ROWS, by), by=by)
    assert (one.state, states(one)) == (State.TAKEN, ["taken", "doubtful", "wrong", "wrong", "doubtful", "doubtful"])
    choices = {(3, 0): country("PHL").pk, (6, 0): "out", (7, 0): "out"}
    cells = {4: {"name": "Uganda Seeds"}, 5: {"website": ""}}
    assert actions.settle(one, choices, cells, by=by) == 5
    assert states(one) == ["taken", "add", "add", "add", "out", "out"]
    one = actions.take(one, by=by)
    assert states(one) == ["taken", "taken", "taken", "taken", "out", "out"]
    named = dict(Organisation.objects.values_list("name", "country__alpha3"))
    assert named == {"Rice Institute": "KEN", "Bamboo Society": "PHL", "Uganda Seeds": "UGA", "Water House": "SWZ"}


def test_each_record_that_is_written_is_in_the_history_with_who_did_it(by):
    one = actions.take(looked_at("organisations", HEAD, ROWS[:1], by), by=by)
    entry = Entry.objects.get(pk=row(one, 2).entries[0])
    assert (entry.verb, entry.actor, entry.record()) == ("recorded", by.pseudonym, Organisation.objects.get())
    assert entry.changes["name"] == [None, "Rice Institute"]


def test_the_same_file_twice_changes_nothing(by):
    rows = [*ROWS[:1], ["Water House", "Eswatini", None]]
    actions.take(looked_at("organisations", HEAD, rows, by), by=by)
    again = looked_at("organisations", HEAD, rows, by)
    assert states(again) == ["same", "same"]
    with pytest.raises(NotNow, match="No row is ready"):
        actions.take(again, by=by)


def test_a_change_is_told_field_by_field_and_an_empty_cell_changes_nothing(by):
    held = organisation(name="Rice Institute", country=country("KEN"), website="https://old.example.org", acronym="RI")
    one = looked_at("organisations", [*HEAD, "Acronym"], [[*ROWS[0], None]], by)
    assert states(one) == ["change"]
    assert row(one, 2).changes == {"website": ["https://old.example.org", "https://rice.example.org"]}
    actions.take(one, by=by)
    held.refresh_from_db()
    assert (held.website, held.acronym) == ("https://rice.example.org", "RI")


def test_an_answer_holds_for_every_row_that_says_the_same(by):
    rows = [["One", "Phillipines", None], ["Two", "phillipines", None], ["Three", "Kenyya", None]]
    one = looked_at("organisations", HEAD, rows, by)
    actions.settle(one, {(2, 0): country("PHL").pk}, {}, by=by)
    assert states(one) == ["add", "add", "doubtful"]


def test_a_doubtful_record_is_taken_as_the_same_or_as_another_one(by):
    held = organisation(name="Institute of Rice Research")
    head, rows = ["Name", "Acronym"], [["Institute for Rice Research", "A"], ["Institute of Rice Researches", "B"]]
    one = looked_at("organisations", head, rows, by)
    assert states(one) == ["doubtful", "doubtful"]
    actions.settle(one, {(2, 0): held.pk, (3, 0): "new"}, {}, by=by)
    assert states(one) == ["change", "add"]
    actions.take(one, by=by)
    held.refresh_from_db()
    assert (held.acronym, Organisation.objects.count()) == ("A", 2)


def test_what_changed_between_preview_and_taking_is_looked_at_again(by):
    held = organisation(name="Rice Institute", country=country("KEN"), website="https://old.example.org")
    one = looked_at("organisations", HEAD, ROWS[:1], by)
    write(held, {"website": "https://other.example.org"}, by=by)
    one = actions.take(one, by=by)
    (found,) = one.rows.all()
    assert (found.state, found.note.split(".")[0]) == ("change", "The record has changed since the preview")
    assert found.changes == {"website": ["https://other.example.org", "https://rice.example.org"]}


def test_an_import_is_taken_back_as_a_whole(by):
    held = organisation(name="Water House", website="https://old.example.org")
    rows = [ROWS[0], ["Water House", None, "https://new.example.org"]]
    one = actions.take(looked_at("organisations", HEAD, rows, by), by=by)
    one = actions.undo(one, by=by, on=TODAY)
    held.refresh_from_db()
    assert (one.state, states(one)) == (State.UNDONE, ["undone", "undone"])
    assert ([one.name for one in Organisation.objects.all()], held.website) == (
        ["Water House"],
        "https://old.example.org",
    )


def test_a_row_whose_record_was_changed_since_stays_and_says_so(by):
    held = organisation(name="Water House", website="https://old.example.org")
    rows = [ROWS[0], ["Water House", None, "https://new.example.org"]]
    one = actions.take(looked_at("organisations", HEAD, rows, by), by=by)
    write(held, {"website": "https://newest.example.org"}, by=by)
    one = actions.undo(one, by=by, on=TODAY)
    assert (states(one), row(one, 3).note) == (
        ["undone", "taken"],
        "Changed again since then: Website. Take back the later change first.",
    )


def test_columns_are_remembered_for_the_same_headings_in_any_order(by):
    first = uploaded("organisations", ["Body", "Where"], [["Rice", "KE"]], by)
    assert first.columns == {}
    actions.name_columns(first, {"name": 0, "country": 1}, {}, by=by)
    second = uploaded("organisations", ["where", "BODY"], [["KE", "Rice"]], by)
    assert (second.columns, Mapping.objects.count()) == ({"name": 1, "country": 0}, 1)


def test_a_member_who_left_before_joining_and_an_unknown_one_wait(by):
    found, rice = network(name="Rice Network"), organisation(name="Rice Institute")
    head = ["Network", "成员机构", "加入日期", "退出日期"]
    rows = [["Rice Network", "Rice Institute", "2020年9月", "2019"], ["Rice Network", "Nobody Here", "2020", None]]
    one = looked_at("memberships", head, [*rows, ["Rice Network", "rice institute", "25/09/2020", None]], by)
    assert states(one) == ["wrong", "doubtful", "add"]
    assert row(one, 2).troubles == {"left_on": "It left before it joined. Mend one of the two dates."}
    actions.take(one, by=by)
    assert [(one.network, one.organisation, str(one.joined_on)) for one in Membership.objects.all()] == [
        (found, rice, "2020-09-25")
    ]


def test_somebody_with_two_positions_is_one_person_where_the_mail_says_so_and_asked_for_else(by):
    for name in ("Rice", "Water"):
        organisation(name=f"{name} House")
    head = ["Name", "Organisation", "Position", "Email", "Consent"]
    rows = [
        ["First Person", "Rice House", "Director", "first@zhinan.example", "2020-01-02"],
        ["First Person", "Water House", "Adviser", "first@zhinan.example", "2020-01-02"],
        ["Other Person", "Rice House", "Clerk", None, None],
        ["Other Person", "Water House", "Clerk", None, None],
        ["Third Person", "Water House", "Clerk", "third@zhinan.example", None],
    ]
    one = looked_at("people", head, rows, by)
    assert states(one) == ["add", "add", "add", "doubtful", "wrong"]
    actions.settle(one, {(5, 0): "same"}, {}, by=by)
    one = actions.take(one, by=by)
    assert states(one) == ["taken", "taken", "taken", "taken", "wrong"]
    held = {person.name: person.positions.count() for person in Person.objects.all()}
    assert held == {"First Person": 2, "Other Person": 2}
    person = Person.objects.get(name="First Person")
    told = str(list(Entry.objects.values_list("changes", flat=True)))
    assert (person.email, "first@zhinan.example" in told) == ("first@zhinan.example", False)
    one = actions.undo(one, by=by, on=TODAY)
    assert Person.objects.visible_to(by).count() == 0


LEDGER = ["Project", "Donor", "Type", "Status", "Date", "Amount", "Currency"]


def test_the_ledger_is_only_added_to_and_taken_back_by_reversal():
    plan = programme()
    by, rice = office(plan.scope()), organisation(name="Rice Institute")
    work_ = project(plan, title="Terraces")
    rows = [["Terraces", "Rice Institute", "现金", "已拨付", "2020-06-15", "1,000.50", "RMB"]]
    one = actions.take(looked_at("postings", LEDGER, rows, by), by=by)
    posting = Posting.objects.get()
    assert (posting.project, posting.contributor, str(posting.amount), posting.currency.code) == (
        work_,
        rice,
        "1000.50",
        "CNY",
    )
    assert states(looked_at("postings", LEDGER, rows, by)) == ["same"]
    other = looked_at("postings", LEDGER, [[*rows[0][:5], "2000", "RMB"]], by)
    assert states(other) == ["doubtful"]
    actions.settle(other, {(2, 0): posting.pk}, {}, by=by)
    assert row(other, 2).troubles[""].startswith("A posting is never changed. Reverse it on its page")
    one = actions.undo(one, by=by, on=TODAY)
    assert (states(one), Posting.objects.get(reverses=posting).amount) == (["undone"], -posting.amount)


def test_nobody_posts_to_a_project_of_others():
    by, _rice = office("programme:999999"), organisation(name="Rice Institute")
    project(programme(), title="Terraces")
    one = looked_at("postings", LEDGER, [["Terraces", "Rice Institute", "cash", "secured", "2020", "1", "USD"]], by)
    assert states(one) == ["wrong"]
    actions.settle(one, {}, {2: {"on": "2020-01-01"}}, by=by)
    assert row(one, 2).troubles == {"project": "You may not post to this project. Ask its programme's secretariat."}


# long work


def many(number):
    """Rows of as many organisations."""
    words = ("Rice", "Bamboo", "Water", "Seeds", "Port")
    return [[f"{words[place % 5]} {place * 7919} House", "KEN", None] for place in range(number)]


def test_many_rows_are_the_work_of_the_worker_and_the_page_counts_them(by):
    one = looked_at("organisations", HEAD, many(600), by)
    assert (one.work, one.state, one.rows.count()) == (Work.PREVIEW, "mapped", 0)
    hand_over(one, by)
    assert DBTaskResult.objects.count() == 1
    with pytest.raises(NotNow, match="Wait until it is over"):
        actions.preview(one, by=by)
    work.call(pk=one.pk, run=one.run, by=by.pk, language="en")
    one.refresh_from_db()
    assert (one.work, one.state, one.done, one.rows.counts()) == ("", "previewed", 600, {"add": 600})
    assert [(told.user, told.record()) for told in Notice.objects.all()] == [(by, one)]
    one = actions.take(one, by=by)
    work.call(pk=one.pk, run=one.run, by=by.pk, language="en")
    one.refresh_from_db()
    assert (one.state, one.percent(), Organisation.objects.count()) == ("taken", 100, 600)


class StoppedError(Exception):
    """A machine that stops."""


def test_work_that_was_cut_off_goes_on_where_it_was_and_writes_nothing_twice(by, monkeypatch):
    monkeypatch.setattr(taking, "BATCH", 100)
    one = looked_at("organisations", HEAD, many(450), by)
    begun, count = actions.begin(one, Work.TAKE, 600, by=by), iter(range(100))

    def stops(found, step):
        judging.count(found, step)
        if next(count) == 2:
            raise StoppedError

    with monkeypatch.context() as stopping:
        stopping.setattr(taking, "count", stops)
        with pytest.raises(StoppedError):
            work.call(pk=one.pk, run=begun.run, by=by.pk, language="en")
    assert (Organisation.objects.count(), one.rows.counts()) == (200, {"taken": 200, "add": 250})
    begun = actions.go_on(begun, by=by, now=timezone.now() + 2 * STALLED)
    work.call(pk=one.pk, run=begun.run - 1, by=by.pk, language="en")  # the old piece of work wakes up and is told off
    assert Organisation.objects.count() == 200
    work.call(pk=one.pk, run=begun.run, by=by.pk, language="en")
    assert (Organisation.objects.count(), one.rows.counts()) == (450, {"taken": 450})


def test_work_that_makes_progress_is_not_begun_again_however_long_it_takes(by, monkeypatch):
    monkeypatch.setattr(judging, "BATCH", 100)
    one = looked_at("organisations", HEAD, many(600), by)
    counted, found = judging.count, []

    def late(one, step):
        Import.objects.filter(pk=one.pk).update(moved_at="2020-01-01T00:00:00Z")
        counted(one, step)
        found.append(Import.objects.get(pk=one.pk).is_stalled(timezone.now()))

    monkeypatch.setattr(judging, "count", late)
    with pytest.raises(NotNow, match="The work goes on"):
        actions.go_on(one, by=by, now=timezone.now())
    work.call(pk=one.pk, run=one.run, by=by.pk, language="en")
    assert found == [False] * 6
    with pytest.raises(NotNow, match="Nothing is being done"):
        actions.go_on(one, by=by, now=timezone.now() + 2 * STALLED)


def test_one_row_that_the_database_refuses_does_not_keep_the_others_back(by):
    put_away = organisation(name="Old House", audience="archive")
    OrganisationIdentifier.objects.create(organisation=put_away, scheme="XM-DAC", number="1")
    head, rows = ["Name", "Identifier"], [["Rice", "XM-DAC-3"], ["Water", "XM-DAC-1"], ["Seeds", "XM-DAC-2"]]
    one = looked_at("organisations", head, rows, by)
    assert states(one) == ["add", "add", "add"]
    one = actions.take(one, by=by)
    assert states(one) == ["taken", "wrong", "taken"]
    (sentence,) = row(one, 3).troubles.values()
    assert sentence.endswith("Another organisation has this identifier.")
    assert Organisation.objects.visible_to(by).count() == 2


def test_two_rows_that_would_make_each_the_parent_of_the_other_are_not_both_taken(by):
    for name in ("Rice", "Water"):
        organisation(name=f"{name} House")
    head, rows = ["Name", "Part of"], [["Rice House", "Water House"], ["Water House", "Rice House"]]
    one = actions.take(looked_at("organisations", head, rows, by), by=by)
    assert states(one) == ["taken", "wrong"]
    assert row(one, 3).troubles == {"": "An organisation cannot be part of itself or of one of its parts."}
    assert [str(one.parent) for one in Organisation.objects.order_by("pk")] == ["Water House", "None"]


def test_two_rows_with_one_number_of_a_register_are_in_doubt(by):
    head, rows = ["Name", "Identifier"], [["Rice", "XM-DAC-1"], ["Water", "XM-DAC-1"]]
    assert states(looked_at("organisations", head, rows, by)) == ["add", "doubtful"]


# what is refused


def test_a_wrong_file_leaves_nothing_behind(by, tmp_path):
    with pytest.raises(WrongSheet):
        actions.upload(ContentFile(b"PK\x03\x04nonsense"), "a.xlsx", BY_KEY["organisations"], by=by)
    assert (Import.objects.count(), list(tmp_path.rglob("*.xlsx"))) == (0, [])


def test_an_import_on_which_work_has_begun_meanwhile_is_not_thrown_away(by):
    one = looked_at("organisations", HEAD, ROWS, by)
    actions.begin(one, Work.TAKE, 600, by=by)
    assert one.work == ""  # as the page was loaded before
    with pytest.raises(NotNow, match="Wait until it is over"):
        actions.throw_away(one, by=by)
    assert Import.objects.count() == 1


def test_an_import_that_is_thrown_away_takes_its_file_and_its_rows_along(
    by, tmp_path, django_capture_on_commit_callbacks
):
    one = actions.take(looked_at("organisations", HEAD, ROWS[:1], by), by=by)
    assert len(list(tmp_path.rglob("*.xlsx"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.throw_away(one, by=by)
    assert (Import.objects.count(), ImportRow.objects.count(), list(tmp_path.rglob("*.xlsx"))) == (0, 0, [])
    assert Organisation.objects.count() == 1


def test_a_row_that_was_taken_is_not_mended(by):
    one = actions.take(looked_at("organisations", HEAD, ROWS[:1], by), by=by)
    assert actions.settle(one, {}, {2: {"name": "Other"}}, by=by) == 0
    assert (row(one, 2).state, Organisation.objects.get().name) == (RowState.TAKEN, "Rice Institute")


def test_what_was_taken_is_not_mapped_again(by):
    one = actions.take(looked_at("organisations", HEAD, ROWS[:1], by), by=by)
    with pytest.raises(NotNow, match="is taken over"):
        actions.choose(one, "Sheet1", 1, 1, by=by)


def test_headings_that_stand_deeper_are_chosen_and_guessed_anew(by):
    content = xlsx(["Members 2020", None], [["Name", "Country"], ["Rice", "KE"]])
    one = actions.upload(ContentFile(content), "a.xlsx", BY_KEY["organisations"], by=by)
    assert (one.row, one.columns) == (2, {"name": 0, "country": 1})
    one = actions.choose(one, "Sheet1", 1, 1, by=by)
    assert (one.row, one.columns) == (1, {})
