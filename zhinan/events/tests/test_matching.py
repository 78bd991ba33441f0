"""Visits are matched with people known where that is certain, and asked about where it is not."""

import random
from datetime import datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhinan.events.rules.matching import REASONS, Known, joined, matched
from zhinan.events.rules.platforms import Row
from zhinan.kit.secrets import mark_of

AMINA = Known("amina", ("Amina Diallo",), ("a@moa.example",), ("Ministry of Agriculture",), "KEN", True)
MOUSSA = Known("moussa", ("Moussa Traoré",), ("m@moa.example",), (), "MLI", True)
ZHANG = Known("zhang", ("张伟", "Zhang Wei"), (), ("中国农业科学院",), "CHN", True)
WRITTEN = Known("written", ("Ержан Ахметов",), (), (), "KAZ", False)


def judged(*people, known=(AMINA, MOUSSA, ZHANG, WRITTEN)):
    """What is made of `people`, each (name, mail), as (verdict, key, reasons, [(key, reasons) of the candidates])."""
    came, went = datetime(2026, 7, 22, 9), datetime(2026, 7, 22, 10)
    rows = [Row(line, name, mail, came, went, 60, None, ()) for line, (name, mail) in enumerate(people, 2)]
    return [
        (one.verdict, one.key, one.reasons, [(candidate.key, candidate.reasons) for candidate in one.candidates])
        for one in matched(joined(rows), known)
    ]


def test_a_mail_is_certain():
    assert judged(("A. Diallo", "a@moa.example")) == [("matched", "amina", ("same_mail",), [])]


def test_a_mail_is_certain_when_only_its_mark_is_known():
    known = [AMINA._replace(mails=(mark_of("a@moa.example"),))]
    assert judged(("Amina", "a@moa.example"), known=known) == [("matched", "amina", ("same_mail",), [])]


def test_a_mail_under_quite_another_name_is_matched_and_says_so():
    assert judged(("Moussa Traoré", "a@moa.example")) == [("matched", "amina", ("same_mail", "other_name"), [])]


def test_a_mail_of_a_room_tells_whose_it_is():
    assert judged(("Meeting room 3", "a@moa.example")) == [("matched", "amina", ("same_mail",), [])]


def test_the_registration_goes_before_the_person_with_the_same_mail():
    known = [AMINA._replace(key="person", is_registered=False), AMINA]
    assert judged(("Amina", "a@moa.example"), known=known) == [("matched", "amina", ("same_mail",), [])]


def test_a_mail_that_two_registered_have_is_settled_by_the_name_or_asked():
    known = [AMINA, MOUSSA._replace(mails=AMINA.mails)]
    assert judged(("TRAORE Moussa", "a@moa.example"), known=known) == [
        ("matched", "moussa", ("same_mail", "same_name"), [])
    ]
    assert judged(("Secretary", "a@moa.example"), known=known) == [
        ("doubtful", None, (), [("amina", ("shared_mail",)), ("moussa", ("shared_mail",))])
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Amina Diallo", "same_name"),
        ("DIALLO, Amina", "same_words"),
        ("Dr. Amina Diallo (FAO)", "same_name"),
        ("amina diallo", "same_name"),
    ],
)
def test_a_full_name_that_one_registered_person_alone_has_is_certain(name, reason):
    assert judged((name, "")) == [("matched", "amina", (reason,), [])]


def test_a_full_name_in_another_script_that_is_known_is_certain():
    assert judged(("张伟-农科院", "")) == [("matched", "zhang", ("same_name", "same_organisation"), [])]


def test_a_full_name_of_somebody_who_did_not_register_is_asked():
    assert judged(("Ержан Ахметов", "")) == [("doubtful", None, (), [("written", ("same_name",))])]


@pytest.mark.parametrize(
    ("name", "mail", "reasons"),
    [
        ("Amina Dialo", "", ("spelling",)),
        ("A. Diallo", "", ("initials",)),
        ("Amina Ndiaye Diallo", "", ("fewer_words",)),
        ("Amina Diallo", "other@moa.example", ("same_name", "other_mail")),
        ("Amina Diallo (Mali)", "", ("same_name", "other_country")),
    ],
)
def test_a_name_that_is_only_near_is_asked_with_its_reasons(name, mail, reasons):
    assert judged((name, mail)) == [("doubtful", None, (), [("amina", reasons)])]
    assert set(reasons) <= REASONS.keys()


def test_a_near_name_with_the_same_institution_and_country_is_certain():
    reasons = ("spelling", "same_organisation", "same_country")
    assert judged(("Amina Dialo (Kenya MoA)", "")) == [("matched", "amina", reasons, [])]


