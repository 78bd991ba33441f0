"""Who opens which file, by every way that leads to one."""

import pytest
from django.http import HttpResponseNotModified
from django.urls import reverse

from zhinan.accounts.models import VISITOR, RoleName
from zhinan.accounts.tests.make import user
from zhinan.files import actions
from zhinan.files.access import readable, restorable
from zhinan.files.forms import audiences
from zhinan.files.models import File
from zhinan.files.views import address_of, files_of
from zhinan.kit.tests.make import noun, organisation

from .addresses import OFFICE
from .make import attached, picture, upload

pytestmark = [pytest.mark.django_db, pytest.mark.urls("zhinan.files.tests.addresses")]

ELSEWHERE = "programme:8"
PEOPLE = {
    "visitor": lambda: VISITOR,
    "member": user,
    "evaluator": lambda: user("Evaluator", RoleName.EVALUATOR, OFFICE),
    "secretariat": lambda: user("Secretariat", RoleName.SECRETARIAT, OFFICE),
    "secretariat elsewhere": lambda: user("Colleague", RoleName.SECRETARIAT, ELSEWHERE),
    "administrator": lambda: user("Administrator", RoleName.ADMINISTRATOR),
}
EVERYBODY = set(PEOPLE)
SIGNED_IN = EVERYBODY - {"visitor"}
STAFF = {"evaluator", "secretariat", "administrator"}
EDITORS = {"secretariat", "administrator"}
NOBODY = set()
# (audience of the record, audience of the file): who opens the file
OPENED_BY = {
    ("public", ""): EVERYBODY,
    ("public", "signed-in"): SIGNED_IN,
    ("public", OFFICE): STAFF,
    ("public", f"secretariat@{OFFICE}"): EDITORS,
    ("public", "administrator"): {"administrator"},
    ("public", "archive"): NOBODY,
    ("signed-in", ""): SIGNED_IN,
    ("signed-in", "public"): SIGNED_IN,
    (OFFICE, ""): STAFF,
    (OFFICE, "public"): STAFF,
    (OFFICE, "signed-in"): STAFF,
    (f"secretariat@{OFFICE}", OFFICE): EDITORS,
    (f"secretariat@{ELSEWHERE}", f"secretariat@{OFFICE}"): {"administrator"},
    ("archive", ""): NOBODY,
}


