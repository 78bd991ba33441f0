"""A name without a known mail is taken for somebody's where no other is to be expected, and asked about else."""

from itertools import islice, product

import pytest

from zhinan.events.rules.matching import Known, joined, matched
from zhinan.events.rules.platforms import Row

SYLLABLES = ("ba", "du", "fo", "ki", "la", "mo", "ne", "po", "ru", "so", "ti", "vu", "xe")
WORDS = ["".join(three).capitalize() for three in islice(product(SYLLABLES, repeat=3), 2000)]
AMINA = Known("amina", ("Amina Okonjo Sowande",), ("a@moa.example",), ("Ministry of Agriculture",), "KEN", True)
ZHANG = Known("zhang", ("Guixiao Ouyang",), ("z@moa.example",), (), "CHN", True)
WRITTEN = Known("written", ("Yerzhan Zhumabayev", "Ержан Жумабаев"), (), ("Weavers Guild",), "KAZ")
CROWD = [Known(at, (f"{WORDS[at]} {WORDS[-at - 1]}",), (f"{at}@crowd.example",), (), "", at < 50) for at in range(900)]


def others(number, *names, **facts):
    """So many people known who did not register and have these `names`."""
    return [Known(f"other-{at}", names, (f"o{at}@crowd.example",), **facts) for at in range(number)]


def judged(*people, more=()):
    """What is made of `people`, (name, mail), among nine hundred others: [(verdict, key, reasons)]."""
    rows = [Row(at, name, mail, None, None, 60, None, ()) for at, (name, mail) in enumerate(people, 2)]
    found = matched(joined(rows), [AMINA, ZHANG, WRITTEN, *CROWD, *more])
    return [(one.verdict, one.key, one.reasons) for one in found]


def offered(name, mail="", more=()):
    """(key, reasons) of those who are put to the user for one line."""
    rows = [Row(2, name, mail, None, None, 60, None, ())]
    (found,) = matched(joined(rows), [AMINA, ZHANG, WRITTEN, *CROWD, *more])
    return [(each.key, each.reasons) for each in found.candidates]


ASKED = [("doubtful", None, ())]


@pytest.mark.parametrize(
    ("name", "key", "reasons"),
    [
        ("Amina Okonjo Sowamde", "amina", ("spelling",)),
        ("Amina Okonio Sowande (FAO)", "amina", ("spelling",)),
        ("A. O. Sowande", "amina", ("initials",)),
        ("SOWANDE, Amina Okonjo", "amina", ("same_words",)),
        ("Gui Xiao Ouyang", "zhang", ("same_words",)),
        ("欧阳桂晓", "zhang", ("same_sound",)),
    ],
)
def test_a_near_name_that_only_one_registered_has_and_few_others_can_have_is_taken(name, key, reasons):
    assert judged((name, "")) == [("matched", key, reasons)]


RIVALS = [
    pytest.param(others(1, "Amina Okonjo Sowande"), id="who is as near"),
    pytest.param(others(1, "Amina Okonjo Sowarde"), id="who is as near by another slip"),
    pytest.param([AMINA._replace(key="registered", mails=("r@moa.example",))], id="who registered too"),
    pytest.param([AMINA._replace(key="near", names=("Ama Okonjo Sowamde",))], id="who registered and is about as near"),
]


@pytest.mark.parametrize("more", RIVALS)
def test_a_near_name_with_a_rival_is_asked(more):
    assert judged(("Amina Okonjo Sowamde", ""), more=more) == ASKED


def test_a_word_that_others_have_in_their_names_is_no_slip():
    assert judged(("Amina Okonjo Sowamde", ""), more=others(1, "Moussa Sowamde")) == ASKED


def test_a_name_with_fewer_words_is_asked():
    assert judged(("Amina Sowande", "")) == ASKED


def test_a_near_name_of_somebody_who_did_not_register_is_asked():
    assert judged(("Yerzan Zhumabayev", "")) == ASKED


def test_a_near_name_with_another_mail_is_asked():
    assert judged(("Amina Okonjo Sowamde", "private@mail.example")) == ASKED


def test_a_near_name_from_another_country_is_asked():
    assert judged(("Amina Okonjo Sowamde (Mali)", "")) == ASKED