def test_a_name_in_a_script_that_is_not_known_is_asked():
    assert judged(("Yerzhan Akhmetov", "")) == [("doubtful", None, (), [("written", ("same_sound",))])]


def test_a_name_that_two_registered_have_is_asked():
    known = [AMINA, AMINA._replace(key="namesake", mails=())]
    assert judged(("Amina Diallo", ""), known=known) == [
        ("doubtful", None, (), [("amina", ("same_name",)), ("namesake", ("same_name",))])
    ]


def test_a_name_that_many_have_is_asked_even_if_one_of_them_registered():
    known = [AMINA, *(AMINA._replace(key=f"other-{at}", mails=(), is_registered=False) for at in range(3))]
    ((verdict, key, _reasons, candidates),) = judged(("Amina Diallo", ""), known=known)
    assert (verdict, key, candidates[0]) == ("doubtful", None, ("amina", ("same_name",)))


def test_two_visits_do_not_share_one_registration_by_name():
    found = judged(("Amina Diallo", "a@moa.example"), ("Amina Diallo", "x@moa.example"), ("Diallo Amina", ""))
    assert [(verdict, key) for verdict, key, _reasons, _candidates in found] == [
        ("matched", "amina"),
        ("doubtful", None),
        ("doubtful", None),
    ]
    assert found[2][3] == [("amina", ("same_words", "claimed"))]


def test_who_is_like_nobody_is_new_and_a_machine_is_nobody():
    assert judged(("Grace Wanjiku", "g@x.example"), ("iPhone", ""), ("Amina", "")) == [
        ("new", None, (), []),
        ("nobody", None, (), []),
        ("new", None, (), []),
    ]


def test_at_most_five_candidates_are_put_to_the_user():
    known = [Known(at, ("Amina Diallo",)) for at in range(9)]
    assert [len(candidates) for *_rest, candidates in judged(("Amina Dialo", ""), known=known)] == [5]


GIVEN = ("Amina", "Grace", "Moussa", "Fatoumata", "Joseph", "Lucía", "Beatriz", "Daniel", "Esther", "Ousmane")
FAMILY = ("Diallo", "Wanjiku", "Traoré", "Coulibaly", "Otieno", "Gutiérrez", "Sepúlveda", "Kiprotich", "Sawadogo")
FAMILY += ("Montenegro", "Figueroa", "Ndiaye", "Karanja", "Villanueva", "Ouédraogo", "Castañeda")
RUSSIAN = (("Айгуль", "Aigul"), ("Ержан", "Yerzhan"), ("Сергей", "Sergey"), ("Наталья", "Natalya"))
SURNAMES = (("Ахметов", "Akhmetov"), ("Жумабаев", "Zhumabayev"), ("Щербаков", "Shcherbakov"), ("Каримов", "Karimov"))


def in_another_way(given, family, chance):
    """A name as people write it: swapped, abbreviated, with a mistake or a title, or as it is."""
    ways = (
        f"{given} {family}",
        f"{family.upper()}, {given}",
        f"{given[0]}. {family}",
        f"{given} {family[:-2]}{family[-1]}",
    )
    return chance.choice((*ways, f"Dr. {given} {family}", f"{given} {family} (FAO)"))


def test_of_names_written_in_many_ways_few_are_matched_wrongly_and_most_are_found():
    chance = random.Random(4)
    names = [(f"{given} {family}", in_another_way(given, family, chance)) for given, family in product(GIVEN, FAMILY)]
    names += [(f"{given[1]} {family[1]}", f"{given[0]} {family[0]}") for given, family in product(RUSSIAN, SURNAMES)]
    known, people = [], []
    for at, (usual, shown) in enumerate(names):
        mail = f"somebody-{at}@zhinan.example"
        if at % 5:  # the others are strangers
            known.append(Known(at, (usual,), (mail,), (), "", at % 2 == 0))
        people.append((shown, chance.choice((mail, ""))))
    rows = [Row(at, name, mail, None, None, 60, None, ()) for at, (name, mail) in enumerate(people)]
    found = [(one, line) for one in matched(joined(rows), known) for line in one.visit.lines]
    wrong = [one for one, line in found if one.verdict == "matched" and one.key != line]
    keys = {one.key for one in known}
    put = [line in (one.key, *(each.key for each in one.candidates)) for one, line in found if line in keys]
    assert len(wrong) <= 0.02 * len(found)
    assert sum(put) >= 0.95 * len(put)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["", "a@moa.example", "x@y.example"])), max_size=6))
def test_any_names_are_judged_and_only_known_ones_matched(people):
    keys = {AMINA.key, MOUSSA.key, ZHANG.key, WRITTEN.key, None}
    assert [one for one in judged(*people) if one[1] not in keys or (one[0] == "matched") != (one[1] is not None)] == []
