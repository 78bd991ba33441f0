"""What answers come to: counts with their base, shares, medians, places, versions side by side, figures."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import assume, given
from hypothesis import strategies as st

from zhinan.codelists.models import Goal
from zhinan.questionnaires import figures
from zhinan.questionnaires.models import Asked
from zhinan.questionnaires.rules.analysis import around_the_middle, further_bases, mean, percent, smallest_base

from .answered import AGREEMENT, age, answer, asked_round, asking, choice, gender, published, question, scale

pytestmark = pytest.mark.django_db
PRINTED = ["45.45", "54.55", "94.55"]  # the report of 2020: women, men, and who got what they had expected


def tallies(round, by=""):
    """{(name, group): Tally} of everything, as those who read answers get it."""
    found = figures.results([round], by, is_protected=False)
    pairs = ((one.item.name, zip(found.columns, one.tallies, strict=True)) for one in found.counted)
    return {(name, column.group): told for name, columns in pairs for column, told in columns}


def test_55_is_the_smallest_base_of_the_three_printed_percentages_and_110_and_165_fit_too():
    assert (smallest_base(PRINTED), further_bases(PRINTED)) == (55, [110, 165])


def test_a_percentage_that_nobody_can_have_rounded_from_fewer_has_a_larger_base():
    assert [smallest_base([one]) for one in ("50", "33.3", "33.33", "100.00", "0.01")] == [2, 3, 3, 1, 6667]


def test_55_answers_give_the_three_printed_percentages_with_their_n():
    found = asked_round(gender(), scale("expected", na=False))
    answer(found, times=25, gender="female", expected="strongly_agree")
    answer(found, times=27, gender="male", expected="strongly_agree")
    answer(found, times=3, gender="male", expected="neutral")
    told = tallies(found)
    shares = [
        told["gender", None].percent("female"),
        told["gender", None].percent("male"),
        told["expected", None].percent("strongly_agree"),
    ]
    assert (shares, told["gender", None].n, told["expected", None].n) == ([Decimal(one) for one in PRINTED], 55, 55)


def test_what_does_not_apply_is_counted_apart_and_is_no_part_of_the_base():
    found = asked_round(scale())
    answer(found, times=3, satisfied="agree")
    answer(found, times=1, satisfied="disagree")
    answer(found, times=2, satisfied="na")
    answer(found)
    told = tallies(found)["satisfied", None]
    assert (told.n, told.na, told.percent("agree"), told.top, told.middle) == (4, 2, Decimal("75.00"), 3, ("agree",))


def test_a_median_between_two_answers_names_both():
    found = asked_round(scale())
    for key in ("disagree", "strongly_agree"):
        answer(found, times=2, satisfied=key)
    assert tallies(found)["satisfied", None].middle == ("disagree", "strongly_agree")


def test_every_statement_of_a_grid_is_counted_on_its_own():
    found = asked_round(question("quality", "grid", *AGREEMENT, rows=("topics", "speakers")))
    answer(found, times=2, quality={"topics": "agree", "speakers": "neutral"})
    answer(found, quality={"topics": "strongly_agree"})
    told = tallies(found)
    assert [(name, one.n, one.top) for (name, _group), one in told.items()] == [
        ("quality.topics", 3, 3),
        ("quality.speakers", 2, 0),
    ]


def test_of_any_of_several_the_base_is_people_not_choices():
    found = asked_round(question("topics", "multiple", "water", "energy", "trade"))
    answer(found, times=2, topics=["water", "energy"])
    answer(found, topics=["trade", "water", "energy"])
    answer(found)
    told = tallies(found)["topics", None]
    assert (told.n, told.counts) == (3, {"water": 3, "energy": 3, "trade": 1})
    assert told.percent("trade") == Decimal("33.33")


def test_a_ranking_is_told_by_mean_places():
    found = asked_round(question("first", "ranking", "water", "energy", "trade"))
    answer(found, times=2, first=["water", "energy", "trade"])
    answer(found, first=["energy", "water"])
    told = tallies(found)["first", None]
    assert (told.n, [told.place(key) for key in ("water", "energy", "trade")]) == (
        3,
        [Decimal("1.33"), Decimal("1.67"), Decimal("3.00")],
    )


def test_numbers_have_mean_median_least_and_greatest():
    found = asked_round(question("people", "number"))
    for number in ("2", "10", "3", "0.5"):
        answer(found, people=number)
    told = tallies(found)["people", None]
    assert (told.n, told.mean, told.median, told.least, told.most) == (4, Decimal("3.88"), 2.5, Decimal("0.5"), 10)


def test_texts_are_counted_and_countries_and_goals_by_name(codelists):
    goal = str(Goal.objects.get(number=13).pk)
    found = asked_round(question("why", "long"), question("where", "country"), question("goal", "goal"))
    answer(found, times=2, why="Because", where="KEN", goal=goal)
    answer(found, where="NPL")
    told = figures.results([found], is_protected=False)
    by_name = {one.item.name: one for one in told.counted}
    assert {name: one.tallies[0].n for name, one in by_name.items()} == {"why": 2, "where": 3, "goal": 2}
    assert [told.label(by_name["where"].item, key) for key in ("KEN", "NPL")] == ["Kenya", "Nepal"]
    assert by_name["where"].tallies[0].counts == {"KEN": 2, "NPL": 1}


def test_crossed_by_a_group_who_said_nothing_is_a_group_too_and_the_groups_add_up():
    found = asked_round(gender(), scale())
    answer(found, times=3, gender="male", satisfied="agree")
    answer(found, times=2, gender="female", satisfied="neutral")
    answer(found, satisfied="disagree")
    told = figures.results([found], "gender", is_protected=False)
    assert [(one.group, one.label) for one in told.columns] == [
        (None, ""),
        ("female", "Female"),
        ("male", "Male"),
        ("", "not said"),
    ]
    assert [one.n for one in told.counted[1].tallies] == [6, 2, 3, 1]
    assert told.crossings == ("gender",)


def test_responses_that_were_not_sent_do_not_count():
    found = asked_round(scale())
    answer(found, satisfied="agree")
    answer(found, is_sent=False, satisfied="agree")
    told = figures.results([found], is_protected=False)
    assert (told.bases[0].sent, told.counted[0].tallies[0].n) == (1, 1)


def test_versions_are_joined_by_the_key_of_the_question_and_what_changed_is_said():
    old = scale(label="Were you satisfied?")
    found = asked_round(old, question("gone", "short"))
    first = found.questionnaire.published()
    second = published(
        found.questionnaire, asking(scale(label="How satisfied were you?"), question("added", "short")), number=2
    )
    answer(found, first, times=2, satisfied="agree", gone="Yes")
    answer(found, second, satisfied="neutral")
    told = figures.results([found], is_protected=False)
    assert [one.item.name for one in told.counted] == ["satisfied", "added", "gone"]
    assert told.counted[0].item.notes == ("In version 1 it read “Were you satisfied?”.",)
    assert (told.counted[0].tallies[0].n, told.counted[0].tallies[0].top) == (3, 2)


def test_a_choice_of_an_older_version_keeps_its_label_and_a_changed_scale_has_no_median():
    found = asked_round(question("satisfied", "scale", "bad", "good", choice("best", "Best")))
    first = found.questionnaire.published()
    second = published(
        found.questionnaire, asking(question("satisfied", "scale", "bad", choice("good", "Fine"), "great")), number=2
    )
    answer(found, first, satisfied="best")
    answer(found, second, satisfied="good")
    told = figures.results([found], is_protected=False)
    item, tally = told.counted[0].item, told.counted[0].tallies[0]
    assert [told.label(item, one.key) for one in item.choices] == ["Bad", "Fine", "Great", "Best"]
    assert item.notes == (
        "In version 1 the answer “Fine” read “Good”.",
        "Version 2 does not offer any more: Best.",
        "The scale changed: where both were answered, there is no median and no top two.",
    )
    assert (tally.n, tally.top, tally.middle) == (2, None, ())


def test_the_same_question_over_years_stands_round_beside_round():
    first = asked_round(scale(), title="2025")
    second = asked_round(version=first.questionnaire.published(), title="2026")
    answer(first, times=3, satisfied="agree")
    answer(second, times=2, satisfied="neutral")
    told = figures.results([first, second], is_protected=False)
    assert [(str(one.round), tally.n) for one, tally in zip(told.columns, told.counted[0].tallies, strict=True)] == [
        ("2025", 3),
        ("2026", 2),
    ]


def test_what_another_kind_of_question_left_is_not_counted_with_the_new_one():
    found = asked_round(scale("people"))
    first = found.questionnaire.published()
    second = published(found.questionnaire, asking(question("people", "number")), number=2)
    answer(found, first, people="agree")
    answer(found, second, people="4")
    told = figures.results([found], is_protected=False).counted[0]
    assert (told.tallies[0].n, told.tallies[0].mean) == (1, Decimal(4))
    assert told.item.notes == ("In version 1 it was asked in another way; those answers are not counted with these.",)


def test_a_response_rate_needs_a_list_of_those_asked():
    personal, link = asked_round(scale(), way="personal"), asked_round(scale())
    Asked.objects.bulk_create(
        Asked(round=personal, email=f"guest-{k}@zhinan.example", asked_on="2026-05-01") for k in range(8)
    )
    for found in (personal, link):
        answer(found, times=6, satisfied="agree")
    bases = [figures.results([one], is_protected=False).bases[0] for one in (personal, link)]
    assert [(one.sent, one.asked, one.rate) for one in bases] == [(6, 8, Decimal("75.00")), (6, None, None)]


def test_satisfaction_carries_its_base_and_the_responses_behind_it():
    found = asked_round(scale(), question("quality", "grid", *AGREEMENT, rows=("topics", "speakers")))
    answer(found, times=19, satisfied="agree", quality={"topics": "agree"})
    answer(found, satisfied="na", quality={"topics": "neutral"})
    share = figures.satisfaction([found], "satisfied")
    assert (share.value, share.base, share.n(), share.records.count()) == (Decimal(100), 19, 20, 20)
    assert figures.satisfaction([found], "quality").value == Decimal(95)


def test_satisfaction_leaves_out_rounds_that_would_be_known_by_it():
    large = asked_round(scale())
    small = asked_round(version=large.questionnaire.published())
    hidden = asked_round(version=large.questionnaire.published(), audience="staff")
    answer(large, times=10, satisfied="agree")
    answer(small, times=4, satisfied="disagree")
    answer(hidden, times=40, satisfied="disagree")
    share = figures.satisfaction([large, small, hidden], "satisfied")
    assert (share.value, share.base, share.is_whole) == (Decimal(100), 10, False)
    nothing = figures.satisfaction([small, hidden], "satisfied")
    assert (nothing.value, nothing.reason) == (None, "No answers that may be shown.")


def test_satisfaction_adds_up_over_rounds_of_several_questionnaires():
    rounds = [asked_round(scale()), asked_round(scale(na=False))]
    answer(rounds[0], times=6, satisfied="agree")
    answer(rounds[1], times=18, satisfied="strongly_agree")
    answer(rounds[1], times=6, satisfied="neutral")
    share = figures.satisfaction(rounds, "satisfied")
    assert (share.value, share.base, share.n(), share.is_whole) == (Decimal(80), 30, 30, True)


def test_everything_is_counted_in_five_queries_whatever_is_asked_and_answered(django_assert_num_queries):
    few, many = asked_round(scale()), asked_round(gender(), age(), *(scale(f"s_{k}") for k in range(20)))
    answer(few, satisfied="agree")
    for sex in ("female", "male", "other"):
        answer(many, times=4, gender=sex, **{f"s_{k}": "agree" for k in range(20)})
    for found in (few, many):
        with django_assert_num_queries(5):
            figures.results([found], "gender", is_protected=True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The plan is told in SQLite's words.")
def test_the_index_alone_holds_what_is_counted():
    """A change of the query or of the index that touches the table itself makes counting several times slower."""
    found = asked_round(scale())
    with CaptureQueriesContext(connection) as asked:
        figures.results([found], is_protected=False)
    counting = next(query["sql"] for query in asked if 'FROM "questionnaires_answer"' in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {counting}")
        plan = [row[3] for row in cursor.fetchall()]
    assert plan == ["SEARCH questionnaires_answer USING COVERING INDEX questionnaires_answer_count (round_id=?)"]


@pytest.mark.parametrize(
    ("spread", "found"), [({}, []), ({3: 1}, [3, 3]), ({1: 2, 5: 2}, [1, 5]), ({1: 1, 2: 5, 9: 3}, [2, 2])]
)
def test_the_middle_of_a_spread(spread, found):
    assert around_the_middle(spread) == found


def test_a_share_of_nobody_and_the_mean_of_nobody_are_nothing():
    assert (percent(0, 0), mean({})) == (None, None)


def share(count, base, places):
    """The percentage that `count` of `base` is printed as."""
    return (Decimal(100 * count) / base).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def gives(base, percentages, places):
    return all(any(share(count, base, places) == said for count in range(base + 1)) for said in percentages)


@given(st.data(), st.integers(1, 80), st.integers(1, 2))
def test_the_smallest_base_gives_all_percentages_and_no_smaller_one_does(data, base, places):
    counts = data.draw(st.lists(st.integers(0, base), min_size=1, max_size=4))
    said = [share(count, base, places) for count in counts]
    # A share that is printed as whole is read as whole: without its noughts nobody knows the places.
    assume(all(each.normalize().as_tuple().exponent == -places for each in said))
    found = smallest_base(said)
    assert found <= base
    assert gives(found, said, places)
    assert [smaller for smaller in range(1, found) if gives(smaller, said, places)] == []


@pytest.mark.parametrize(
    ("percentages", "base"),
    [(["45.45", "54.55", "94.55"], 55), (["95"], 19), (["50"], 2), (["100"], 1), (["33.3", "66.7"], 3)],
)
def test_the_smallest_base_of_what_the_seeds_print(percentages, base):
    assert smallest_base([Decimal(each) for each in percentages]) == base