def test_a_rare_name_with_another_mail_is_taken_and_says_so():
    assert judged(("Amina Okonjo Sowande", "private@mail.example")) == [
        ("matched", "amina", ("same_name", "other_mail"))
    ]


def test_a_name_that_many_have_is_asked_with_another_mail():
    more = others(3, "Amina Okonjo Diallo") + others(60, "Amina Okonjo Sowande")
    assert judged(("Amina Okonjo Sowande", "private@mail.example"), more=more) == ASKED


def test_a_rare_name_that_one_person_known_has_is_taken_though_they_did_not_register():
    assert judged(("Ержан Жумабаев", "")) == [("matched", "written", ("same_name",))]


@pytest.mark.parametrize("more", [others(1, "Yerzhan Zhumabayev"), others(40, "Yerzhan Bekov", "Ержан Беков")])
def test_of_those_who_did_not_register_a_name_that_others_can_have_is_asked(more):
    more = [*more, *(one._replace(key=f"again-{one.key}", names=("Aigul Zhumabayev",)) for one in more)]
    assert judged(("Yerzhan Zhumabayev", ""), more=more) == ASKED


def test_the_same_institution_makes_up_for_a_name_that_others_can_have():
    more = [*others(40, "Yerzhan Bekov"), *(Known(f"k{at}", ("Aigul Zhumabayev",)) for at in range(9))]
    assert judged(("Yerzhan Zhumabayev", ""), more=more) == ASKED
    assert judged(("Yerzhan Zhumabayev (Weavers)", ""), more=more) == [
        ("matched", "written", ("same_name", "same_organisation"))
    ]


def test_the_fewer_of_those_known_have_registered_the_more_namesakes_elsewhere_do_not_matter():
    few, many = others(8, "Amina Okonjo Sowande"), others(300, "Amina Okonjo Sowande")
    assert judged(("Amina Okonjo Sowande", ""), more=few) == [("matched", "amina", ("same_name",))]
    assert judged(("Amina Okonjo Sowande", ""), more=many) == ASKED


def test_lines_of_one_person_under_two_names_become_one_visit():
    rows = [
        Row(2, "Amina Okonjo Sowande", "a@moa.example", None, None, 60, None, ()),
        Row(3, "Somebody Else", "s@moa.example", None, None, 60, None, ()),
        Row(4, "Amina Okonjo Sowamde", "", None, None, 20, None, ()),
    ]
    found = matched(joined(rows), [AMINA, *CROWD])
    assert [(one.verdict, one.reasons, one.visit.lines, one.visit.mail) for one in found] == [
        ("matched", ("same_mail",), (2, 4), "a@moa.example"),
        ("new", (), (3,), "s@moa.example"),
    ]


def test_of_two_mails_of_a_name_that_others_can_have_nobody_can_tell_whose_a_line_without_one_is():
    people = (
        ("Amina Okonjo Sowande", "a@moa.example"),
        ("Amina Okonjo Sowande", "x@y.example"),
        ("Dr. Sowande Amina Okonjo", ""),
    )
    assert judged(*people) == [("matched", "amina", ("same_mail",))]
    assert judged(*people, more=others(8, "Amina Okonjo Sowande")) == [
        ("matched", "amina", ("same_mail",)),
        *ASKED,
    ]


def test_a_line_without_a_mail_is_not_put_to_the_mail_of_a_namesake_where_two_registered():
    namesake = AMINA._replace(key="namesake", mails=("n@moa.example",))
    people = (("Amina Okonjo Sowande", "a@moa.example"), ("Amina Okonjo Sowande", ""))
    assert judged(*people) == [("matched", "amina", ("same_mail",))]
    assert judged(*people, more=[namesake]) == [("matched", "amina", ("same_mail",)), *ASKED]


def test_of_a_single_word_the_mail_may_say_the_name_and_it_is_asked():
    assert offered("Amina", "amina.okonjo.sowande@mail.example") == [("amina", ("same_name", "other_mail"))]
    assert offered("Amina", "info-2024@mail.example") == []


def test_who_registered_is_put_before_who_did_not():
    more = [*others(2, "Amina Diallo"), Known("registered", ("Aminata Diallo",), ("d@moa.example",), (), "", True)]
    assert [key for key, _reasons in offered("A. Diallo", more=more)] == ["registered", "other-0", "other-1"]
