"""Pages that show nouns of several rooms: home, pillars, organisation, programme, country, area."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.access import roles_to_give
from zhinan.accounts.models import User
from zhinan.codelists.models import Area, Country
from zhinan.events.models import Event
from zhinan.files.views import record_page
from zhinan.kit.choosers import with_key
from zhinan.kit.guards import allow, public
from zhinan.kit.punctuation import in_rows
from zhinan.network.access import edit_organisation, edit_record, merged_into
from zhinan.network.models import Organisation, Partnership
from zhinan.programmes import access as programmes_access
from zhinan.programmes.access import edit_programme
from zhinan.programmes.models import Programme, Project, ReportingPeriod
from zhinan.reporting.editions import Report, blocks, formats

from .. import figures


@public
def home(request):
    """Three pillars, live numbers, the map."""
    latest = ReportingPeriod.objects.filter(programme__in=Programme.objects.public()).order_by("-year").first()
    words = {"pillars": figures.pillars(request.user)}
    if latest:
        report = Report(latest.programme, latest.year, on=timezone.localdate())
        reached = tuple(report.answers.figure("countries_reached").records)
        caption = _("Countries reached by small grants in {year}").format(year=latest.year)
        words |= {"report": report, "tiles": formats.tiles(report, figures.ON_HOME)}
        words["map"] = blocks.WorldMap(reached, caption) if reached else None
    else:
        words["is_empty"] = not User.objects.exists()
    return render(request, "portal/home.html", words)


@public
def pillar(request, pillar):
    """One of the three pillars: its kinds of records, each in a list."""
    found = next(one for one in figures.pillars(request.user) if one["key"] == pillar)
    lists = [(kind["label"], kind["key"], kind["records"][:50], kind["count"]) for kind in found["kinds"]]
    return render(request, "portal/pillar.html", {"pillar": found, "lists": lists})


@allow(programmes_access.read, Organisation, instead=partial(merged_into, Organisation))
def organisation(request, organisation):
    """An organisation with everything that it takes part in."""
    facts = [
        (pgettext("label", "Acronym"), organisation.acronym),
        (pgettext("label", "Type"), organisation.type),
        (_("Country or area"), organisation.country),
        (pgettext("label", "Part of"), organisation.parent),
        (_("Part of the United Nations system"), pgettext("answer", "yes") if organisation.is_united_nations else ""),
        (_("Sectors"), in_rows(organisation.sectors.all())),
        (_("Working languages"), organisation.languages),
        (pgettext("label", "Website"), organisation.website, organisation.website),
    ]
    facts += [(identifier.scheme, identifier.number) for identifier in organisation.identifiers.all()]
    more = {
        "names": organisation.names.all(),
        "goals": organisation.goals.all(),
        "lists": figures.dossier_of_organisation(organisation, request.user),
        "may_invite": roles_to_give(request.user, organisation.scope()),
    }
    return record_page(request, "portal/organisation.html", organisation, facts, edit=edit_organisation, **more)


@allow(programmes_access.read, Partnership)
def partnership(request, partnership):
    """A partnership with those in it, and what followed from it."""
    facts = [
        (pgettext("label", "Kind"), partnership.get_kind_display()),
        (pgettext("label", "Network"), partnership.network),
        (pgettext("label", "Established"), partnership.established_on and partnership.established_on.in_words()),
    ]
    more = {
        "organisations": partnership.organisations.visible_to(request.user),
        "projects": Project.objects.visible_to(request.user).filter(partnership=partnership),
        "events": Event.objects.visible_to(request.user).filter(partnership=partnership),
    }
    return record_page(request, "portal/partnership.html", partnership, facts, edit=edit_record, **more)


@allow(programmes_access.read, Programme)
def programme(request, programme):
    """A programme with its reports, networks, grants and events."""
    facts = [
        (pgettext("label", "From"), programme.starts_on and programme.starts_on.in_words()),
        (pgettext("label", "Until"), programme.ends_on and programme.ends_on.in_words()),
        (pgettext("label", "Follows"), programme.predecessor),
        (pgettext("label", "Provider"), programme.provider),
    ]
    more = {
        "parties": programme.parties.visible_to(request.user).select_related("organisation", "country"),
        "periods": programme.periods.all(),
        "today": timezone.localdate(),
        "lists": figures.dossier_of_programme(programme, request.user),
        "key": with_key(programme),
        "lacks_network": edit_programme(request.user, programme) and not programme.networks.exists(),
        "may_see_findings": programmes_access.see_findings(request.user, programme),
    }
    return record_page(request, "portal/programme.html", programme, facts, edit=edit_programme, **more)


@public
def country(request, code):
    """A country or area: its names, region and status, and what reaches it."""
    found = get_object_or_404(Country.objects.select_related("sub_region"), alpha3=code.upper())
    facts = [
        (pgettext("label", "Sub-region"), found.sub_region),
        (pgettext("label", "Codes"), f"{found.alpha3}, {found.alpha2}, M49 {found.m49}"),
        ("Français", found.name_fr),
        ("Español", found.name_es),
        ("Русский", found.name_ru),
        ("中文", found.name_zh),
        ("العربية", found.name_ar),
        *figures.statuses(found),
    ]
    words = {"country": found, "facts": facts, "lists": figures.dossier_of_country(found, request.user)}
    return render(request, "portal/country.html", words)


@public
def area(request, m49):
    """A part of the world: its countries and areas, and the parts that it has."""
    found = get_object_or_404(Area, m49=m49)
    countries = Country.objects.filter(sub_region=found) | Country.objects.filter(intermediate_region=found)
    words = {
        "area": found,
        "countries": countries.active().order_by("name"),
        "areas": Area.objects.filter(parent=found),
    }
    return render(request, "portal/area.html", words)
