"""What waits is mended without losing an answer, stays on the list of what is to be done, and is taken back whole."""

import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from zhinan.exchange import actions
from zhinan.exchange.models import Import
from zhinan.exchange.resources import BY_KEY
from zhinan.exchange.writing import offered
from zhinan.history.actions import write
from zhinan.kit.reading import open_sheet
from zhinan.network.models import Organisation
from zhinan.network.resources import goal_finder
from zhinan.network.tests.make import organisation
from zhinan.programmes.models import Posting
from zhinan.programmes.tests.make import country, programme, project

from .make import looked_at, office, row, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]

TODAY = date(2026, 11, 22)
HEAD = ["Name", "Country", "Website"]


@pytest.fixture
def by():
    """Somebody of the secretariat."""
    return office()


# taken back


def test_a_record_that_was_deleted_by_hand_is_taken_back_already(by):
    rows = [["Rice House", "KEN", None], ["Water House", "UGA", None]]
    one = actions.take(looked_at("organisations", HEAD, rows, by), by=by)
    Organisation.objects.get(name="Rice House").delete()
    one = actions.undo(one, by=by, on=TODAY)
    assert (states(one), row(one, 2).note, Organisation.objects.count()) == (["undone", "undone"], "", 0)


def test_what_goes_to_the_archive_in_place_of_away_says_so(client, by):
    client.force_login(by)
    one = actions.take(looked_at("organisations", HEAD, [["Rice House", "KEN", None]], by), by=by)
    write(Organisation.objects.get(), {"acronym": "RH"}, by=by)
    answer = client.post(reverse("import-undo", args=[one.pk]), follow=True)
    assert "1 record stands in the archive, since more happened to it." in answer.content.decode()
    assert "In the archive, since more happened to it." in client.get(one.get_absolute_url()).content.decode()
    assert (states(one), Organisation.objects.get().audience) == (["undone"], "archive")


# answers


def test_an_answer_holds_beside_another_cell_that_is_mended_in_the_same_form(by):
    rows = [["Rice House", "Egpyt", "no link"], ["Water House", "Egpyt", "none either"], ["Tea House", "Egpyt", None]]
    one = looked_at("organisations", HEAD, rows, by)
    assert states(one) == ["wrong", "wrong", "doubtful"]
    site = "https://rice.example.org"
    actions.settle(one, {(2, 0): country("EGY").pk}, {2: {"website": site}, 3: {"website": ""}}, by=by)
    assert states(one) == ["add", "add", "add"]
    assert (row(one, 2).cells["website"], row(one, 3).cells.get("website")) == (site, None)


def test_a_choice_gives_way_to_another_text_in_its_own_cell_only(by):
    one = looked_at("organisations", HEAD, [["Rice House", "Egpyt", None], ["Tea House", "Egpyt", None]], by)
    actions.settle(one, {(2, 0): country("EGY").pk}, {2: {"country": "Kenya"}}, by=by)
    assert states(one) == ["add", "doubtful"]
    assert row(one, 2).changes["country"][1] == country("KEN").pk


def test_a_row_is_left_out_whatever_else_was_written_into_it(by):
    one = looked_at("organisations", HEAD, [["Rice House", "Egpyt", "no link"]], by)
    actions.settle(one, {(2, 0): "out"}, {2: {"country": "Kenya", "website": ""}}, by=by)
    assert (states(one), row(one, 2).cells["country"]) == (["out"], "Kenya")


# what is to be done


def test_an_import_of_which_rows_are_left_still_waits_and_says_how_many(client, by):
    client.force_login(by)
    rows = [["Rice House", "KEN", None], ["Water House", "Egpyt", None], ["Tea House", "KEN", "no link"]]
    one = actions.take(looked_at("organisations", HEAD, rows, by), by=by)
    assert list(Import.objects.waiting_for(by)) == [one]
    assert "2 wait" in client.get(reverse("imports")).content.decode()
    actions.settle(one, {(3, 0): "out"}, {4: {"website": ""}}, by=by)
    assert "wait" not in client.get(reverse("imports")).content.decode().partition("<tbody>")[2]
    actions.take(one, by=by)
    assert list(Import.objects.waiting_for(by)) == []


# words and lists


def test_what_waits_is_said_in_the_language_of_whoever_looks(client, by):
    client.force_login(by)
    one = looked_at("organisations", HEAD, [["Rice House", "Egpyt", None], [None, "KEN", None]], by)
    seen = {}
    for language in ("en", "zh-hans"):
        client.cookies["django_language"] = language
        page = client.get(one.get_absolute_url()).content.decode()
        seen[language] = [sentence in page for sentence in ("may be one of these", "Write something there.")]
        assert client.get(reverse("import-row", args=[one.pk, 3])).status_code == 200
        rest = b"".join(client.get(reverse("import-rest", args=[one.pk])).streaming_content)
        book = open_sheet(io.BytesIO(rest), "a.xlsx")
        told = str(list(book.rows(book.sheets[0])))
        assert ("may be one of these" in told) == (language == "en")
    assert seen == {"en": [True, True], "zh-hans": [False, False]}
    assert row(one, 2).doubts[0]["sentence"].startswith("“Egpyt” may be one of these.")


