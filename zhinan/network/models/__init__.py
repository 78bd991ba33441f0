"""Organisations, people and affiliations, networks and memberships, agreements and partnerships."""

from .agreements import Agreement, Partnership
from .networks import Membership, Network
from .organisations import Organisation, OrganisationIdentifier, OrganisationName
from .people import Affiliation, Person

__all__ = [
    "Affiliation",
    "Agreement",
    "Membership",
    "Network",
    "Organisation",
    "OrganisationIdentifier",
    "OrganisationName",
    "Partnership",
    "Person",
]