def status(client, person, address, method="get"):
    """What the site answers `person` at `address`."""
    if person.is_authenticated:
        client.force_login(person)
    else:
        client.logout()
    answer = getattr(client, method)(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


@pytest.mark.parametrize("audiences", OPENED_BY, ids=" / ".join)
@pytest.mark.parametrize("who", PEOPLE)
def test_a_file_and_its_sizes_are_opened_by_those_who_see_both_it_and_its_record(client, who, audiences):
    opened_by = OPENED_BY[audiences]
    record = organisation(audience=audiences[0])
    file = attached(record, "photo.jpg", picture(size=(400, 300)), audience=audiences[1])
    actions.make_sizes(file)
    person, expected = PEOPLE[who](), 200 if who in opened_by else 404
    words = {"slug": record.slug, "file": file.pk}
    assert status(client, person, reverse("organisation-file", kwargs=words)) == expected
    assert status(client, person, reverse("organisation-file-size", kwargs={**words, "size": 320})) == expected
    sees_record = type(record).objects.visible_to(person).exists()
    listed = [row["file"] for row in files_of(record, person)["pictures"]] if sees_record else []
    assert listed == ([file] if who in opened_by else [])


WAYS = {
    "files": ("get", ""),
    "describe": ("get", "{}/describe/"),
    "replace": ("get", "{}/replace/"),
    "up": ("post", "{}/up/"),
    "down": ("post", "{}/down/"),
    "remove": ("post", "{}/remove/"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("who", PEOPLE)
def test_files_are_edited_by_those_whom_the_room_of_the_record_permits(client, who, way):
    record = organisation()
    file = attached(record)
    method, address = WAYS[way]
    expected = (200 if method == "get" else 302) if who in EDITORS else 403
    assert status(client, PEOPLE[who](), address_of(record) + address.format(file.pk), method) == expected


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_an_editor_does_not_see_is_not_edited(client, way):
    record = organisation()
    file = attached(record, caption="For others", audience="administrator")
    method, address = WAYS[way]
    found = status(client, PEOPLE["secretariat"](), address_of(record) + address.format(file.pk), method)
    assert found == (200 if way == "files" else 404)
    assert "For others" not in client.get(address_of(record)).content.decode()


@pytest.mark.parametrize("who", PEOPLE)
def test_a_version_that_was_replaced_is_opened_by_those_alone_who_may_edit(client, who):
    record = organisation()
    before = attached(record)
    after = actions.replace(before, upload(), by=None)
    person = PEOPLE[who]()
    assert status(client, person, address_of(record, after.pk)) == 200
    assert status(client, person, address_of(record, before.pk)) == (200 if who in EDITORS else 404)
    assert [row["file"] for row in files_of(record, person)["papers"]] == [after]


@pytest.mark.parametrize(("audience", "restored_by"), [("", EDITORS), ("administrator", {"administrator"})])
@pytest.mark.parametrize("who", sorted(EDITORS))
def test_a_removed_file_is_put_back_by_an_editor_who_saw_it(client, who, audience, restored_by):
    record = organisation()
    file = attached(record, audience=audience)
    actions.remove(file, by=None)
    person = PEOPLE[who]()
    assert restorable(record, person) == ([file] if who in restored_by else [])
    expected = 302 if who in restored_by else 404
    assert status(client, person, address_of(record, file.pk, "restore"), "post") == expected
    file.refresh_from_db()
    assert file.audience == (audience if who in restored_by else "archive")


def test_a_file_is_not_opened_through_another_record(client):
    file = attached(organisation(audience="administrator"))
    assert status(client, VISITOR, address_of(organisation(), file.pk)) == 404


def test_no_file_is_opened_by_the_name_of_its_content(client):
    file = attached(organisation())
    assert status(client, VISITOR, "/" + file.stored) == status(client, VISITOR, "/media/" + file.stored) == 404


def test_whoever_may_no_longer_see_a_file_is_not_told_that_theirs_is_still_good(client):
    record = organisation()
    file = attached(record)
    asked = {"HTTP_IF_NONE_MATCH": f'"{file.sha256}"'}
    assert isinstance(client.get(address_of(record, file.pk), **asked), HttpResponseNotModified)
    File.objects.update(audience="signed-in")
    assert client.get(address_of(record, file.pk), **asked).status_code == 404


def test_an_editor_offers_no_audience_without_themselves():
    tokens = {who: [token for token, _words in audiences(make())] for who, make in PEOPLE.items()}
    assert tokens["secretariat"] == ["", "signed-in", f"secretariat@{OFFICE}"]
    assert tokens["administrator"] == ["", "signed-in", "administrator"]
    kept = audiences(PEOPLE["secretariat"](), "call:3")
    assert kept[-1] == ("call:3", "call:3")
    assert dict(kept)[f"secretariat@{OFFICE}"] == "Only: secretariat (programme 7)"


def test_an_editor_reads_of_which_programme_the_secretariat_is_meant():
    scope = noun("programmes.programme").objects.create(slug="seeds", name="Seeds for the South").scope()
    offered = dict(audiences(user("Office", RoleName.SECRETARIAT, scope)))
    assert offered[f"secretariat@{scope}"] == "Only: secretariat (Seeds for the South)"


def test_reading_asks_the_database_once(django_assert_num_queries):
    record, person = organisation(), PEOPLE["evaluator"]()
    for _ in range(3):
        attached(record)
    assert len(readable(record, person)) == 3
    with django_assert_num_queries(1):
        assert len(files_of(record, person)["papers"]) == 3