def test_a_note_is_kept_as_it_can_be_said_in_any_language(client, by):
    client.force_login(by)
    one = looked_at("organisations", HEAD, [["Rice House", "Egpyt", None]], by)
    with override("zh-hans"):
        actions.settle(one, {(2, 0): "out"}, {}, by=by)
    assert "Left out." in client.get(one.get_absolute_url()).content.decode()


def test_a_row_that_goes_with_another_says_so_in_the_language_of_whoever_looks(client, by):
    client.force_login(by)
    organisation(name="Rice House")
    cells = ["First Person", "Rice House", "first@zhinan.example", "2020-01-02"]
    with override("zh-hans"):
        rows = [[*cells, "Director"], [*cells, "Adviser"]]
        one = looked_at("people", ["Name", "Organisation", "Email", "Consent", "Position"], rows, by)
    page = client.get(one.get_absolute_url()).content.decode()
    assert (states(one), "Goes with row 2." in page, row(one, 3).note in page) == (["add", "add"], True, False)


@pytest.mark.parametrize(
    ("head", "cell", "place"),
    [("Country", "Xyzzy", 'list="list-country"'), ("SDGs", "99", 'list="list-goals"'), ("Type", "zz", "list-types")],
)
def test_a_closed_list_is_offered_where_nothing_is_near(client, by, head, cell, place):
    client.force_login(by)
    one = looked_at("organisations", ["Name", head], [["Rice House", cell]], by)
    page = client.get(one.get_absolute_url()).content.decode()
    assert (place in page, "Choose one of those that its cell offers" in page) == (True, True)
    assert ("<datalist" in page, "Record it first" in page) == (True, False)


def test_goals_are_offered_in_the_order_of_their_numbers():
    assert goal_finder().offers() == [str(number) for number in range(1, 18)]


def test_a_row_that_names_the_world_is_taken_without_a_country(by):
    held = organisation(name="Rice House", country=country("KEN"))
    rows = [["Rice House", "Global", "https://rice.example.org"], ["Tea House", "global", None]]
    one = looked_at("organisations", HEAD, rows, by)
    assert states(one) == ["doubtful", "doubtful"]
    assert row(one, 2).doubts[0]["candidates"][0] == [0, "No country: leave it empty"]
    actions.settle(one, {(2, 0): 0}, {}, by=by)
    one = actions.take(one, by=by)
    held.refresh_from_db()
    assert (states(one), held.country) == (["taken", "taken"], country("KEN"))  # what stands there stays
    assert Organisation.objects.get(name="Tea House").country is None


def test_all_rows_that_name_the_world_are_settled_at_once(client, by):
    client.force_login(by)
    rows = [["Rice House", "Global", None], ["Tea House", "Worldwide", None], ["Water House", "Egpyt", None]]
    one = looked_at("organisations", HEAD, rows, by)
    assert "No country in 2 rows that say so: leave it empty" in client.get(one.get_absolute_url()).content.decode()
    client.post(reverse("import-settle-empty", args=[one.pk]))
    assert states(one) == ["add", "add", "doubtful"]


def test_the_chinese_file_to_fill_in_offers_chinese_words_under_the_headings_of_the_pages(client, by):
    client.force_login(by)
    content = b"".join(client.get(reverse("import-template", args=["organisations", "zh-hans"])).streaming_content)
    book = open_sheet(io.BytesIO(content), "a.xlsx")
    heading = next(iter(book.rows(book.sheets[0])))[1]
    assert [word in heading for word in ("国家或地区", "名称", "机构名称")] == [True, True, False]
    with override("zh-hans"):
        finders = BY_KEY["organisations"].load(by)
        words = {column.name: offered(column, finders) for column in BY_KEY["organisations"].columns}
    assert (words["is_united_nations"], "肯尼亚" in words["country"], "政府" in words["type"]) == (
        ["是", "否"],
        True,
        True,
    )
    one = looked_at(
        "organisations", heading, [["Rice House", *cells_of(heading, 类型="政府", 国家或地区="肯尼亚")]], by
    )
    assert (states(one), row(one, 2).changes["country"][1]) == (["add"], country("KEN").pk)


def cells_of(heading, **cells):
    """The cells of a row after its first one, by the headings of their columns."""
    return [cells.get(word) for word in heading[1:]]


def test_a_near_twin_in_the_same_country_is_asked_about(by):
    held = organisation(name="Institute of River Science", country=country("KEN"))
    one = looked_at("organisations", HEAD, [["Institute for River Sciences", "Kenya", None]], by)
    assert (states(one), row(one, 2).doubts[0]["candidates"]) == (["doubtful"], [[held.pk, held.name]])


@pytest.mark.parametrize(("cell", "is_parallel"), [(None, False), ("no", False), ("yes", True)])
def test_a_posting_is_partners_money_only_where_the_sheet_says_so(cell, is_parallel):
    plan = programme()
    by, _rice = office(plan.scope()), organisation(name="Rice House")
    project(plan, title="Terraces")
    head = ["Project", "Donor", "Type", "Status", "Date", "Amount", "Currency", "Beside the grant"]
    rows = [["Terraces", "Rice House", "cash", "disbursed", "2020-06-15", "1000", "USD", cell]]
    one = actions.take(looked_at("postings", head, rows, by), by=by)
    assert (states(one), Posting.objects.get().is_parallel) == (["taken"], is_parallel)
    assert states(looked_at("postings", head[:-1], [rows[0][:-1]], by)) == ["same"]
