"""Numbers about grants and the records behind them."""

from zhinan.codelists.models import Area, Country
from zhinan.programmes.models import PartyName, Programme
from zhinan.sources.figures import counted
from zhinan.sources.models import Listing

from ..models import Grant, GrantParty


def grants_approved(programme, period, as_of):
    """Grants of `programme` approved within `period`: Figure with Grant rows."""
    records = Grant.objects.public().filter(project__programme=programme).approved_in(period.until(as_of))
    return counted(records, Listing.objects.of(programme, "grants_approved", period))


def grants_to_date(programmes, as_of):
    """Grants of `programmes` (keys) approved until the day `as_of`, or on an unknown day: Figure with Grant rows."""
    records = Grant.objects.public().approved().filter(project__programme__in=programmes)
    records = records.exclude(approved_latest__gt=as_of)
    listings = Listing.objects.about_any(Programme.objects.filter(pk__in=programmes)).filter(kind="grants_to_date")
    return counted(records, listings)


def countries_reached(programme, period, as_of):
    """Beneficiary countries of the grants of `programme` approved in `period`, without the provider's own.

    Returns a Figure with the Country rows behind it.
    """
    grants = _approved(programme, period, as_of)
    return _counted(_beneficiaries(programme, grants), grants)


def regions_reached(programme, period, as_of):
    """M49 sub-regions of the countries reached: Figure with Area rows."""
    grants = _approved(programme, period, as_of)
    countries = _beneficiaries(programme, grants).order_by().values("sub_region")
    return _counted(Area.objects.filter(m49__in=countries), grants)


def _counted(records, grants):
    """The Figure that counts `records`, whole where each of `grants` has its list of countries whole."""
    listings = Listing.objects.about_any(grants).filter(kind="beneficiary_countries")
    answer = counted(records, listings)
    answer.is_whole = answer.is_whole and listings.are_whole_for(grants)
    return answer


def _approved(programme, period, as_of):
    """Public grants of `programme` approved within `period`."""
    return Grant.objects.public().filter(project__programme=programme).approved_in(period.until(as_of)).order_by()


def _beneficiaries(programme, grants):
    """Beneficiary countries of `grants`, without the provider's own."""
    parties = GrantParty.objects.filter(grant__in=grants).countries(PartyName.BENEFICIARY).order_by()
    return Country.objects.filter(pk__in=parties.values("country")).exclude(pk=programme.provider_id)
