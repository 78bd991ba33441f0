"""The day of erasure: names of those who are no recorded person go after the event, and every number stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from zhinan.accounts.tests.make import user
from zhinan.events import actions, tasks
from zhinan.events.figures import attendances
from zhinan.events.models import Admission, Attendance, Event, GroupRegistration, Registration, Survey
from zhinan.events.rules import erased_on
from zhinan.events.states import State
from zhinan.history.models import Entry
from zhinan.kit.dates import PartialDate
from zhinan.kit.figures import Period
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.models import Answer, Response
from zhinan.questionnaires.tests.make import GENDER, questionnaire, round_of
from zhinan.questionnaires.tests.make import asked as asked_in

from .make import event, person
from .test_registration import guest, planned

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
DAY = date(2026, 4, 9)  # thirty days after the event


def days(**facts):
    """An event that lies in no database, with its days kept as a database keeps them."""
    made = Event(**{"state": "planned", "zone": "Africa/Nairobi"} | facts)
    for name in ("starts", "ends"):
        said = getattr(made, f"{name}_on")
        said = PartialDate(said) if said else None
        setattr(made, f"{name}_earliest", said and said.earliest)
        setattr(made, f"{name}_latest", said and said.latest)
    return made


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"starts_on": "2026-03-10"}, DAY),
        ({"starts_on": "2026-03-10", "state": "held"}, DAY),
        ({"starts_on": "2026-03-10", "state": "cancelled"}, DAY),
        ({"starts_on": "2026-03-10", "state": "postponed"}, None),
        ({"starts_on": "2026-03-08", "ends_on": "2026-03-10"}, DAY),
        ({"starts_on": "2026-02"}, date(2026, 3, 30)),
        ({"starts_on": "[2026-02-03,2026-03-02]"}, date(2026, 4, 1)),
        ({"starts_on": "2026"}, date(2027, 1, 30)),
        ({"starts_on": "2026-03-10", "begins_at": NOON}, date(2026, 4, 11)),
        ({"begins_at": NOON - timedelta(days=2), "ends_at": NOON}, date(2026, 4, 11)),
        ({"begins_at": datetime(2026, 3, 12, 22, 0, tzinfo=UTC)}, date(2026, 4, 12)),  # after midnight in Nairobi
        ({}, None),
    ],
)
def test_the_day_of_erasure_follows_the_last_day_that_is_known(facts, day):
    assert erased_on(days(**facts), 30) == day


DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(DAYS, st.integers(0, 900), st.integers(1, 3650), st.sampled_from(State))
def test_no_name_is_deleted_before_the_event_is_over_for_so_many_days(start, length, after, state):
    end = start + timedelta(days=length)
    found = erased_on(days(starts_on=start.isoformat(), ends_on=end.isoformat(), state=state), after)
    assert found == (None if state == State.POSTPONED else end + timedelta(days=after))


def registered(event, number=1, **facts):
    """Somebody who registered."""
    words = {"name": f"Guest {number}", "email": f"guest-{number}@zhinan.example", "organisation_name": "Weavers"}
    moments = {"consented_on": date(2026, 3, 1), "registered_at": NOON}
    return Registration.objects.create(event=event, **words | moments | facts)


@pytest.fixture
def held(db):
    """A webinar thirty days after which names go: a stranger came, a recorded person came, one cancelled."""
    lead = programme(name="Ours")
    made = event(lead, title="Wells", starts_on="2026-03-10")
    Admission.objects.create(event=made, erase_after=30)
    group = GroupRegistration.objects.create(
        event=made, organisation_name="Weavers", contact="Office", email="office@zhinan.example", registered_at=NOON
    )
    stranger = registered(made, 1, group=group)
    known = registered(made, 2, person=person(name="Guest 2"), matched_on=date(2026, 3, 1))
    registered(made, 3, state="cancelled")
    for one in (stranger, known):
        actions.check_in(one, now=NOON)
    Attendance.objects.create(event=made, called="Walked in")
    return made


def names(found):
    return sorted(found.registrations.values_list("name", flat=True))


def told(found):
    """Numbers that a report or a page may show."""
    figure = attendances(found.programmes.get(), Period(date(2026, 1, 1), date(2026, 12, 31)), date(2026, 12, 31))
    return (
        figure.value,
        found.attendances.count(),
        found.groups.count(),
        sorted(found.registrations.values_list("state", "country", "registered_at")),
    )


def test_names_stay_until_the_day_and_go_on_it_and_the_numbers_stay(held):
    before = told(held)
    assert actions.forget_strangers(DAY - timedelta(days=1), 200) is False
    assert names(held) == ["Guest 1", "Guest 2", "Guest 3"]
    assert actions.forget_strangers(DAY, 200) is True
    rows = held.registrations.order_by("pk").values_list("name", "email_mark", "organisation_name")
    assert [row for row in rows if "Guest 2" not in row] == [("", "", "")] * 2
    assert [one.email for one in held.registrations.order_by("pk")] == ["", "guest-2@zhinan.example", ""]
    assert [one.called for one in held.attendances.all()] == [""] * 3
    assert (told(held), told(held)[:3]) == (before, (3, 3, 1))


def test_who_is_a_recorded_person_stays(held):
    actions.forget_strangers(DAY, 200)
    kept = held.registrations.get(name="Guest 2")
    assert (kept.email, kept.person.name, held.attendances.filter(person=kept.person).count()) == (
        "guest-2@zhinan.example",
        "Guest 2",
        1,
    )


def test_who_wrote_for_colleagues_is_forgotten_and_the_institution_is_not(held):
    actions.forget_strangers(DAY, 200)
    group = held.groups.get()
    assert (group.contact, group.email, group.email_mark, group.organisation_name) == ("", "", "", "Weavers")


def test_answers_and_the_own_page_go_with_the_name(client, db):
    found = planned([GENDER])
    actions.register(found, guest(), now=NOON, values={"gender": "female"})
    address = found.registrations.get().own_address()
    assert (client.get(address).status_code, Response.objects.count()) == (200, 1)
    actions.forget_strangers(date(2099, 1, 1), 200)
    assert (client.get(address).status_code, Response.objects.count(), Answer.objects.count()) == (404, 0, 0)


def test_whom_a_survey_asked_is_forgotten_there_too(held):
    asked = round_of(questionnaire(GENDER), way="personal")
    Survey.objects.create(event=held, moment="satisfaction", days=1, round=asked, asked_on=date(2026, 3, 11))
    for number in (1, 2):
        asked_in(asked, f"guest-{number}@zhinan.example", name=f"Guest {number}")
    elsewhere = asked_in(round_of(asked.questionnaire, way="personal"), "guest-1@zhinan.example", name="Guest 1")
    actions.forget_strangers(DAY, 200)
    assert sorted((one.name, one.email) for one in asked.asked.all()) == [
        ("", ""),
        ("Guest 2", "guest-2@zhinan.example"),
    ]
    elsewhere.refresh_from_db()
    assert elsewhere.name == "Guest 1"


def test_it_is_done_once_and_told_at_the_event_to_its_secretariat(held):
    assert [actions.forget_strangers(DAY, 200) for _turn in range(3)] == [True, False, False]
    (entry,) = Entry.objects.about(held).filter(verb="names_deleted")
    assert (entry.audience, entry.changes) == ("staff", {})
    assert Entry.objects.filter(noun="events.registration", verb="person_erased").count() == 2
    assert "Guest 1" not in str(list(Entry.objects.values()))


def test_many_are_forgotten_in_batches_until_nobody_is_left(held):
    for number in range(4, 9):
        registered(held, number)
    turns = []
    while actions.forget_strangers(DAY, 3):
        turns.append(len([name for name in names(held) if name]))
    assert turns == [5, 2, 1]
    assert Entry.objects.about(held).filter(verb="names_deleted").count() == 1


def test_the_sweep_of_the_worker_forgets_all_whose_day_has_come(held):
    later = event(title="Wires", starts_on=timezone.localdate().isoformat())
    Admission.objects.create(event=later)
    registered(later)
    tasks.forget_what_is_due.call()
    assert (names(held), names(later)) == (["", "", "Guest 2"], ["Guest 1"])


@pytest.mark.parametrize("facts", [{"starts_on": None}, {"state": "postponed"}])
def test_while_nobody_knows_when_the_event_will_be_no_name_goes(held, facts):
    for name, value in facts.items():
        setattr(held, name, value)
    held.save()
    assert actions.forget_strangers(date(2099, 1, 1), 200) is False


def test_whoever_registers_again_later_is_forgotten_again(held):
    actions.forget_strangers(DAY, 200)
    registered(held, 9)
    assert [actions.forget_strangers(DAY, 200) for _turn in range(2)] == [True, False]


def test_an_event_without_terms_of_registration_names_no_day(db):
    made = event(starts_on="2020-03-10")
    registered(made)
    assert actions.forget_strangers(date(2099, 1, 1), 200) is False


def test_finding_whose_day_has_come_takes_two_queries_however_many_events_there_are(held, django_assert_num_queries):
    for _one in range(5):
        other = event(starts_on="2026-03-10")
        Admission.objects.create(event=other)
        registered(other)
    with django_assert_num_queries(2):
        actions.forget_strangers(DAY - timedelta(days=1), 200)


@pytest.fixture
def office(client, held):
    client.force_login(user("Secretariat", "secretariat", held.programmes.get().scope()))
    return client


def test_the_secretariat_sets_the_day_and_reads_it_above_the_list(office, held):
    assert office.post(reverse("event-terms", args=[held.slug]), {"erase_after": "90"}).status_code == 302
    assert Admission.objects.get(event=held).erase_after == 90
    page = office.get(reverse("event-registrations", args=[held.slug])).content.decode()
    assert "The names of those who are not recorded as a person are deleted on 8 June 2026." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("0", "greater than or equal to 1"), ("3651", "less than or equal to 3650"), ("soon", "Enter a whole number.")],
)
def test_a_day_that_cannot_be_is_refused_and_stays_in_the_field(office, held, typed, sentence):
    answer = office.post(reverse("event-terms", args=[held.slug]), {"erase_after": typed})
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, f'value="{typed}"' in page) == (200, True, True)
    assert Admission.objects.get(event=held).erase_after == 30


def test_an_empty_field_leaves_the_day_as_it_was_for_there_must_be_one(office, held):
    office.post(reverse("event-terms", args=[held.slug]), {"erase_after": ""})
    assert Admission.objects.get(event=held).erase_after == 30
    other = event(held.programmes.get())
    office.post(reverse("event-terms", args=[other.slug]), {"capacity": "3"})
    assert Admission.objects.get(event=other).erase_after == 365


def test_who_registers_is_told_how_long_their_name_is_kept(client, held):
    Event.objects.filter(pk=held.pk).update(state="planned", starts_earliest="2050-03-10", starts_latest="2050-03-10")
    page = client.get(reverse("register", args=[held.slug])).content.decode()
    assert "Names and mail addresses are deleted 30 days after the event" in page
