"""The lines of one person become one visit, whose minutes are those of the clock."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from zhinan.events.rules.platforms import Row
from zhinan.events.rules.visits import joined

BEGIN = datetime(2026, 7, 22, 9)


def row(line, name="Amina Diallo", mail="", begin=0, end=60, minutes=None, **facts):
    """A line of somebody who was there from minute `begin` to minute `end`; None for a moment that is not told."""
    came, went = (None if at is None else BEGIN + timedelta(minutes=at) for at in (begin, end))
    return Row(line, name, mail, came, went, minutes, None, (), **facts)


def told(*rows):
    """(name, lines, minutes) of the visits of `rows`."""
    return [(visit.name, visit.lines, visit.minutes) for visit in joined(rows)]


def test_a_reconnection_adds_its_time():
    assert told(row(2, end=20), row(3, begin=30, end=60)) == [("Amina Diallo", (2, 3), 50)]


def test_two_devices_at_once_do_not_count_twice():
    assert told(row(2, end=40), row(3, begin=20, end=60), row(4, begin=25, end=30)) == [("Amina Diallo", (2, 3, 4), 60)]


def test_one_mail_is_one_person_whatever_the_name():
    rows = (
        row(2, "Amina", "a@moa.example"),
        row(3, "iPhone", "a@moa.example"),
        row(4, "Amina Diallo", "a@moa.example"),
    )
    assert [(visit.name, visit.names, visit.mail) for visit in joined(rows)] == [
        ("Amina Diallo", ("Amina Diallo", "Amina", "iPhone"), "a@moa.example")
    ]


def test_a_name_without_mail_goes_with_the_only_mail_of_that_name():
    assert told(row(2, "Amina Diallo", "a@moa.example"), row(3, "DIALLO Amina (FAO)")) == [("DIALLO Amina", (2, 3), 60)]


def test_a_name_with_two_mails_leaves_the_line_without_mail_apart():
    rows = (row(2, mail="a@moa.example"), row(3, mail="b@moa.example"), row(4), row(5))
    assert [(visit.mail, visit.lines) for visit in joined(rows)] == [
        ("a@moa.example", (2,)),
        ("b@moa.example", (3,)),
        ("", (4, 5)),
    ]


def test_machines_of_one_name_stay_apart_and_rooms_do_not():
    rows = (row(2, "iPhone"), row(3, "iPhone"), row(4, "Meeting room 3"), row(5, "Meeting Room 3"), row(6, "user"))
    assert [(visit.kind, visit.lines, visit.is_person) for visit in joined(rows)] == [
        ("device", (2,), False),
        ("device", (3,), False),
        ("room", (4, 5), False),
        ("nobody", (6,), False),
    ]


def test_a_line_that_repeats_another_is_named():
    (visit,) = joined([row(2), row(3), row(4, begin=70, end=80)])
    assert (visit.lines, visit.duplicates, visit.minutes) == ((2, 3, 4), (3,), 70)


def test_a_line_that_sums_up_stays_counts_the_minutes_that_it_says():
    assert told(row(2, end=60, minutes=45)) == [("Amina Diallo", (2,), 45)]


def test_minutes_rounded_up_do_not_exceed_the_clock():
    assert told(row(2, end=1.5, minutes=2)) == [("Amina Diallo", (2,), 1.5)]


def test_minutes_without_moments_are_not_added_to_each_other():
    rows = (row(2, begin=None, end=None, minutes=40), row(3, begin=None, end=None, minutes=30))
    assert told(*rows) == [("Amina Diallo", (2, 3), 40)]


def test_who_came_and_was_never_seen_leaving_has_no_minutes():
    assert told(row(2, end=None)) == [("Amina Diallo", (2,), None)]


def test_hints_come_from_names_and_columns():
    rows = (
        row(2, "Amina Diallo (MoA)", country="Kenya"),
        row(3, "Amina Diallo", organisation="Ministry of Agriculture"),
    )
    (visit,) = joined(rows)
    assert (visit.hints, visit.country) == (("MoA", "Ministry of Agriculture"), "KEN")


def test_who_is_a_guest_in_one_line_is_a_guest():
    (visit,) = joined([row(2)._replace(is_guest=False), row(3, "Amina Diallo (Guest)")])
    assert visit.is_guest is True
    assert [one.is_guest for one in joined([row(2)._replace(is_guest=False), row(3, "Grace")])] == [False, None]


NAMES = ("Amina Diallo", "Diallo Amina", "Amina Diallo (FAO)", "iPhone", "Room 3", "张伟", "")
MAILS = ("", "", "a@moa.example", "b@moa.example")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(MAILS),
        st.one_of(st.none(), st.integers(0, 300)),
        st.one_of(st.none(), st.integers(0, 100)),
        st.one_of(st.none(), st.integers(0, 120)),
    ),
    max_size=10,
).map(
    lambda facts: [
        row(line, name, mail, begin, None if begin is None or size is None else begin + size, minutes)
        for line, (name, mail, begin, size, minutes) in enumerate(facts, 2)
    ]
)


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_the_union_of_stays_never_exceeds_the_span(rows):
    timed = [one._replace(minutes=None) for one in rows]
    for visit in joined(timed):
        if visit.minutes is not None:
            assert visit.minutes <= (visit.left_at - visit.joined_at).total_seconds() / 60
            assert visit.minutes <= sum(
                (one.left_at - one.joined_at).total_seconds() / 60
                for one in timed
                if one.line in visit.lines and one.joined_at and one.left_at
            )


@settings(max_examples=200, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(rows, chance):
    mixed = list(rows)
    chance.shuffle(mixed)
    assert joined(mixed) == joined(rows)


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_every_line_belongs_to_exactly_one_visit(rows):
    visits = joined(rows)
    assert sorted(line for visit in visits for line in visit.lines) == [one.line for one in rows]
    assert [visit for visit in visits if not set(visit.duplicates) <= set(visit.lines[1:])] == []


def test_a_visit_is_a_person_where_it_is_nothing_else():
    (visit,) = joined([row(2)])
    assert (visit.is_person, replace(visit, kind="room").is_person) == (True, False)
