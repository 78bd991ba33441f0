"""Pages on which pairs are compared, merged, told apart and taken apart again; without script."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.history.models import ARCHIVE
from zhinan.network.actions.identity import merge, propose
from zhinan.network.models import Merging, Organisation, Person, Twin

from .make import agreement, membership, named, network, organisation

pytestmark = pytest.mark.django_db
SECRETARIAT = (RoleName.SECRETARIAT, "programme:7")


def pair(**facts):
    """The proposal that two records of one university are one."""
    organisation(name="University of Nairobi", **facts)
    organisation(name="Univ. of Nairobi", **facts)
    propose()
    return Twin.objects.get()


def office(client):
    """Somebody of a secretariat, signed in."""
    found = user("Office", *SECRETARIAT)
    client.force_login(found)
    return found


PEOPLE = {
    "visitor": None,
    "member": (),
    "finance": (RoleName.FINANCE, "programme:7"),
    "focal point": (RoleName.FOCAL_POINT, "organisation:12"),
    "secretariat": SECRETARIAT,
    "administrator": (RoleName.ADMINISTRATOR,),
}
RULES = [  # address, with what, and the answers in the order of PEOPLE
    ("/twins/", "get", (302, 403, 403, 403, 200, 200)),
    ("/merged/", "get", (302, 403, 403, 403, 200, 200)),
    ("/twins/{twin}/", "get", (403, 403, 403, 403, 200, 200)),
    ("/twins/{twin}/merge/", "get", (403, 403, 403, 403, 200, 200)),
    ("/twins/{twin}/merge/", "post", (403, 403, 403, 403, 302, 404)),  # merged by the one before
    ("/twins/{twin}/distinct/", "post", (403, 403, 403, 403, 302, 302)),
    ("/twins/{twin}/distinct/", "get", (405,) * 6),
    ("/twins/{twin}/reopen/", "post", (403, 403, 403, 403, 302, 302)),
    ("/merged/{merging}/undo/", "post", (403, 403, 403, 403, 302, 302)),
    ("/merged/{merging}/undo/", "get", (405,) * 6),
]


@pytest.mark.parametrize(("address", "method", "answers"), RULES)
def test_who_may_open_and_send_what(client, address, method, answers):
    twin = pair()
    merging = merge(organisation(), organisation(), {}, by=user())
    found = []
    for role in PEOPLE.values():
        client.logout()
        if role is not None:
            client.force_login(user("Somebody", *role))
        found.append(getattr(client, method)(address.format(twin=twin.pk, merging=merging.pk)).status_code)
    assert tuple(found) == answers


def test_a_pair_is_not_there_for_those_who_may_not_see_one_of_the_two(client):
    twin = pair()
    Organisation.objects.filter(pk=twin.one_id).update(audience="secretariat@programme:8")
    office(client)
    assert client.get(twin.get_absolute_url()).status_code == 404
    assert "Univ. of Nairobi" not in client.get("/twins/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_pairs_takes_six_queries(client, django_assert_num_queries, number):
    for at in range(number):
        organisation(name=f"University of Nairobi {at}")
        organisation(name=f"Univ. of Nairobi {at}")
    propose()
    office(client)
    with django_assert_num_queries(6):
        page = client.get("/twins/").content.decode()
    assert page.count("Compare<span") == number
    assert f"{number} pair" in page


def test_the_list_is_narrowed_by_noun_likelihood_and_decision(client):
    twin = pair()
    office(client)

    def shows(words):
        return "Univ. of Nairobi" in client.get(f"/twins/?{words}").content.decode()

    assert [shows("noun=network.organisation"), shows("noun=network.person"), shows("noun=nonsense")] == [1, 0, 1]
    Twin.objects.update(score="0.800")
    assert [shows("least=0.85"), shows("least=nonsense"), shows("page=7")] == [0, 1, 1]
    client.post(f"/twins/{twin.pk}/distinct/")
    assert [shows(""), shows("state=distinct"), shows("state=merged")] == [0, 1, 0]
    page = client.get("/twins/?state=distinct").content.decode()
    assert f'action="/twins/{twin.pk}/reopen/"' in page
    client.post(f"/twins/{twin.pk}/reopen/")
    assert shows("")


def test_without_a_pair_the_list_says_what_would_be_here(client):
    office(client)
    assert "would stand here" in client.get("/twins/").content.decode()
    assert "would stand here" in client.get("/merged/").content.decode()


def test_two_records_stand_side_by_side_with_what_points_at_them(client):
    twin = pair(website="https://nairobi.example")
    other = Organisation.objects.get(pk=twin.other_id)
    Organisation.objects.filter(pk=other.pk).update(website="https://other.example", description="Old and large")
    agreement(other)
    membership(network(), organisation=other)
    office(client)
    page = client.get(twin.get_absolute_url()).content.decode()
    assert page.count("https://nairobi.example") == page.count("https://other.example") == 1
    assert 'name="keep" value="other" checked' in page  # more points at it
    assert 'name="take-website" value="other" aria-describedby="field-website" checked' in page
    assert 'name="take-audience"' not in page  # both say the same
    assert "shortened words" in page


def test_who_may_see_each_of_two_records_is_told_in_words(client):
    twin = pair()
    Organisation.objects.filter(pk=twin.other_id).update(audience="signed-in")
    office(client)
    page = client.get(twin.get_absolute_url()).content.decode()
    said = re.findall(r'name="take-audience"[^>]*> ([^<]+)</label>', page)
    assert said == ["everybody", str(dict(Organisation.audiences)["signed-in"])]


def test_the_number_of_queries_of_a_comparison_does_not_grow(client):
    twin, numbers = pair(), []
    office(client)
    for number in (1, 3):
        for _ in range(number):
            agreement(Organisation.objects.get(pk=twin.one_id))
        with CaptureQueriesContext(connection) as queries:
            client.get(twin.get_absolute_url())
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_what_was_chosen_is_checked_and_then_merged_and_taken_back(client):
    twin = pair()
    one, other = (Organisation.objects.get(pk=key) for key in (twin.one_id, twin.other_id))
    Organisation.objects.filter(pk=other.pk).update(website="https://other.example", description="Large")
    Organisation.objects.filter(pk=one.pk).update(website="https://one.example")
    joined = membership(network(), organisation=other)
    office(client)
    chosen = {"keep": "one", "take-website": "other", "take-description": "one", "take-name": "one"}
    page = client.get(f"/twins/{twin.pk}/merge/", chosen).content.decode()
    assert page.count("https://other.example") == 1
    assert "https://one.example" not in page
    assert '<input type="hidden" name="take-website" value="other">' in page
    answer = client.post(f"/twins/{twin.pk}/merge/", chosen)
    assert answer.headers["Location"] == one.get_absolute_url()
    one.refresh_from_db()
    joined.refresh_from_db()
    assert (one.website, one.description, joined.organisation_id) == ("https://other.example", "", one.pk)
    page = client.get("/merged/").content.decode()
    assert ("Univ. of Nairobi" in page, "Memberships: 1" in page) == (True, True)
    client.post(f"/merged/{Merging.objects.get().pk}/undo/")
    one.refresh_from_db()
    assert one.website == "https://one.example"
    assert "taken back on" in client.get("/merged/").content.decode()


def test_the_second_record_can_be_the_one_that_stays(client):
    twin = pair()
    office(client)
    client.post(f"/twins/{twin.pk}/merge/", {"keep": "other"})
    assert Organisation.objects.get(pk=twin.one_id).audience == ARCHIVE
    assert Organisation.objects.get(pk=twin.other_id).name == "Univ. of Nairobi"


def test_what_cannot_be_done_now_is_said_on_the_page(client):
    twin = pair()
    office(client)
    client.post(f"/twins/{twin.pk}/distinct/")
    client.post(f"/twins/{twin.pk}/distinct/")
    assert "is not the same. This can be done" in client.get("/twins/").content.decode()
    merging = merge(organisation(), organisation(), {}, by=user())
    client.post(f"/merged/{merging.pk}/undo/")
    page = client.post(f"/merged/{merging.pk}/undo/", follow=True).content.decode()
    assert "was taken back already" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_mergings_takes_seven_queries(client, django_assert_num_queries, number):
    for _ in range(number):
        merge(organisation(), organisation(), {}, by=user())
    office(client)
    with django_assert_num_queries(7):
        page = client.get("/merged/").content.decode()
    assert page.count("/undo/") == number


def test_people_are_compared_with_their_mail_addresses(client):
    for name, mail in (("Zhang Wei", "one@zhinan.example"), ("张伟", "")):
        consent = {"email": mail, "consent_on": date(2020, 1, 1)} if mail else {}
        Person.objects.create(**{**named("person"), "name": name, "audience": "staff", **consent})
    keys = sorted(Person.objects.values_list("pk", flat=True))
    twin = Twin.objects.create(noun="network.person", one_id=keys[0], other_id=keys[1], score="0.9")
    office(client)
    page = client.get(twin.get_absolute_url()).content.decode()
    assert page.count("one@zhinan.example") == 1
    client.post(f"/twins/{twin.pk}/merge/", {"keep": "other"})
    assert Person.objects.get(pk=keys[1]).email == "one@zhinan.example"


def test_a_merged_record_comes_out_of_the_archive_by_taking_the_merging_back(client):
    by = office(client)
    kept, other = organisation(name="University of Nairobi"), organisation(name="Univ. of Nairobi")
    merge(kept, other, {}, by=by)
    answer = client.post(reverse("restore-organisation", args=[other.slug]), follow=True)
    other.refresh_from_db()
    assert (answer.redirect_chain[-1][0], other.audience) == ("/merged/", ARCHIVE)
    sentence = "“Univ. of Nairobi” was merged into “University of Nairobi”. Take the merging back"
    assert sentence in answer.content.decode()


def test_a_focal_point_is_told_the_same_and_led_to_no_page_that_is_closed(client):
    kept, other = organisation(), organisation()
    scope = other.scope()
    merge(kept, other, {}, by=user())
    client.force_login(user("Focal point", RoleName.FOCAL_POINT, scope))
    answer = client.post(reverse("restore-organisation", args=[other.slug]), follow=True)
    assert (answer.status_code, "was merged into" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("noun", ["organisation", "person"])
def test_the_lists_lead_those_who_keep_records_to_the_records_that_may_be_one(client, noun):
    link = f'href="/twins/?noun=network.{noun}"'
    before = link in client.get(f"/lists/{noun}/").content.decode()
    office(client)
    assert (before, link in client.get(f"/lists/{noun}/").content.decode()) == (False, True)
    assert link not in client.get("/lists/network/").content.decode()
