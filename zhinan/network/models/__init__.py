"""Organisations, people and affiliations, networks and memberships, agreements and partnerships."""

from .agreements import Agreement, Partnership, Signature
from .identity import NOUNS, Merging, NameKey, NamesRead, Twin
from .networks import Membership, Network
from .organisations import Organisation, OrganisationIdentifier, OrganisationName
from .people import Affiliation, Person, PersonName

__all__ = [
    "NOUNS",
    "Affiliation",
    "Agreement",
    "Membership",
    "Merging",
    "NameKey",
    "NamesRead",
    "Network",
    "Organisation",
    "OrganisationIdentifier",
    "OrganisationName",
    "Partnership",
    "Person",
    "PersonName",
    "Signature",
    "Twin",
]
