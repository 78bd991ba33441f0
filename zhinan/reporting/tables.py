"""Columns of the lists behind figures: one declaration for page and CSV."""

import django_tables2 as tables
from django.utils.translation import pgettext_lazy

from zhinan.codelists.models import Area, Country
from zhinan.deliveries.models import Item
from zhinan.events.models import Event
from zhinan.grants.models import Grant
from zhinan.knowledge.models import CollectionItem, Publication
from zhinan.network.models import Membership, Organisation, Partnership, Person
from zhinan.outreach.models import Dissemination
from zhinan.programmes.models import Posting
from zhinan.programmes.tables import Day
from zhinan.questionnaires.models import Round

from .models import Statement

NUMBER = {"cell": {"class": "num"}}


class When(tables.Column):
    """A partial date in words."""

    def render(self, value):
        """The date as a reader expects it."""
        return value.in_words()

    def value(self, value):
        """The date as a spreadsheet expects it."""
        return value.text


class Called(tables.Column):
    """The record as it calls itself in the reader's language; leads to it."""

    def __init__(self, label, **options):
        super().__init__(label, linkify=True, **options)

    def render(self, record):
        return str(record)


class Countries(tables.Table):
    """Countries with the sub-region that they lie in."""

    country = Called(pgettext_lazy("column", "Country or area"), accessor="name")
    sub_region = tables.Column(pgettext_lazy("column", "Sub-region"), linkify=True)
    code = tables.Column(pgettext_lazy("column", "Code"), accessor="alpha3")


class Areas(tables.Table):
    """Sub-regions with their M49 codes."""

    area = Called(pgettext_lazy("column", "Sub-region"), accessor="name")
    code = tables.Column(pgettext_lazy("column", "M49 code"), accessor="m49")


class Grants(tables.Table):
    """Grants with sector and duration."""

    title = Called(pgettext_lazy("column", "Grant"))
    sector = tables.Column(pgettext_lazy("column", "Sector"))
    approved = When(pgettext_lazy("column", "Approved"), accessor="approved_on")
    starts = When(pgettext_lazy("column", "From"), accessor="starts_on")
    ends = When(pgettext_lazy("column", "Until"), accessor="ends_on")


class Events(tables.Table):
    """Events with date, place and how many came."""

    title = Called(pgettext_lazy("column", "Event"))
    kind = tables.Column(pgettext_lazy("column", "Kind"), accessor="get_kind_display")
    mode = tables.Column(pgettext_lazy("column", "How"), accessor="get_mode_display")
    starts = When(pgettext_lazy("column", "When"), accessor="starts_on")
    place = tables.Column(pgettext_lazy("column", "Where"))
    people = tables.Column(pgettext_lazy("column", "Attendances"), accessor="people_in_words")


class Memberships(tables.Table):
    """Members with the dates of joining and leaving."""

    organisation = tables.Column(pgettext_lazy("column", "Organisation"), linkify=True)
    network = tables.Column(pgettext_lazy("column", "Network"), linkify=True)
    joined = When(pgettext_lazy("column", "Joined"), accessor="joined_on")
    left = When(pgettext_lazy("column", "Left"), accessor="left_on")


class Organisations(tables.Table):
    """Organisations with country and type."""

    name = tables.Column(pgettext_lazy("column", "Organisation"), linkify=True)
    type = tables.Column(pgettext_lazy("column", "Type"))
    country = tables.Column(pgettext_lazy("column", "Country or area"), linkify=True)


def address(record):
    """The address of `record`, or None for people, who have no page."""
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else None


class Named(tables.Table):
    """Records that need no more than their name."""

    # Two underscores in an accessor would be read as a step from one record to the next.
    name = tables.Column(pgettext_lazy("column", "Name"), accessor="pk", linkify=address)

    def render_name(self, record):
        """The record as it calls itself."""
        return str(record)


class Disseminations(tables.Table):
    """Copies of publications, and where they went."""

    publication = tables.Column(pgettext_lazy("column", "Publication"), linkify=True)
    copies = tables.Column(pgettext_lazy("column", "Copies"), attrs=NUMBER)
    medium = tables.Column(pgettext_lazy("column", "As"))
    event = tables.Column(pgettext_lazy("column", "At"), linkify=True)


class Publications(tables.Table):
    """Publications with kind and date."""

    title = Called(pgettext_lazy("column", "Publication"))
    kind = tables.Column(pgettext_lazy("column", "Kind"), accessor="get_kind_display")
    released = When(pgettext_lazy("column", "Released"), accessor="released_on")


class Rounds(tables.Table):
    """Surveys with how many answered; each leads to its results."""

    title = tables.Column(pgettext_lazy("column", "Survey"), linkify=("round-results", [tables.A("slug")]))
    opened = Day(pgettext_lazy("column", "From"), accessor="opens_on")
    closed = Day(pgettext_lazy("column", "Until"), accessor="closes_on")
    answered = tables.Column(pgettext_lazy("column", "Responses"), attrs=NUMBER)


class Postings(tables.Table):
    """Postings of the ledger."""

    project = tables.Column(pgettext_lazy("column", "Project"), linkify=True)
    contributor = tables.Column(pgettext_lazy("contributor", "From"), linkify=True)
    kind = tables.Column(pgettext_lazy("column", "Kind"), accessor="get_kind_display")
    on = Day(pgettext_lazy("column", "On"))
    amount = tables.Column(pgettext_lazy("column", "Amount"), attrs=NUMBER)
    currency = tables.Column(pgettext_lazy("column", "Currency"), accessor="currency__code")
    usd_rate = tables.Column(pgettext_lazy("column", "US dollars for one"), attrs=NUMBER)
    rate_on = Day(pgettext_lazy("column", "Rate of"))


class Items(tables.Table):
    """Lines of deliveries."""

    what = tables.Column(pgettext_lazy("column", "Item"))
    delivery = tables.Column(pgettext_lazy("column", "Delivery"), linkify=True)
    quantity = tables.Column(pgettext_lazy("column", "Quantity"), attrs=NUMBER)
    value = tables.Column(pgettext_lazy("column", "Value"), attrs=NUMBER)
    currency = tables.Column(pgettext_lazy("column", "Currency"), accessor="currency__code")


TABLES = {
    Area: Areas,
    CollectionItem: Named,
    Country: Countries,
    Dissemination: Disseminations,
    Event: Events,
    Grant: Grants,
    Item: Items,
    Membership: Memberships,
    Organisation: Organisations,
    Partnership: Named,
    Person: Named,
    Posting: Postings,
    Publication: Publications,
    Round: Rounds,
    Statement: Named,
}

RELATED = {
    Country: ("sub_region",),
    Organisation: ("type", "country"),
    Membership: ("network",),
}


def table_of(records):
    """The table that lists `records`, a queryset."""
    rows = records.with_people() if records.model is Event else records
    rows = rows.prefetch_related(*RELATED.get(records.model, ()))
    return TABLES[records.model](rows, orderable=False, template_name="kit/table.html")
