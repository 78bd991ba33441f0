"""Attendance files: looked at before anything is written, taken over as it is chosen, and forgotten."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events import actions
from zhinan.events.models import Registration, Roll, Session
from zhinan.network.actions.people import erase
from zhinan.programmes.tests.make import programme

from .make import event, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
ZOOM = """Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Amina Diallo,amina@zhinan.example,2026-03-10 09:00:00,2026-03-10 09:30:00,30,Yes
Amina Diallo,amina@zhinan.example,2026-03-10 09:40:00,2026-03-10 10:00:00,20,Yes
Bruno Costa,,2026-03-10 09:00:00,2026-03-10 10:00:00,60,Yes
Somebody Unheard,,2026-03-10 09:00:00,2026-03-10 10:00:00,60,Yes
iPhone,,2026-03-10 09:00:00,2026-03-10 09:05:00,5,Yes
"""


@pytest.fixture
def office(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, found.scope()))
    return found


@pytest.fixture
def held(office):
    """A webinar for which Amina and Bruno registered."""
    made = event(office, title="Wells", starts_on="2026-03-10")
    for name, mail in (("Amina Diallo", "amina@zhinan.example"), ("Bruno Costa", "bruno@zhinan.example")):
        Registration.objects.create(
            event=made, name=name, email=mail, consented_on=date(2026, 3, 1), registered_at=timezone.now()
        )
    return made


def upload(client, event, text=ZOOM, **more):
    file = SimpleUploadedFile("participants.csv", text.encode(), "text/csv")
    return client.post(reverse("add-roll", args=[event.slug]), {"file": file, **more})


def choices(client, roll):
    """{name of a row's field: what is chosen in it} as the page stands."""
    rows = client.get(roll.get_absolute_url()).context["rows"]
    usual = {"matched": lambda row: row["key"], "new": lambda row: "new", "nobody": lambda row: "leave"}
    return {f"row-{row['number']}": usual.get(row["verdict"], lambda row: "")(row) for row in rows}


def test_a_file_is_looked_at_first_and_reconnections_are_one_person(client, held):
    answer = upload(client, held)
    roll = Roll.objects.get()
    assert (answer.url, held.attendances.count()) == (roll.get_absolute_url(), 0)
    rows = {row["name"]: (row["verdict"], row["minutes"]) for row in roll.rows}
    assert rows == {
        "Amina Diallo": ("matched", 50),
        "Bruno Costa": ("matched", 60),
        "Somebody Unheard": ("new", 60),
        "iPhone": ("nobody", 5),
    }


def test_what_is_chosen_is_taken_over_once_and_the_rows_are_gone(client, held):
    upload(client, held)
    roll = Roll.objects.get()
    chosen = choices(client, roll)
    client.post(roll.get_absolute_url(), chosen)
    came = sorted(
        (one.registration.name if one.registration else "", one.called, one.minutes) for one in held.attendances.all()
    )
    assert came == [
        ("", "Somebody Unheard", 60),
        ("Amina Diallo", "Amina Diallo", 50),
        ("Bruno Costa", "Bruno Costa", 60),
    ]
    roll.refresh_from_db()
    assert (roll.rows, roll.added, roll.taken_at is not None) == ([], 3, True)
    client.post(roll.get_absolute_url(), chosen)
    upload(client, held)
    again = Roll.objects.first()
    client.post(again.get_absolute_url(), {name: one for name, one in choices(client, again).items() if one != "new"})
    assert held.attendances.count() == 3


def test_what_is_not_decided_stays_for_later(client, held):
    upload(client, held)
    roll = Roll.objects.get()
    chosen = {name: one for name, one in choices(client, roll).items() if one.startswith("r")}
    assert client.post(roll.get_absolute_url(), chosen).url == roll.get_absolute_url()
    roll.refresh_from_db()
    assert ([row["name"] for row in roll.rows], held.attendances.count()) == (["Somebody Unheard", "iPhone"], 2)


def test_a_recorded_person_is_known_by_mail_and_counted_as_one_with_the_registration(client, held):
    amina = person(name="Amina Diallo", email="amina@zhinan.example", consent_on="2026-01-05", audience="staff")
    held.registrations.filter(name="Amina Diallo").update(person=amina)
    upload(client, held)
    roll = Roll.objects.get()
    client.post(roll.get_absolute_url(), choices(client, roll))
    place = held.attendances.get(person=amina)
    assert (place.called, place.minutes) == ("", 50)
    erase(amina, by=user("Administrator", RoleName.ADMINISTRATOR))
    place.refresh_from_db()
    assert (place.person, place.called, held.attendances.count()) == (None, "", 3)


def test_a_choice_that_was_not_offered_changes_nothing(client, held):
    upload(client, held)
    roll = Roll.objects.get()
    client.post(roll.get_absolute_url(), {"row-1": "p999999", "row-3": "r1x"})
    assert held.attendances.count() == 0


def test_a_file_that_is_none_is_refused_with_what_was_expected_and_days_are_asked_for(client, held):
    refused = upload(client, held, "a,b\n1,2\n")
    assert list(refused.context["form"].errors) == ["file"]
    unclear = ZOOM.replace("2026-03-10", "03/10/2026")
    asked = upload(client, held, unclear)
    assert "Does the day or the month come first" in asked.context["form"].errors["order"][0]
    assert upload(client, held, unclear, order="month").status_code == 302


def test_names_and_mails_lie_encrypted_and_are_forgotten_after_weeks(client, held):
    upload(client, held)
    with connection.cursor() as cursor:
        cursor.execute("SELECT held FROM events_roll")
        assert "Amina" not in cursor.fetchone()[0]
    now = timezone.now()
    assert [actions.forget_rolls(now), actions.forget_rolls(now + timedelta(days=31))] == [0, 1]
    assert Roll.objects.get().rows == []


def test_a_file_is_thrown_away(client, held):
    upload(client, held)
    client.post(reverse("drop-roll", args=[Roll.objects.get().pk]))
    assert (Roll.objects.count(), held.attendances.count()) == (0, 0)


def test_who_reads_and_takes_over_an_attendance_file(client, office, held):
    upload(client, held)
    ways = [reverse("add-roll", args=[held.slug]), Roll.objects.get().get_absolute_url()]
    for way in ways:
        through = set()
        for word, one in cast(office, programme(name="Another")).items():
            client.logout()
            if one.is_authenticated:
                client.force_login(one)
            if client.get(way).status_code == 200:
                through.add(word)
        assert through == {"secretariat", "administrator"}


def test_a_page_of_a_file_takes_the_same_few_queries_however_long_it_is(client, held, django_assert_num_queries):
    stay = "2026-03-10 09:00:00,2026-03-10 10:00:00,60,Yes"
    lines = "".join(f"Guest Number{number},g{number}@zhinan.example,{stay}\n" for number in range(60))
    for text in (ZOOM, ZOOM + lines):
        upload(client, held, text)
        with django_assert_num_queries(8):
            client.get(Roll.objects.order_by("-pk").first().get_absolute_url())


def taken(client, event, **more):
    """The attendance file taken over as it is judged."""
    upload(client, event, **more)
    roll = Roll.objects.first()
    return client.post(roll.get_absolute_url(), choices(client, roll), follow=True).content.decode()


def test_minutes_of_a_file_reach_who_was_checked_in_before(client, held):
    amina = held.registrations.get(name="Amina Diallo")
    actions.check_in(amina, now=timezone.now())
    taken(client, held)
    assert held.attendances.get(registration=amina).minutes == 50


def test_a_file_of_one_session_tells_the_minutes_of_that_one(client, held):
    first, second = (Session.objects.create(event=held, title=title) for title in ("Digging", "Drinking"))
    page = taken(client, held, session=first.pk)
    assert ("3 attendances are added." in page, "3 people are noted in “Digging”." in page) == (True, True)
    page = taken(client, held, session=second.pk)
    assert "people are noted in “Drinking”." in page
    amina = held.attendances.get(registration__name="Amina Diallo")
    assert (amina.minutes, sorted(one.minutes for one in amina.presences.all())) == (None, [50, 50])
