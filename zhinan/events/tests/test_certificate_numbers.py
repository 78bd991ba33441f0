"""Numbers of certificates and who gets one: what is written is read again, and what is typed wrong is noticed."""

import random
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from zhinan.events.rules.certificates import EXAMPLE, SIGNS, new_number, read_number
from zhinan.events.rules.shares import BELOW, NAMELESS, UNKNOWN, Came, who_gets

YEARS = st.integers(1990, 2999)
NUMBERS = st.builds(lambda year, seed: new_number(year, random.Random(seed)), YEARS, st.integers())
NOISE = st.sampled_from(["", " ", "-", "–", "　", "\t", "\N{SOFT HYPHEN}", "_"])
ROWS = st.lists(
    st.builds(
        Came,
        key=st.uuids().map(str),
        name=st.sampled_from(["", "Amina Diallo"]),
        sessions=st.integers(0, 6),
        minutes=st.none() | st.integers(0, 500),
    ),
    max_size=8,
)
WHOLE = st.fixed_dictionaries({"sessions": st.integers(0, 5), "minutes": st.none() | st.integers(0, 400)})


def refusal(text):
    """The sentence that refuses `text`."""
    with pytest.raises(ValidationError) as trouble:
        read_number(text)
    return trouble.value.message


def place(position):
    """Where sign `position` of the 13 stands in a number that is written in groups."""
    return position + position // 4


@given(NUMBERS, st.data())
def test_every_number_is_read_again_however_it_is_typed(number, data):
    noisy = "".join(sign + data.draw(NOISE) for sign in number.replace("-", ""))
    fullwidth = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    typed = (number, number.lower(), noisy, noisy.lower(), fullwidth)
    assert {read_number(text) for text in typed} == {number}


@given(NUMBERS, st.integers(0, 12), st.data())
def test_each_single_wrong_sign_is_noticed(number, position, data):
    at = place(position)
    wrong = data.draw(st.sampled_from("0123456789" if position < 4 else SIGNS))
    assume(wrong != number[at])
    assert refusal(number[:at] + wrong + number[at + 1 :]).startswith("One sign is typed wrong")


@given(NUMBERS, st.integers(0, 11))
def test_each_swap_of_two_neighbours_is_noticed(number, position):
    signs = list(number.replace("-", ""))
    assume(signs[position] != signs[position + 1])
    signs[position], signs[position + 1] = signs[position + 1], signs[position]
    assert refusal("".join(signs))


@given(NUMBERS)
def test_all_signs_come_to_one_after_the_standard(number):
    """ISO/IEC 7064, a pure system with the modulus 31 and the radix 3."""
    plain = number.replace("-", "")
    values = [*map(int, plain[:4]), *map(SIGNS.index, plain[4:])]
    assert sum(value * 3**power for power, value in enumerate(reversed(values))) % 31 == 1


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(text):
    try:
        found = read_number(text)
    except ValidationError as trouble:
        assert trouble.message.endswith((".", "here."))
    else:
        assert read_number(found) == found


@given(NUMBERS)
def test_letters_that_look_like_digits_are_digits_in_the_year(number):
    assert read_number(number[:4].replace("0", "O").replace("1", "l") + number[4:]) == number


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-7K3F", "A number has 13 signs, as 2026-7K3F-9QWD-V. 8 are typed here."),
        ("ABCD-7K3F-9QWD-V", "A number begins with a year, as 2026-7K3F-9QWD-V."),
        (
            "2026-7K3F-9OWD-V",
            "After the year there is never “O” in a number. Look once more which sign it is.",
        ),
        (
            "2026-7K3F-9QDW-V",
            "One sign is typed wrong, or two are swapped. Compare the number with the certificate, sign by sign.",
        ),
    ],
)
def test_the_sentence_says_what_is_wrong(text, sentence):
    assert refusal(text) == sentence


def test_the_example_in_the_sentences_is_a_number():
    assert read_number(EXAMPLE) == EXAMPLE


def test_no_sign_is_taken_for_another_one():
    assert (len(SIGNS), len(set(SIGNS)), set("0O1IL") & set(SIGNS)) == (31, 31, set())


@given(ROWS, WHOLE)
def test_without_a_least_share_everybody_gets_one_who_has_a_name(rows, whole):
    found = who_gets(rows, 0, **whole)
    assert {key: verdict.why for key, verdict in found.items()} == {
        row.key: "" if row.name else NAMELESS for row in rows
    }


@given(ROWS, WHOLE, st.integers(0, 100), st.integers(0, 100))
def test_who_gets_one_for_more_gets_one_for_less(rows, whole, one, other):
    found = [who_gets(rows, share, **whole) for share in sorted([one, other])]
    less, more = ({key for key, each in verdicts.items() if not each.why} for verdicts in found)
    assert more <= less


@given(ROWS, WHOLE)
def test_a_share_is_a_part_of_the_whole(rows, whole):
    shares = [each.share for each in who_gets(rows, 0, **whole).values()]
    assert [share for share in shares if share is not None and not 0 <= share <= 1] == []


@pytest.mark.parametrize(
    ("came", "whole", "least", "verdict"),
    [
        ({"sessions": 3}, {"sessions": 4}, 75, (Fraction(3, 4), "")),
        ({"sessions": 3}, {"sessions": 4}, 76, (Fraction(3, 4), BELOW)),
        ({"sessions": 0, "minutes": 90}, {"sessions": 4, "minutes": 90}, 1, (Fraction(0), BELOW)),
        ({"minutes": 45}, {"minutes": 90}, 50, (Fraction(1, 2), "")),
        ({"minutes": 200}, {"minutes": 90}, 100, (Fraction(1), "")),
        ({}, {"minutes": 90}, 1, (None, UNKNOWN)),
        ({"minutes": 45}, {}, 1, (None, UNKNOWN)),
        ({}, {}, 0, (None, "")),
    ],
)
def test_sessions_count_where_presence_was_noted_and_else_minutes(came, whole, least, verdict):
    assert tuple(who_gets([Came("a1", "Amina Diallo", **came)], least, **whole)["a1"]) == verdict
