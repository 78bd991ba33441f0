"""The parts of the Highlights, after the contents page of the printed report, each made from records."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhinan.accounts.models import VISITOR
from zhinan.deliveries.models import Delivery
from zhinan.kit import charts
from zhinan.kit.dates import span_in_words
from zhinan.kit.punctuation import in_rows
from zhinan.knowledge.models import Collection, Solution, Story
from zhinan.outreach.models import Visit
from zhinan.programmes.models import Goal, PartyName

from ..models import Statement
from ..rules.statements import said_in_words
from .blocks import Drawing, Facts, Heading, Items, Link, Quote, Section, Table, Text, WorldMap, link

SAID_OF_EVENTS = ("events.event",)


def sections_of(report):
    """The Sections of `report`; one without anything to tell stays away."""
    made = [
        Section("about", _("About the programme"), _about(report)),
        Section("think-tank", _("Think-tank: knowledge products"), _think_tank(report)),
        Section("grants", _("Do-tank: small grants"), _grants(report)),
        Section("events", _("Do-tank: capacity development"), _events(report)),
        Section("hub", pgettext("label", "Hub: partnerships"), _hub(report)),
        Section("stories", pgettext("label", "Impact stories"), _stories(report)),
        Section("outreach", pgettext("label", "Outreach"), _outreach(report)),
        Section("goals", _("Key goals in {year}").format(year=report.year + 1), _goals(report)),
    ]
    return [section for section in made if section.blocks]


def _about(report):
    """The programme in its own words, and its facts."""
    programme = report.programme
    parties = programme.parties.visible_to(VISITOR).select_related("organisation", "country")
    rows = [(party.get_role_display().capitalize(), link(party.organisation or party.country)) for party in parties]
    rows.append((pgettext("label", "From"), programme.starts_on.in_words() if programme.starts_on else ""))
    rows.append((pgettext("label", "Until"), programme.ends_on.in_words() if programme.ends_on else ""))
    rows.append((pgettext("label", "Follows"), public_link(programme.predecessor)))
    rows += [(pgettext("label", "Network"), link(network)) for network in programme.networks.public()]
    words = (Text(programme.summary),) if programme.summary else ()
    return (*words, Facts(tuple(rows)))


def _think_tank(report):
    """Publications of the year, the collections, the solutions."""
    blocks = []
    for publication in report.answers.figure("reports_developed").records:
        blocks += [Heading(link(publication)), Text(publication.summary)]
    collections = Collection.objects.public().filter(programme__in=report.answers.lineage)
    solutions = Solution.objects.public().filter(programme__in=report.answers.lineage)
    more = [link(thing) for thing in (*collections, *solutions)]
    if more:
        blocks += [Heading(_("Good practices and solutions")), Items(tuple(more))]
    return tuple(blocks)


def _grants(report):
    """The map of countries, and a card for each grant approved in the year."""
    countries = tuple(report.answers.figure("countries_reached").records)
    blocks = [WorldMap(countries, _("Countries reached by small grants"))] if countries else []
    for grant in report.answers.figure("grants_approved").records.prefetch_related("parties__organisation", "outputs"):
        parties = [party for party in grant.parties.all() if party.is_public()]
        implementing = [str(party.organisation) for party in parties if party.role == PartyName.IMPLEMENTING]
        rows = (
            (pgettext("label", "Sector"), grant.sector),
            (pgettext("label", "Beneficiaries"), grant.beneficiaries),
            (pgettext("label", "Duration"), span_in_words(grant.starts_on, grant.ends_on)),
            (pgettext("label", "Implementing institution"), " / ".join(implementing)),
        )
        outputs = tuple(output.text for output in grant.outputs.all())
        blocks += [Heading(link(grant)), Facts(rows), Items(outputs)]
    return tuple(blocks)


def _events(report):
    """The events of the year, how many came, what was said, and what the surveys are said to have shown."""
    online = report.answers.figure("online_events").records.with_people().prefetch_related("contributions")
    offline = report.answers.figure("offline_events").records.with_people().prefetch_related("contributions")
    events = sorted((*online, *offline), key=lambda event: (event.starts_earliest, event.title))
    if not events:
        return ()
    caption = ngettext("{n} event organised or supported", "{n} events organised or supported", len(events)).format(
        n=len(events)
    )
    header = (
        pgettext("label", "Event"),
        pgettext("label", "How"),
        pgettext("label", "When"),
        pgettext("label", "Attendances"),
    )
    rows = tuple(
        (link(one), one.get_mode_display(), span_in_words(one.starts_on, one.ends_on), one.people_in_words())
        for one in events
    )
    blocks = [Table(caption, header, rows), *_attendance_chart(events)]
    for event in events:
        said = [one for one in event.contributions.all() if one.text]
        blocks += [Quote(one.text, one.speaker, link(event)) for one in said[:2]]
    return (*blocks, *_surveys(events))


def public_link(record):
    """A link to `record`, or an empty text where not everybody may see it."""
    return link(record) if record is not None and record.is_visible_to(VISITOR) else ""


def _attendance_chart(events):
    """Bars of the attendances, where at least two events have any."""
    rows = [(event.title, event.people()[0]) for event in events if event.people()]
    if len(rows) < 2:
        return []
    source = _("Attendances recorded one by one, else printed numbers with their “more than” or “nearly” left out.")
    return [Drawing(charts.bars(rows, title=_("Attendances by event"), n=len(rows)), source)]


def _surveys(events):
    """What is said of surveys after `events`: percentages whose base is not stated stay words."""
    keys = [event.pk for event in events]
    said = Statement.objects.public().filter(noun__in=SAID_OF_EVENTS, noun_id__in=keys, unit="percent")
    said = said.select_related("source")
    if not said:
        return []
    rows = tuple(
        (said_in_words(one), str(one.base or _("base not stated")), Link(one.cited(), one.source.get_absolute_url()))
        for one in said
    )
    header = (pgettext("label", "Said"), pgettext("label", "n"), pgettext("of a citation", "Where"))
    return [
        Heading(_("What the surveys are said to have shown")),
        Table(_("No answer of a survey is recorded."), header, rows),
    ]


def _hub(report):
    """Members, agencies, partnerships."""
    joined = report.answers.figure("members_joined").records
    blocks = []
    if joined:
        caption = ngettext(
            "{n} institution joined the network", "{n} institutions joined the network", len(joined)
        ).format(n=len(joined))
        rows = tuple((link(member.organisation), member.joined_on.in_words()) for member in joined)
        blocks.append(Table(caption, (pgettext("label", "Institution"), pgettext("label", "Joined")), rows))
    agencies = report.answers.figure("agencies_engaged")
    for part in agencies.parts:
        blocks += [
            Heading(_("Engaged: {kind} ({n})").format(kind=part.label, n=part.value)),
            Items(tuple(link(one) for one in part.records)),
        ]
    for partnership in report.answers.figure("partnerships_established").records:
        blocks += [Heading(link(partnership)), Text(partnership.description)]
    return tuple(blocks)


def _stories(report):
    """Impact stories of the year, and what was donated to whom."""
    stories = Story.objects.public().filter(kind="impact", programme__in=report.answers.lineage)
    stories = stories.exclude(published_latest__lt=report.period.start).exclude(published_earliest__gt=report.as_of)
    blocks = [block for story in stories for block in (Heading(link(story)), Text(story.text))]
    donations = (
        Delivery.objects.public().filter(programme=report.programme).donations_in(report.period.until(report.as_of))
    )
    donations = donations.prefetch_related("items", "parties__country", "parties__organisation")
    if donations:
        rows = tuple(_donation(delivery) for delivery in donations)
        header = (
            pgettext("label", "Donation"),
            pgettext("label", "When"),
            pgettext("label", "What"),
            pgettext("label", "To"),
        )
        caption = ngettext("{n} donation of partners", "{n} donations of partners", len(rows)).format(n=len(rows))
        blocks.append(Table(caption, header, rows))
    return tuple(blocks)


def _donation(delivery):
    """The row of one donation."""
    items = (
        f"{item.quantity.normalize():,f} {item.what}" if item.quantity else item.what for item in delivery.items.all()
    )
    to = (
        str(party.organisation or party.country)
        for party in delivery.parties.all()
        if party.role == PartyName.RECIPIENT and party.is_public()
    )
    return link(delivery), delivery.delivered_on.in_words(), in_rows(items), in_rows(to)


def _outreach(report):
    """Events of others that were attended, visits, copies handed on."""
    blocks = []
    attended = report.answers.figure("interagency_events").records
    if attended:
        caption = ngettext("{n} event of others attended", "{n} events of others attended", len(attended)).format(
            n=len(attended)
        )
        rows = tuple((link(event), event.starts_on.in_words()) for event in attended)
        blocks.append(Table(caption, (pgettext("label", "Event"), pgettext("label", "When")), rows))
    visits = (
        Visit.objects.public()
        .filter(programme=report.programme)
        .during(report.period.until(report.as_of))
        .select_related("organisation")
    )
    if visits:
        rows = tuple(
            (link(one.organisation), one.get_direction_display(), one.happened_on.in_words(), one.subject)
            for one in visits
        )
        header = (
            pgettext("label", "Organisation"),
            pgettext("label", "What"),
            pgettext("label", "When"),
            pgettext("label", "About"),
        )
        caption = ngettext("{n} visit or consultation", "{n} visits and consultations", len(rows)).format(n=len(rows))
        blocks.append(Table(caption, header, rows))
    copies = report.answers.figure("product_copies").records
    if copies:
        rows = tuple((link(one.publication), one.copies, link(one.event)) for one in copies)
        blocks.append(
            Table(
                _("Copies of knowledge products"),
                (pgettext("label", "Publication"), pgettext("label", "Copies"), pgettext("label", "At")),
                rows,
            )
        )
    return tuple(blocks)


def _goals(report):
    """What the programme means to do in the year after."""
    goals = Goal.objects.filter(programme=report.programme, year=report.year + 1)
    return (Items(tuple(goal.text for goal in goals)),) if goals else ()
