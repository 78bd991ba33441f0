"""What the search engine knows of organisations, networks, agreements and partnerships."""

from django.db.models import Prefetch

from zhinan.kit.languages import texts, translated_names
from zhinan.search.models import Document

from .models import Agreement, Membership, Network, Organisation, Partnership


def organisations(rows):
    """Documents of the queryset `rows` of Organisation."""
    for one in rows.select_related("country").prefetch_related("names"):
        yield Document(
            id=f"network.organisation:{one.pk}",
            kind="organisation",
            title=one.name,
            title_zh=one.name_zh,
            names=(*(name.name for name in one.names.all()), *filter(None, [one.acronym]), *translated_names(one)),
            body="\n".join(texts(one, "description").values()),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            countries=(one.country.alpha3,) if one.country else (),
            organisations=(str(one.pk),),
        )


def networks(rows):
    """Documents of the queryset `rows` of Network."""
    members = Prefetch("memberships", Membership.objects.public())  # who only applied is no member yet
    for one in rows.prefetch_related(members):
        yield Document(
            id=f"network.network:{one.pk}",
            kind="network",
            title=one.name,
            title_zh=one.name_zh,
            names=(*filter(None, [one.acronym]), *translated_names(one)),
            body="\n".join(texts(one, "description").values()),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            organisations=tuple(str(member.organisation_id) for member in one.memberships.all()),
            **dated(one.established_on),
        )


def agreements(rows):
    """Documents of the queryset `rows` of Agreement."""
    for one in rows.prefetch_related("parties"):
        yield Document(
            id=f"network.agreement:{one.pk}",
            kind="agreement",
            title=one.title,
            names=translated_names(one),
            body="\n".join(texts(one, "description").values()),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            organisations=tuple(str(party.pk) for party in one.parties.all()),
            **dated(one.signed_on),
        )


def partnerships(rows):
    """Documents of the queryset `rows` of Partnership."""
    for one in rows.prefetch_related("organisations"):
        yield Document(
            id=f"network.partnership:{one.pk}",
            kind="partnership",
            title=one.title,
            names=translated_names(one),
            body="\n".join(texts(one, "description").values()),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            organisations=tuple(str(organisation.pk) for organisation in one.organisations.all()),
            **dated(one.established_on),
        )


def dated(day):
    """{"date", "year"} of a document for a PartialDate or None."""
    return {"date": day.earliest.isoformat(), "year": day.earliest.year} if day else {}


DOCUMENTS = {
    Organisation: organisations,
    Network: networks,
    Agreement: agreements,
    Partnership: partnerships,
}
