"""Who came to an event, by name: written down by those who keep the event, and read by nobody else."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events.forms import AttendanceForm
from zhinan.events.models import Attendance
from zhinan.history.models import Entry
from zhinan.kit.tests.make import sent
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import programme

from .make import attendance, event, head_count, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def held(client):
    """An event of a programme whose secretariat is signed in."""
    found = event(programme(name="Our programme"), title="Wells")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, found.programmes.get().scope()))
    return found


def people_of(event):
    return reverse("event-people", args=[event.slug])


def add(client, event, **values):
    return client.post(reverse("add-attendance", args=[event.slug]), sent(AttendanceForm, **values))


def test_people_are_added_one_after_the_other_and_stand_in_the_list(client, held):
    person(name="Amina Diallo", audience="staff")
    answer = add(client, held, person="Amina Diallo", organisation=organisation(name="Weavers").name, country="Kenya")
    made = held.attendances.get()
    assert (answer.url, made.person.name, made.country.alpha3) == (people_of(held), "Amina Diallo", "KEN")
    way = reverse("add-attendance", args=[held.slug])
    assert add(client, held, organisation="Weavers", step="save-add").url == way
    page = client.get(people_of(held)).content.decode()
    assert (page.count("Weavers</a>"), "2 attendances are recorded." in page) == (2, True)
    assert [one.audience for one in Entry.objects.filter(noun="events.attendance")] == ["staff", "staff"]


def test_nobody_stands_twice_in_the_list_and_an_empty_line_is_refused(client, held):
    attendance(held, person(name="Amina Diallo"))
    form = add(client, held, person="Amina Diallo").context["form"]
    assert form.non_field_errors() == ["This person stands in the list already."]
    form = add(client, held).context["form"]
    assert form.non_field_errors() == ["Name the person, or at least the organisation or the country they came from."]
    assert held.attendances.count() == 1


def test_an_attendance_is_changed_and_the_change_taken_back(client, held):
    found = attendance(held, person(name="Amina Diallo"))
    way = reverse("edit-attendance", args=[found.pk])
    client.post(way, sent(AttendanceForm, person="Amina Diallo", country="Kenya", seen="0"))
    found.refresh_from_db()
    assert found.country.alpha3 == "KEN"
    entry = Entry.objects.about(found).get()
    undo = reverse("undo-attendance", args=[found.pk, entry.pk])
    assert undo in client.get(way).content.decode()
    assert client.post(undo).url == people_of(held)
    found.refresh_from_db()
    assert found.country is None


def test_whoever_did_not_come_is_taken_off_the_list_after_a_question(client, held):
    found = attendance(held, person(name="Amina Diallo"))
    way = reverse("archive-attendance", args=[found.pk])
    assert "Take off the list" in client.get(way).content.decode()
    assert held.attendances.count() == 1
    assert client.post(way).url == people_of(held)
    assert held.attendances.count() == 0
    entry = Entry.objects.get(noun="events.attendance", noun_id=found.pk)
    assert (entry.verb, entry.audience) == ("taken_away", "staff")
    assert entry.changes == {"event": [held.pk, None], "person": [found.person_id, None]}


def test_taking_back_that_somebody_was_added_asks_whether_to_take_them_off_the_list(client, held):
    add(client, held, organisation=organisation(name="Weavers").name)
    found = held.attendances.get()
    undo = reverse("undo-attendance", args=[found.pk, Entry.objects.about(found).get().pk])
    assert client.post(undo).url == reverse("archive-attendance", args=[found.pk])
    assert held.attendances.count() == 1


def test_somebody_whom_a_keeper_may_not_see_is_counted_and_not_named(client, held):
    hidden = attendance(held, person(name="Hidden person", audience="administrator"))
    attendance(held, person(name="Amina Diallo"))
    page = client.get(people_of(held)).content.decode()
    assert ("Hidden person" in page, "1 of them names somebody whom you may not see." in page) == (False, True)
    assert client.get(reverse("edit-attendance", args=[hidden.pk])).status_code == 404


def test_printed_numbers_stand_beside_the_list_and_are_not_added_to_it(client, held):
    head_count(held, 80, "more_than")
    assert "Only printed numbers are known" in client.get(people_of(held)).content.decode()
    attendance(held)
    page = client.get(people_of(held)).content.decode()
    assert ("1 attendance is recorded." in page, "The list is counted, not these numbers." in page) == (True, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_people_is_read_in_eleven_queries(client, held, django_assert_num_queries, number):
    for _ in range(number):
        Attendance.objects.create(event=held, person=person(), organisation=organisation())
    with django_assert_num_queries(11):
        assert client.get(people_of(held)).status_code == 200


@pytest.mark.parametrize("who", ["secretariat", "administrator", "secretariat elsewhere", "finance", "focal point"])
def test_who_reads_and_changes_who_came(client, who):
    here = programme()
    found = attendance(event(here), person(name="Amina Diallo"))
    client.force_login(cast(here, programme())[who])
    ways = [people_of(found.event), reverse("add-attendance", args=[found.event.slug])]
    ways += [reverse(f"{verb}-attendance", args=[found.pk]) for verb in ("edit", "archive")]
    is_keeper = who in ("secretariat", "administrator")
    assert [client.get(way).status_code for way in ways] == [200 if is_keeper else 403] * 4
    page = client.get(found.event.get_absolute_url()).content.decode()
    assert (people_of(found.event) in page, "Amina Diallo" in page) == (is_keeper, False)


def test_a_visitor_reads_no_name_of_who_came(client):
    found = attendance(event(programme()), person(name="Amina Diallo"))
    assert client.get(people_of(found.event)).status_code == 403
    assert "Amina Diallo" not in client.get(found.event.get_absolute_url()).content.decode()
