"""The pages of imports: the whole way with links and forms, for those who keep records and nobody else."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhinan.accounts.models import RoleName, User
from zhinan.accounts.tests.make import cast, user
from zhinan.exchange import actions
from zhinan.exchange.models import Import
from zhinan.exchange.resources import BY_KEY, RESOURCES
from zhinan.exchange.states import Work
from zhinan.exchange.tasks import empty_imports
from zhinan.kit.reading import open_sheet
from zhinan.network.models import Organisation
from zhinan.programmes.tests.make import country, programme

from .make import looked_at, office, row, states, uploaded, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]

HEAD, ROWS = (
    ["Organisation", "国家"],
    [["Rice House", "KEN"], ["Water House", "Phillipines"], [None, "Uganda"], ["Total", 3]],
)
ALONE = ("imports", "add-import")
OF_ONE = ("import", "import-columns", "import-sheet", "import-rest", "import-original")


def sent(client, resource="organisations", header=HEAD, rows=ROWS, name="members.xlsx"):
    """The answer to an upload."""
    file = SimpleUploadedFile(name, rows if isinstance(rows, bytes) else xlsx(header, rows))
    return client.post(reverse("add-import"), {"resource": resource, "file": file})


def opened(client, one, query=""):
    """The text of the page of an import."""
    return client.get(f"{one.get_absolute_url()}{query}").content.decode()


def test_the_whole_way_from_a_file_to_records_and_back(client):
    client.force_login(office())
    answer = sent(client)
    one = Import.objects.get()
    assert answer.headers["Location"] == reverse("import-columns", args=[one.pk])
    assert 'value="name" selected' in client.get(answer.headers["Location"]).content.decode()
    answer = client.post(answer.headers["Location"], {"column-0": "name", "column-1": "country"})
    assert answer.headers["Location"] == one.get_absolute_url()
    assert "1 row can be taken over. 3 rows wait for you." in opened(client, one)
    choices = {
        "doubt-3-0": str(country("PHL").pk),
        "doubt-5-0": "out",
        "cell-4-name": "Uganda House",
        "cell-3-country": "Phillipines",
    }
    answer = client.post(reverse("import-settle", args=[one.pk]) + "?state=doubtful", choices)
    assert (answer.headers["Location"], states(one)) == (
        f"{one.get_absolute_url()}?state=doubtful",
        ["add", "add", "add", "out"],
    )
    opened(client, one)  # where the message on the rows is read
    answer = client.post(reverse("import-take", args=[one.pk]), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["3 rows have been taken over."]
    assert sorted(one.name for one in Organisation.objects.all()) == ["Rice House", "Uganda House", "Water House"]
    assert f'href="{Organisation.objects.get(name="Rice House").get_absolute_url()}"' in opened(
        client, one, "?state=taken"
    )
    answer = client.post(reverse("import-undo", args=[one.pk]), follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Everything that this import wrote has been taken back."
    ]
    assert Organisation.objects.count() == 0


def test_dates_that_may_be_read_both_ways_are_asked_for_once(client):
    client.force_login(office())
    rows = [["Webinar", "webinar", "03/04/2020"], ["Course", "training", "05/06/2020"]]
    answer = sent(client, "events", ["Title", "Type", "Date"], rows)
    one = Import.objects.get()
    said = {"column-0": "title", "column-1": "kind", "column-2": "starts_on"}
    answer = client.post(reverse("import-columns", args=[one.pk]), said)
    assert (answer.status_code, "Say which order they have." in answer.content.decode()) == (422, True)
    client.post(reverse("import-columns", args=[one.pk]), {**said, "order-2": "mdy"})
    assert [found.changes["starts_on"][1] for found in one.rows.all()] == ["2020-03-04", "2020-05-06"]


def test_one_day_over_twelve_settles_the_order_and_the_page_says_so(client):
    client.force_login(office())
    sent(
        client,
        "events",
        ["Title", "Type", "Date"],
        [["Webinar", "webinar", "03/04/2020"], ["Course", "training", "25/06/2020"]],
    )
    page = client.get(reverse("import-columns", args=[Import.objects.get().pk])).content.decode()
    assert ("(day first, 25/09/2020)" in page, "Order of its dates" in page) == (True, False)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"column-1": "country"}, "Say which column holds “Name”."),
        ({"column-0": "name", "column-1": "name"}, "Another column is said to be the same. Choose one of the two."),
    ],
)
def test_columns_that_cannot_be_are_refused(client, said, sentence):
    by = office()
    client.force_login(by)
    one = uploaded("organisations", HEAD, ROWS, by)
    answer = client.post(reverse("import-columns", args=[one.pk]), said)
    assert (answer.status_code, sentence in answer.content.decode(), one.rows.count()) == (422, True, 0)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"PK\x03\x04" + b"x" * 99, "a.xlsx", "This file is damaged."),
        (b"a,b\n" * 200_001, "a.csv", "This sheet has more than 200,000 rows."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "protected by a password",
        ),
        (b"\x00" * 50_000_001, "a.csv", " MB are read. Delete sheets and pictures that are not needed"),
        (b"<html>", "a.csv", "is not what its ending says"),
    ],
    ids=["damaged", "rows", "password", "size", "web page"],
)
def test_a_file_that_cannot_be_read_is_told_at_its_place_and_nothing_is_kept(client, content, name, sentence):
    client.force_login(office())
    answer = sent(client, rows=content, name=name)
    assert (answer.status_code, sentence in answer.content.decode(), Import.objects.count()) == (422, True, 0)


def test_no_sheet_is_larger_than_any_file_may_be(client, settings):
    settings.LARGEST_FILE = 1_000_000
    client.force_login(office())
    answer = sent(client, rows=b"Name,Place\n" * 100_000, name="a.csv")
    assert "This file has 2 MB; at most 1 MB are read." in answer.content.decode()
    assert Import.objects.count() == 0


def test_another_sheet_and_another_row_of_headings_can_be_chosen(client):
    by = office()
    client.force_login(by)
    one = uploaded("organisations", HEAD, ROWS, by)
    address = reverse("import-sheet", args=[one.pk])
    answer = client.post(address, {"sheet": "Sheet1", "row": "99", "height": "1"})
    assert (answer.status_code, "There is nothing in this row." in answer.content.decode()) == (422, True)
    answer = client.post(address, {"sheet": "Sheet1", "row": "2", "height": "1"})
    assert answer.headers["Location"] == reverse("import-columns", args=[one.pk])
    assert Import.objects.get().row == 2


def test_a_row_is_mended_cell_by_cell_on_a_page_of_its_own(client):
    by = office()
    client.force_login(by)
    one = looked_at("organisations", HEAD, ROWS, by)
    address = reverse("import-row", args=[one.pk, 4])
    assert 'name="cell-4-website"' in client.get(address).content.decode()
    client.post(
        reverse("import-settle", args=[one.pk]),
        {"cell-4-name": "Uganda House", "cell-4-website": "https://u.example.org"},
    )
    assert (row(one, 4).state, row(one, 4).cells["website"]) == ("add", "https://u.example.org")


@pytest.mark.parametrize(
    "sent", [{"doubt-3-7": "1"}, {"doubt-x-0": "1"}, {"cell-99-name": "x"}, {"doubt-3-0": "999999999"}, {"a": "b"}]
)
def test_nonsense_that_is_sent_changes_nothing(client, sent):
    by = office()
    client.force_login(by)
    one = looked_at("organisations", HEAD, ROWS, by)
    assert client.post(reverse("import-settle", args=[one.pk]), sent).status_code == 302
    assert states(one) == ["add", "doubtful", "wrong", "doubtful"]


def test_the_page_of_long_work_shows_how_far_it_is_and_looks_again(client):
    by = office()
    client.force_login(by)
    one = looked_at("organisations", HEAD, ROWS, by)
    begun = actions.begin(one, Work.TAKE, 600, by=by)
    Import.objects.filter(pk=begun.pk).update(done=150)
    page = opened(client, one)
    assert ('<meta http-equiv="refresh" content="3">' in page, "150 of about 600 rows." in page) == (True, True)
    assert (f'value="{Import.objects.get().percent()}"' in page, "Go on with it" in page) == (True, False)
    Import.objects.update(moved_at="2020-01-01T00:00:00Z")
    assert "Go on with it" in opened(client, one)


def test_a_page_of_rows_takes_the_same_number_of_queries_however_many_there_are(client, django_assert_num_queries):
    by = office()
    client.force_login(by)
    rows = [[f"{word} House", place] for word in ("Rice", "Bamboo", "Water") for place in ("KEN", "UGA", "Phillipines")]
    pages = [looked_at("organisations", HEAD, rows[:many], by) for many in (3, 9)]
    for one in pages:
        opened(client, one)
        with django_assert_num_queries(9):
            opened(client, one)


def test_before_an_import_is_deleted_the_page_says_what_goes_with_it(client):
    by = office()
    client.force_login(by)
    one = actions.take(looked_at("organisations", HEAD, [*ROWS[:1], ["Bamboo House", "KEN"]], by), by=by)
    assert "Take all 2 rows back" in opened(client, one)
    address = reverse("import-throw-away", args=[one.pk])
    page = client.get(address).content.decode()
    assert "The records of 2 rows that were taken over stay, and can no longer be taken back from here." in page
    assert Import.objects.count() == 1
    assert client.post(address).headers["Location"] == reverse("imports")
    assert (Import.objects.count(), Organisation.objects.count()) == (0, 2)


def test_all_totals_are_left_out_at_once(client):
    by = office()
    client.force_login(by)
    one = looked_at("organisations", HEAD, [*ROWS, ["Total", 4]], by)
    assert "Leave out all 2 totals" in opened(client, one)
    client.post(reverse("import-settle-total", args=[one.pk]))
    assert states(one) == ["add", "doubtful", "wrong", "out", "out"]
    assert "Leave out" not in opened(client, one)


def test_an_import_that_was_emptied_says_so_and_offers_nothing_of_its_file(client, settings):
    by = office()
    client.force_login(by)
    one = actions.take(looked_at("organisations", HEAD, ROWS, by), by=by)
    assert "The file and what it says are kept until" in opened(client, one)
    Import.objects.update(moved_at="2020-01-01T00:00:00Z")
    empty_imports.call()
    page = opened(client, one)
    assert "What the file said, and the file itself, were deleted: that is kept for 90 days." in page
    assert ("Take 1 row back" in page, "The file as it was uploaded" in page) == (True, False)
    answers = [client.get(reverse(f"import-{name}", args=[one.pk])).status_code for name in ("sheet", "columns")]
    assert (answers, client.get(reverse("import-original", args=[one.pk])).status_code) == ([302, 302], 404)
    client.post(reverse("import-undo", args=[one.pk]))
    assert Organisation.objects.count() == 0
    assert client.get(one.get_absolute_url()).status_code == 200


def test_rows_are_narrowed_by_state_and_by_words(client):
    by = office()
    client.force_login(by)
    one = looked_at("organisations", HEAD, [["水稻中心", "KEN"], *ROWS], by)
    assert [found["row"].number for found in client.get(f"{one.get_absolute_url()}?q=水稻").context["rows"]] == [2]
    assert [found["row"].number for found in client.get(f"{one.get_absolute_url()}?state=wrong").context["rows"]] == [5]
    assert len(client.get(f"{one.get_absolute_url()}?state=nonsense&page=x").context["rows"]) == 5


def test_what_waits_is_downloaded_with_its_reasons_and_imported_again(client):
    by = office()
    client.force_login(by)
    one = looked_at("organisations", HEAD, ROWS, by)
    answer = client.get(reverse("import-rest", args=[one.pk]))
    content = b"".join(answer.streaming_content)
    found = list(open_sheet(io.BytesIO(content), "rest.xlsx").rows("Records"))
    assert found[0][1] == ["Name", "Country or area", "What is missing", "Row"]
    assert found[2][1][2:] == ["Name: “Name” is empty. Write something there.", 4]
    again = sent(client, rows=content, name="rest.xlsx")
    assert (again.status_code, Import.objects.first().columns) == (302, {"name": 0, "country": 1})


def test_the_file_is_given_back_as_it_was_uploaded(client):
    by = office()
    client.force_login(by)
    one = uploaded("organisations", HEAD, ROWS, by)
    answer = client.get(reverse("import-original", args=[one.pk]))
    assert b"".join(answer.streaming_content) == xlsx(HEAD, ROWS)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="list.xlsx"'


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.key)
def test_a_file_to_fill_in_is_understood_when_it_comes_back(client, resource, language):
    by = user("Administrator", RoleName.ADMINISTRATOR)
    client.force_login(by)
    answer = client.get(reverse("import-template", args=[resource.key, language]))
    content = b"".join(answer.streaming_content)
    book = open_sheet(io.BytesIO(content), "a.xlsx")
    heading = next(iter(book.rows(book.sheets[0])))[1]
    one = uploaded(resource.key, heading, [], by)
    assert one.columns == {column.name: place for place, column in enumerate(resource.columns)}
    told = [cells for _number, cells in book.rows(book.sheets[1])]
    assert {cells[0] for cells in told} >= set(heading)
    again = client.get(reverse("import-template", args=[resource.key, language]))
    assert b"".join(again.streaming_content) == content


def test_there_is_no_file_to_fill_in_for_what_is_not_imported(client):
    client.force_login(office())
    found = [
        client.get(reverse("import-template", args=words)).status_code for words in (("ships", "en"), ("people", "xx"))
    ]
    assert found == [404, 404]


# who may


@pytest.mark.parametrize(
    ("who", "pages", "own", "of_others"),
    [
        ("visitor", 302, 404, 404),
        ("nobody in particular", 403, 404, 404),
        ("focal point", 403, 404, 404),
        ("finance", 403, 404, 404),
        ("evaluator", 403, 404, 404),
        ("secretariat", 200, 200, 404),
        ("secretariat elsewhere", 200, 404, 200),
        ("administrator", 200, 200, 200),
    ],
)
def test_who_opens_which_page(client, who, pages, own, of_others):
    here, there = programme(), programme()
    people = cast(here, there)
    mine = looked_at("organisations", HEAD, ROWS, office(here.scope()))
    theirs = looked_at("organisations", HEAD, ROWS, office(there.scope()))
    if who != "visitor":
        client.force_login(people[who])
    found = [[client.get(reverse(name)).status_code for name in ALONE]]
    for one in (mine, theirs):
        answers = [client.get(reverse(name, args=[one.pk])) for name in OF_ONE]
        found.append([answer.status_code for answer in answers])
        for answer in answers:
            b"".join(answer.streaming_content if answer.streaming else ())  # so that files are closed
    assert found == [[pages] * len(ALONE), [own] * len(OF_ONE), [of_others] * len(OF_ONE)]


@pytest.mark.parametrize("verb", ["settle", "settle-total", "settle-unknown", "settle-empty", "take", "undo", "go-on"])
def test_nobody_else_changes_an_import(client, verb):
    one = looked_at("organisations", HEAD, ROWS, office("programme:7"))
    client.force_login(office("programme:8"))
    assert client.post(reverse(f"import-{verb}", args=[one.pk])).status_code == 404
    assert client.get(reverse(f"import-{verb}", args=[one.pk])).status_code == 405
    assert (Organisation.objects.count(), states(one)) == (0, ["add", "doubtful", "wrong", "doubtful"])


def test_nobody_else_deletes_an_import(client):
    one = looked_at("organisations", HEAD, ROWS, office("programme:7"))
    client.force_login(office("programme:8"))
    address = reverse("import-throw-away", args=[one.pk])
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert Import.objects.count() == 1


def test_who_made_an_import_sees_it_after_a_change_of_roles():
    by = office("programme:7")
    one = uploaded("organisations", HEAD, ROWS, by)
    by.roles.update(scope="programme:8")
    assert list(Import.objects.visible_to(User.objects.get(pk=by.pk))) == [one]
    assert list(Import.objects.waiting_for(by)) == [one]


def test_every_kind_of_list_can_be_chosen(client):
    client.force_login(office())
    page = client.get(reverse("add-import")).content.decode()
    assert [key for key in BY_KEY if f'value="{key}"' not in page] == []
