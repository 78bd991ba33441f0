"""Spreadsheets of organisations, people and memberships."""

from .finders import goal_finder, network_finder, organisation_finder
from .memberships import Memberships
from .organisations import Organisations, type_finder
from .people import People

RESOURCES = (Organisations(), People(), Memberships())

__all__ = [
    "RESOURCES",
    "Memberships",
    "Organisations",
    "People",
    "goal_finder",
    "network_finder",
    "organisation_finder",
    "type_finder",
]
