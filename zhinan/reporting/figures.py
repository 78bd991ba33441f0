"""The only catalogue of figures: each is declared once and asked as (programme, period, as_of)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.deliveries import figures as deliveries
from zhinan.events import figures as events
from zhinan.grants import figures as grants
from zhinan.kit.figures import figure
from zhinan.kit.punctuation import sentences
from zhinan.knowledge import figures as knowledge
from zhinan.network import figures as network
from zhinan.outreach import figures as outreach
from zhinan.programmes import figures as programmes


@figure(
    "countries_reached",
    gettext_lazy("Countries reached by small grants"),
    pgettext_lazy("unit", "country"),
    gettext_lazy("Beneficiary countries of grants approved in the period, without the provider's own country."),
)
def countries_reached(programme, period, as_of):
    """See `grants.figures.countries_reached`."""
    return grants.countries_reached(programme, period, as_of)


@figure(
    "regions_reached",
    gettext_lazy("Sub-regions reached by small grants"),
    pgettext_lazy("unit", "sub-region"),
    gettext_lazy("M49 sub-regions of the countries reached by small grants in the period."),
)
def regions_reached(programme, period, as_of):
    """See `grants.figures.regions_reached`."""
    return grants.regions_reached(programme, period, as_of)


@figure(
    "grants_approved",
    gettext_lazy("Small grants approved"),
    pgettext_lazy("unit", "grant"),
    gettext_lazy("Grants of the programme approved in the period."),
)
def grants_approved(programme, period, as_of):
    """See `grants.figures.grants_approved`."""
    return grants.grants_approved(programme, period, as_of)


@figure(
    "grants_to_date",
    gettext_lazy("Small grants to date"),
    pgettext_lazy("unit", "grant"),
    gettext_lazy("Grants of the programme and of those it follows, approved up to the cut-off or on an unknown day."),
)
def grants_to_date(programme, period, as_of):
    """See `grants.figures.grants_to_date`; includes predecessors."""
    return grants.grants_to_date(programme.lineage(), as_of)


@figure(
    "parallel_funding",
    gettext_lazy("Parallel funding mobilised"),
    pgettext_lazy("unit", "US dollar"),
    gettext_lazy("Contributions of partners, secured in the period, to the programme's projects, from the ledger."),
)
def parallel_funding(programme, period, as_of):
    """See `programmes.figures.parallel_funding`."""
    return programmes.parallel_funding(programme, period, as_of)


@figure(
    "online_events",
    gettext_lazy("Online events"),
    pgettext_lazy("unit", "event"),
    gettext_lazy(
        "Events held online in the period that the programme organised or supported; "
        "a whole and its parts each count, a series does not."
    ),
)
def online_events(programme, period, as_of):
    """See `events.figures.online_events`."""
    return events.online_events(programme, period, as_of)


@figure(
    "offline_events",
    gettext_lazy("Events in person"),
    pgettext_lazy("unit", "event"),
    gettext_lazy(
        "Events held in person or hybrid in the period that the programme organised or supported; "
        "a whole and its parts each count, a series does not."
    ),
)
def offline_events(programme, period, as_of):
    """See `events.figures.offline_events`."""
    return events.offline_events(programme, period, as_of)


@figure(
    "interagency_events",
    gettext_lazy("Events of others attended"),
    pgettext_lazy("unit", "event"),
    gettext_lazy("Events of others in the period that the programme attended to share experience."),
)
def interagency_events(programme, period, as_of):
    """See `events.figures.interagency_events`."""
    return events.interagency_events(programme, period, as_of)


@figure(
    "attendances",
    gettext_lazy("Attendances"),
    pgettext_lazy("unit", "attendance"),
    gettext_lazy(
        "Attendances of the events that the programme organised or supported in the period, recorded one by one or "
        "printed as a number; somebody who came twice counts twice."
    ),
)
def attendances(programme, period, as_of):
    """See `events.figures.attendances`."""
    return events.attendances(programme, period, as_of)


@figure(
    "people_reached",
    gettext_lazy("People reached"),
    pgettext_lazy("unit", "person"),
    gettext_lazy("Unique persons at the events that the programme organised or supported in the period."),
)
def people_reached(programme, period, as_of):
    """See `events.figures.people_reached`."""
    return events.people_reached(programme, period, as_of)


@figure(
    "webinar_satisfaction",
    gettext_lazy("Satisfaction with webinars"),
    pgettext_lazy("unit", "percent"),
    gettext_lazy(
        "Share of the answers on a scale, in the surveys after webinars, that chose one of the two highest levels, of "
        "all that chose any; “does not apply” is left out. Surveys count once they are closed and their results public."
    ),
)
def webinar_satisfaction(programme, period, as_of):
    """See `events.figures.satisfaction`."""
    return events.satisfaction(programme, period, as_of)


@figure(
    "agencies_engaged",
    gettext_lazy("Agencies and organisations engaged"),
    pgettext_lazy("unit", "organisation"),
    gettext_lazy(
        "Organisations that exchanged knowledge, capacity or technique with the programme in the period; "
        "those with which something was only prepared stand apart."
    ),
)
def agencies_engaged(programme, period, as_of):
    """See `outreach.figures.agencies_engaged`."""
    return outreach.agencies_engaged(programme, period, as_of)


def of_network(found):
    """The Figure `found` of members; where it is open, with what would fill it."""
    if found.value is None:
        way = _("Members count where they are recorded in a network that the programme names, under “Who runs it”.")
        found.reason = sentences(found.reason, way)
    return found


@figure(
    "members_joined",
    gettext_lazy("Members joined"),
    pgettext_lazy("unit", "membership"),
    gettext_lazy("Organisations that joined the programme's network in the period."),
)
def members_joined(programme, period, as_of):
    """See `network.figures.members_joined`."""
    return of_network(network.members_joined(programme.networks.all(), period, as_of))


@figure(
    "members_total",
    gettext_lazy("Members of the network"),
    pgettext_lazy("unit", "membership"),
    gettext_lazy("Members of the programme's network at the cut-off; one whose date of joining is unknown counts."),
)
def members_total(programme, period, as_of):
    """See `network.figures.members_total`."""
    return of_network(network.members_total(programme.networks.all(), as_of))


@figure(
    "partnerships_established",
    gettext_lazy("Partnerships established"),
    pgettext_lazy("unit", "partnership"),
    gettext_lazy("Partnerships of the programme's network that began in the period."),
)
def partnerships_established(programme, period, as_of):
    """See `network.figures.partnerships_established`."""
    return network.partnerships_established(programme.networks.all(), period, as_of)


@figure(
    "product_copies",
    gettext_lazy("Copies of knowledge products"),
    pgettext_lazy("unit", "copy"),
    gettext_lazy("Copies and downloads of publications that the programme handed on in the period."),
)
def product_copies(programme, period, as_of):
    """See `outreach.figures.product_copies`."""
    return outreach.product_copies(programme, period, as_of)


@figure(
    "reports_developed",
    gettext_lazy("Reports developed"),
    pgettext_lazy("unit", "publication"),
    gettext_lazy("Reports and question-and-answer series of the programme released in the period."),
)
def reports_developed(programme, period, as_of):
    """See `knowledge.figures.reports_developed`."""
    return knowledge.reports_developed(programme, period, as_of)


@figure(
    "good_practices_documented",
    gettext_lazy("Good practices documented"),
    pgettext_lazy("unit", "good practice"),
    gettext_lazy("Good practices that the programme documented in a collection in the period."),
)
def good_practices_documented(programme, period, as_of):
    """See `knowledge.figures.good_practices_documented`."""
    return knowledge.good_practices_documented(programme, period, as_of)


@figure(
    "donation_value",
    gettext_lazy("Value of donations"),
    pgettext_lazy("unit", "US dollar"),
    gettext_lazy("Value of the donations of partners in the period that the programme helped or made known."),
)
def donation_value(programme, period, as_of):
    """See `deliveries.figures.donation_value`."""
    return deliveries.donation_value(programme, period, as_of)


@figure(
    "donation_countries",
    gettext_lazy("Countries that received donations"),
    pgettext_lazy("unit", "country"),
    gettext_lazy(
        "Countries that received donations of partners in the period that the programme helped or made known."
    ),
)
def donation_countries(programme, period, as_of):
    """See `deliveries.figures.donation_countries`."""
    return deliveries.donation_countries(programme, period, as_of)


CATALOGUE = (
    countries_reached,
    regions_reached,
    grants_approved,
    grants_to_date,
    parallel_funding,
    online_events,
    offline_events,
    interagency_events,
    attendances,
    people_reached,
    webinar_satisfaction,
    agencies_engaged,
    members_joined,
    members_total,
    partnerships_established,
    product_copies,
    reports_developed,
    good_practices_documented,
    donation_value,
    donation_countries,
)
BY_KEY = {asked.declaration.key: asked for asked in CATALOGUE}
