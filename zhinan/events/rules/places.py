"""Who can have a place in a course: as many as it has in all, and of each invited country as many as that was given."""

from typing import NamedTuple


class Room(NamedTuple):
    """What a course has places for: `capacity` in all, None for no limit, and {country: places or None}.

    Where `countries` is empty nobody is invited by country, and whoever comes from anywhere may have a place.
    """

    capacity: int | None
    countries: dict


def is_invited(room, country):
    """Whether somebody from `country` may have a place at all."""
    return not room.countries or country in room.countries


def left_in_all(room, taken):
    """How many places are free, never below 0, None for no limit; `taken` is {country: places that are given}."""
    return None if room.capacity is None else max(room.capacity - sum(taken.values()), 0)


def left_for(room, taken, country):
    """How many more people from `country` can have a place, never below 0, None for no limit."""
    if not is_invited(room, country):
        return 0
    own = room.countries.get(country)
    limits = [left_in_all(room, taken), None if own is None else max(own - taken.get(country, 0), 0)]
    return min((limit for limit in limits if limit is not None), default=None)


def first_that_fits(room, taken, line):
    """The first of `line`, pairs (country, who), for whom there is a place; None where there is none for anybody.

    Who comes before in the line is passed by where the places of their country are taken, and keeps their turn.
    """
    return next((who for country, who in line if left_for(room, taken, country) != 0), None)
