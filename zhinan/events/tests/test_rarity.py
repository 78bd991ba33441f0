"""How many others have a name by chance is reckoned from the names of those known, and doubted where these are few."""

import pytest

from zhinan.events.rules.rarity import Rarity
from zhinan.network.rules.persons import read_person

RARE, COMMON = read_person("Amina Sowande"), read_person("Grace Otieno")


def among(number, *more):
    """The Rarity of names among so many people, of whom some are called as in `more`, (name, how many have it)."""
    given = [(read_person(name), holders) for name, holders in (("Amina Sowande", 1), *more)]
    rest = number - sum(holders for _name, holders in given)
    return Rarity([*given, (read_person("Xu Li"), rest)], number)


def test_the_more_people_are_known_the_fewer_are_expected_to_share_a_name_of_which_nobody_knew():
    found = [among(number).namesakes(RARE) for number in (4, 100, 1000, 50_000)]
    assert found == sorted(found, reverse=True)
    assert (found[0] > 0.5, found[-1] < 0.001) == (True, True)


def test_words_that_many_have_are_expected_together():
    found = among(50_000, ("Grace Mwangi", 900), ("Peter Otieno", 900))
    assert found.namesakes(COMMON) > 0.9 > found.namesakes(RARE)


def test_each_namesake_that_is_known_counts():
    found = among(1000)
    assert found.namesakes(RARE, 3) == pytest.approx(4 * found.namesakes(RARE))


def test_a_name_is_rarer_than_its_initials():
    found = among(1000, ("Anna Mwangi", 50))
    assert found.namesakes(RARE) < found.namesakes(read_person("A. Sowande"))


def test_in_other_scripts_what_sounds_alike_counts():
    found = among(1000, ("Yerzhan Zhumabayev", 30))
    assert found.namesakes(read_person("Ержан Жумабаев")) > found.namesakes(RARE)


def test_a_word_is_a_name_where_somebody_has_it():
    found = among(10)
    assert [found.is_a_name(word) for word in ("amina", "sowande", "sowamde")] == [True, True, False]


def test_nobody_known_is_no_trouble():
    assert Rarity([], 0).namesakes(RARE) == 0
