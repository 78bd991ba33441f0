"""The pillars, and everything that an organisation, a programme or a country takes part in."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.codelists.models import CountryStatus
from zhinan.deliveries.models import Delivery, DeliveryParty
from zhinan.events.models import Event, EventParty
from zhinan.grants.models import Call, Grant, GrantParty
from zhinan.kit.punctuation import in_a_line
from zhinan.knowledge.models import (
    Collection,
    CollectionItem,
    Publication,
    PublicationParty,
    Solution,
    SolutionParty,
    Story,
)
from zhinan.network.models import Agreement, Membership, Network, Organisation, Partnership, Person
from zhinan.network.states import IN
from zhinan.outreach.models import Dissemination, Engagement, Visit
from zhinan.programmes.models import Fund, Programme, ProgrammeParty, Project, ProjectParty
from zhinan.questionnaires.models import Questionnaire
from zhinan.results.models import Framework

ON_HOME = (
    "countries_reached",
    "grants_approved",
    "online_events",
    "offline_events",
    "members_joined",
    "agencies_engaged",
)
PILLARS = (
    (
        "think-tank",
        pgettext_lazy("pillar", "Think-tank"),
        gettext_lazy("What was learnt, and who may use it"),
        gettext_lazy("Solutions by the Galaxy template, reports and series, good practices, news and stories."),
        (Solution, Publication, Collection, Story),
    ),
    (
        "do-tank",
        pgettext_lazy("pillar", "Do-tank"),
        gettext_lazy("What was done, and with whom"),
        gettext_lazy("Small grants with their intended outputs, webinars, meetings and trainings, deliveries."),
        (Call, Grant, Event, Delivery),
    ),
    (
        "hub",
        pgettext_lazy("pillar", "Hub"),
        gettext_lazy("Who works together"),
        gettext_lazy("Programmes and funds, networks and their members, partnerships."),
        (Programme, Fund, Project, Network, Partnership, Organisation),
    ),
)
PLURALS = {
    Solution: pgettext_lazy("plural", "Solutions"),
    Publication: pgettext_lazy("plural", "Publications"),
    Collection: pgettext_lazy("plural", "Collections"),
    Story: pgettext_lazy("plural", "News and stories"),
    Call: pgettext_lazy("plural", "Calls for proposals"),
    Grant: pgettext_lazy("plural", "Grants"),
    Event: pgettext_lazy("plural", "Events"),
    Delivery: pgettext_lazy("plural", "Deliveries"),
    Questionnaire: pgettext_lazy("plural", "Questionnaires"),
    Framework: pgettext_lazy("plural", "Results frameworks"),
    Programme: pgettext_lazy("plural", "Programmes"),
    Fund: pgettext_lazy("plural", "Funds"),
    Project: pgettext_lazy("plural", "Projects"),
    Network: pgettext_lazy("plural", "Networks"),
    Partnership: pgettext_lazy("plural", "Partnerships"),
    Organisation: pgettext_lazy("plural", "Organisations"),
    Agreement: pgettext_lazy("plural", "Agreements"),
    Membership: pgettext_lazy("plural", "Memberships"),
    Person: pgettext_lazy("plural", "People"),
    Engagement: pgettext_lazy("plural", "Engagements"),
    Visit: pgettext_lazy("plural", "Visits"),
    Dissemination: pgettext_lazy("plural", "Disseminations"),
    CollectionItem: pgettext_lazy("plural", "Good practices"),
}
PARTIES = (
    (Grant, GrantParty, "grant"),
    (Event, EventParty, "event"),
    (Delivery, DeliveryParty, "delivery"),
    (Solution, SolutionParty, "solution"),
    (Publication, PublicationParty, "publication"),
    (Programme, ProgrammeParty, "programme"),
    (Project, ProjectParty, "project"),
)


def pillars(user):
    """The three pillars with what each holds for `user`: one count a kind of record."""
    made = []
    for key, word, title, text, models in PILLARS:
        address = reverse(key)
        kinds = []
        for model in models:
            records = model.objects.visible_to(user)
            name = model._meta.model_name
            kinds.append({"key": name, "label": PLURALS[model], "records": records, "count": records.count()})
        links = [(kind["label"], f"{address}#{kind['key']}", kind["count"]) for kind in kinds]
        made.append(
            {"key": key, "word": word, "title": title, "text": text, "address": address, "kinds": kinds, "links": links}
        )
    return made


def dossier_of_organisation(organisation, user):
    """[(heading, rows)] of everything that `organisation` takes part in, as far as `user` may see it."""
    memberships = Membership.objects.visible_to(user).filter(organisation=organisation).select_related("network")
    children = Organisation.objects.visible_to(user).filter(parent=organisation)
    lists = [
        (
            pgettext("label", "Belongs to"),
            [(one.network, one.network.get_absolute_url(), _joined(one)) for one in memberships],
        ),
        (pgettext("label", "Its parts"), [(one, one.get_absolute_url(), "") for one in children]),
    ]
    for model in (Partnership, Agreement):
        field = "organisations" if model is Partnership else "parties"
        found = model.objects.visible_to(user).filter(**{field: organisation})
        lists.append((PLURALS[model], [(one, one.get_absolute_url(), "") for one in found]))
    lists += [
        (PLURALS[model], _took_part(model, party, name, user, organisation=organisation))
        for model, party, name in PARTIES
    ]
    contacts = [*_contacts(Engagement, organisation, user), *_contacts(Visit, organisation, user)]
    return [*lists, (_("Contacts with programmes"), contacts)]


def dossier_of_programme(programme, user):
    """[(heading, rows)] of what `programme` holds, as far as `user` may see it."""
    queries = [
        (Call, {"programme": programme}),
        (Grant, {"project__programme": programme}),
        (Project, {"programme": programme}),
        (Framework, {"pk__in": Framework.objects.of_programme(programme).order_by().values("pk")}),
        (Event, {"involvements__programme": programme}),
        (Delivery, {"programme": programme}),
        (Solution, {"programme": programme}),
        (Publication, {"programme": programme}),
        (Story, {"programme": programme}),
    ]
    networks = programme.networks.visible_to(user)
    lists = [(PLURALS[Network], [(one, one.get_absolute_url(), "") for one in networks])]
    for model, condition in queries:
        found = model.objects.visible_to(user).filter(**condition).distinct()
        lists.append((PLURALS[model], [(one, one.get_absolute_url(), "") for one in found]))
    return lists


def dossier_of_country(country, user):
    """[(heading, rows)] of what reaches `country` and who is at home there, as far as `user` may see it."""
    lists = [(PLURALS[model], _took_part(model, party, name, user, country=country)) for model, party, name in PARTIES]
    solutions = Solution.objects.visible_to(user).filter(countries=country)
    organisations = Organisation.objects.visible_to(user).filter(country=country)
    events = Event.objects.visible_to(user).filter(country=country)
    lists.append((_("Solutions that involve it"), [(one, one.get_absolute_url(), "") for one in solutions]))
    lists.append((_("Events held there"), [(one, one.get_absolute_url(), "") for one in events]))
    lists.append((PLURALS[Organisation], [(one, one.get_absolute_url(), "") for one in organisations]))
    return lists


def _took_part(model, party, name, user, **who):
    """Rows of records of `model` that somebody takes part in, each with the role."""
    rows = party.objects.filter(**who, **{f"{name}__in": model.objects.visible_to(user)}).select_related(name)
    return [(getattr(row, name), getattr(row, name).get_absolute_url(), row.get_role_display()) for row in rows]


def _contacts(model, organisation, user):
    """Rows of engagements or visits of `organisation`."""
    rows = model.objects.visible_to(user).filter(organisation=organisation).select_related("programme", "organisation")
    return [(row.programme, row.programme.get_absolute_url(), _contact(row)) for row in rows]


def _contact(row):
    """What one contact was, in a line."""
    word = row.get_stage_display() if isinstance(row, Engagement) else row.get_direction_display()
    return in_a_line(word, row.happened_on and row.happened_on.in_words(), row.subject)


def _joined(membership):
    """“member since 2020” or until when it was one; where it never was, how it stands."""
    if membership.state not in IN:
        return membership.get_state_display()
    if membership.left_on is not None:
        return _("member until {day}").format(day=membership.left_on.in_words())
    if membership.joined_on is None:
        return _("member, date of joining not known")
    return _("member since {day}").format(day=membership.joined_on.in_words())


def statuses(country):
    """(label, value) of the groups that `country` belongs to or belonged to."""
    rows = CountryStatus.objects.filter(country=country)
    return [(row.group, _until(row)) for row in rows]


def _until(status):
    """Whether a status still holds today, or until when it did."""
    if status.ends_on is None or status.ends_on > timezone.localdate():
        return pgettext("label", "yes")
    return _("until {day}").format(day=status.ends_on.isoformat())
