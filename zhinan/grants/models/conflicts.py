"""What binds somebody to applications by the records: their own organisations, earlier grants, nationality."""

from typing import NamedTuple

from django.db.models import Q

from zhinan.accounts.models import RoleName, keys_of
from zhinan.network.models import Organisation
from zhinan.programmes.models import PartyName

from ..states import ReviewState
from .grants import GrantParty
from .parts import ApplicationParty
from .people import Author, Panelist, Recusal
from .reviews import Review

WORKING = (  # parties that work in a grant; funders and supporters meet everybody
    *(PartyName.IMPLEMENTING, PartyName.PARTICIPANT, PartyName.PIVOTAL, PartyName.RECIPIENT),
    *(PartyName.FIRST_PROVIDER, PartyName.SECOND_PROVIDER),
)


class Bonds(NamedTuple):
    """Keys of what somebody is bound to: own organisations, their parents and parts, partners of grants, countries."""

    own: frozenset
    related: frozenset
    partners: frozenset
    countries: frozenset

    @property
    def organisations(self):
        """Every organisation whose applications they must not judge."""
        return self.own | self.related | self.partners


def bonds_of(user):
    """The Bonds of `user`: five queries, once a request."""
    if not hasattr(user, "_bonds"):
        seats = list(Panelist.objects.filter(user=user).values_list("organisation", "nationality"))
        own = {organisation for organisation, _country in seats}
        own |= set(Author.objects.filter(user=user).values_list("organisation", flat=True))
        own |= set(keys_of(user, "organisation", RoleName.FOCAL_POINT, RoleName.PARTICIPANT))
        own = frozenset(own - {None})
        around = Organisation.objects.filter(Q(parent__in=own) | Q(children__in=own)).values_list("pk", flat=True)
        grants = GrantParty.objects.filter(organisation__in=own, role__in=WORKING).values("grant")
        met = GrantParty.objects.filter(grant__in=grants, role__in=WORKING).exclude(organisation=None)
        partners = frozenset(met.values_list("organisation", flat=True)) if own else frozenset()
        countries = frozenset(country for _organisation, country in seats if country)
        user._bonds = Bonds(own, frozenset(around) - own, partners - own, countries)
    return user._bonds


def conflicting(user):
    """The condition on applications that `user` must not judge, by declaration or by what the records show."""
    bonds = bonds_of(user)
    found = Q(pk__in=Recusal.objects.filter(user=user).values("application"))
    found |= Q(pk__in=Author.objects.filter(user=user).values("application"))
    if bonds.organisations:
        taking_part = ApplicationParty.objects.filter(organisation__in=bonds.organisations)
        writing = Author.objects.filter(organisation__in=bonds.organisations)
        found |= Q(lead__in=bonds.organisations) | Q(pk__in=taking_part.values("application"))
        found |= Q(pk__in=writing.values("application"))
    if bonds.countries:
        there = ApplicationParty.objects.filter(country__in=bonds.countries).values("application")
        found |= Q(rules__bars_nationality=True) & (Q(lead__country__in=bonds.countries) | Q(pk__in=there))
    return found


def asked_of(user):
    """Keys of the applications that `user` was asked to review, and did not give back."""
    asked = Review.objects.filter(reviewer=user).exclude(state=ReviewState.DROPPED)
    return asked.values("application")
