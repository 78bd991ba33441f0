"""Who may see what, over every outlet: each person of the cast, each record, each page, the search and the report.

Each record carries a word that stands nowhere else. Whoever may not see the record meets that word on no page.
"""

import json
import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from zhinan.accounts.actions import grant_role
from zhinan.accounts.models import VISITOR, RoleName, User
from zhinan.codelists.models import Country, Currency
from zhinan.deliveries.models import Delivery, DeliveryParty, Item
from zhinan.events.models import Attendance, Event, EventParty, HeadCount, Involvement
from zhinan.grants.models import Call, Grant, GrantParty
from zhinan.history.actions import record
from zhinan.kit.dates import PartialDate
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
from zhinan.outreach.models import Dissemination, Engagement, Visit
from zhinan.portal.documents import DOCUMENTS
from zhinan.portal.tasks import rebuild
from zhinan.programmes.models import Fund, Posting, Programme, ProgrammeParty, Project, ProjectParty, ReportingPeriod
from zhinan.questionnaires.models import Questionnaire, Version
from zhinan.reporting.models import Statement
from zhinan.results.models import Framework
from zhinan.sources.models import Source

DAY = PartialDate("2020-05-05")
AUDIENCES = ("public", "signed-in", "programme", "secretariat", "focal", "administrator")
PEOPLE = {
    "visitor": {"public"},
    "signed in": {"public", "signed-in"},
    "finance": {"public", "signed-in", "programme"},
    "secretariat": {"public", "signed-in", "programme", "secretariat"},
    "focal point": {"public", "signed-in", "focal"},
    "administrator": set(AUDIENCES),
}  # which audiences each of the cast sees


class World:
    """Records of every noun for every audience, each bound to public and to hidden records of the other nouns.

    `made` is {word: (audience, record)}; `hanging` are records called by the word of another, with which they are seen.
    Records of a round "own" are bound to records of the same audience and to the public programme; those of the round
    "crossing" are public and bound to what only the secretariat sees.
    """

    def __init__(self):
        self.made, self.hanging = {}, []
        self.programme = self.make(Programme, "public", "root", provider=Country.objects.find("CHN"))
        self.office = self.make(Organisation, "public", "root")
        self.tokens = {
            "public": "public",
            "signed-in": "signed-in",
            "programme": self.programme.scope(),
            "secretariat": f"secretariat@{self.programme.scope()}",
            "focal": f"organisation:{self.office.pk}",
            "administrator": "administrator",
        }
        hidden = self.round("secretariat", "own")
        for audience in AUDIENCES:
            if audience != "secretariat":
                self.round(audience, "own")
        self.round("public", "crossing", hidden)

    def make(self, model, audience, turn, **facts):
        """One record of `model` whose title is a word that stands nowhere else."""
        word = f"zq{model._meta.model_name}{audience.replace('-', '')}{turn}"
        name = "name" if hasattr(model, "name") else "title"
        token = self.tokens[audience] if hasattr(self, "tokens") else audience
        thing = model.objects.create(slug=word, audience=token, **{name: word.capitalize()}, **facts)
        record(thing, "recorded")
        self.made[word] = (audience, thing)
        return thing

    def round(self, audience, turn, others=None):
        """One record of each noun; `others` are the records that they are bound to, else those of this round."""
        made = SimpleNamespace()
        others = others or made
        made.organisation = self.make(Organisation, audience, turn)
        self.bind_organisations(made, others, audience, turn)
        self.bind_work(made, others, audience, turn)
        self.bind_knowledge(made, others, audience, turn)
        self.bind_parties(made, others)
        return made

    def bind_organisations(self, made, others, audience, turn):
        """Networks, agreements, partnerships, programmes, funds and projects."""
        made.network = self.make(Network, audience, turn, secretariat=others.organisation)
        Membership.objects.create(network=made.network, organisation=others.organisation, joined_on=DAY)
        Membership.objects.get_or_create(network=others.network, organisation=self.office, defaults={"joined_on": DAY})
        made.agreement = self.make(Agreement, audience, turn)
        made.agreement.parties.set([others.organisation, self.office])
        made.partnership = self.make(Partnership, audience, turn, network=others.network, established_on=DAY)
        made.partnership.organisations.set([others.organisation, self.office])
        made.programme = self.make(Programme, audience, f"{turn}more", predecessor=getattr(others, "programme", None))
        made.programme.networks.set([others.network])
        self.programme.networks.add(made.network)
        made.fund = self.make(Fund, audience, turn, manager=others.organisation)
        bound = others.programme if others is not made else self.programme
        made.project = self.make(Project, audience, turn, programme=bound, fund=others.fund)

    def bind_work(self, made, others, audience, turn):
        """Grants, events, deliveries."""
        bound = others.programme if others is not made else self.programme
        project = made.project if others is made else self.make(Project, "secretariat", f"{turn}grant", programme=bound)
        facts = {"project": project, "state": "active", "approved_on": DAY}
        made.grant = self.make(Grant, audience, turn, **facts)
        facts = {"programme": bound, "fund": others.fund, "code": f"{audience}{turn}"[:20], "year": 2020}
        made.call = self.make(Call, audience, turn, **facts)
        whole = getattr(others, "event", None)
        made.event = self.make(
            Event, audience, turn, kind="webinar", mode="online", state="held", starts_on=DAY, whole=whole
        )
        made.questionnaire = self.make(Questionnaire, audience, turn, programme=bound)
        made.framework = self.make(Framework, audience, turn, project=others.project)
        Version.objects.create(questionnaire=made.questionnaire, number=1)
        HeadCount.objects.create(event=made.event, who="people", value=10)
        self.attend(made.event, audience, turn)
        Involvement.objects.create(event=made.event, programme=bound, part="organised")
        Involvement.objects.get_or_create(event=made.event, programme=self.programme, part="supported")
        whole = getattr(others, "delivery", None)
        facts = {"kind": "donation", "delivered_on": DAY, "project": others.project, "whole": whole}
        made.delivery = self.make(Delivery, audience, turn, programme=bound, **facts)
        dollars = Currency.objects.get(code="USD")
        Item.objects.create(delivery=made.delivery, what="masks", value=Decimal(7), currency=dollars)
        facts = {"kind": "cash", "stage": "secured", "on": date(2020, 5, 5), "amount": Decimal(9), "currency": dollars}
        rate = {"usd_rate": Decimal(1), "rate_on": date(2020, 5, 5)}
        Posting.objects.create(project=made.project, contributor=others.organisation, **facts, **rate)

    def attend(self, event, audience, turn):
        """Somebody at `event`, who has no page."""
        word = f"zqperson{audience.replace('-', '')}{turn}"
        someone = Person.objects.create(slug=word, name=word, audience=self.tokens[audience])
        Attendance.objects.create(event=event, person=someone, organisation=self.office)

    def bind_knowledge(self, made, others, audience, turn):
        """Publications, solutions, collections, stories, contacts, statements."""
        bound = others.programme if others is not made else self.programme
        facts = {"kind": "report", "released_on": DAY, "led_to": others.project}
        made.publication = self.make(Publication, audience, turn, programme=self.programme, **facts)
        facts = {"network": others.network, "implementing_programme": others.programme}
        made.solution = self.make(Solution, audience, turn, programme=bound, **facts)
        made.collection = self.make(Collection, audience, turn, programme=bound, publication=others.publication)
        token = self.tokens[audience]
        facts = {"position": 1, "solution": others.solution, "documented_on": DAY, "audience": token}
        self.hanging.append(CollectionItem.objects.create(collection=made.collection, **facts))
        made.story = self.make(Story, audience, turn, programme=bound, kind="impact", published_on=DAY)
        dated = {"happened_on": DAY, "audience": token, "programme": self.programme}
        Engagement.objects.create(organisation=others.organisation, **dated)
        Visit.objects.create(organisation=others.organisation, direction="paid", **dated)
        Engagement.objects.create(organisation=self.office, **dated | {"programme": bound})
        facts = {"publication": others.publication, "event": others.event, "copies": 3}
        self.hanging.append(Dissemination.objects.create(**facts, **dated))
        source, _is_new = Source.objects.get_or_create(key="zs", defaults={"file": "s.txt", "title": "S"})
        word = f"zqstatement{audience.replace('-', '')}{turn}"
        said = {"programme": self.programme, "figure": "grants_approved", "value": 99}
        Statement.objects.create(source=source, text=word, audience=token, **said)

    def bind_parties(self, made, others):
        """Organisations that take part in each noun that has parties."""
        tables = (
            (ProgrammeParty, "programme"),
            (ProjectParty, "project"),
            (GrantParty, "grant"),
            (EventParty, "event"),
            (DeliveryParty, "delivery"),
            (PublicationParty, "publication"),
            (SolutionParty, "solution"),
        )
        for table, name in tables:
            role = "recipient" if name == "delivery" else "implementing"
            bound = {name: getattr(made, name), "role": role}
            table.objects.create(**bound, organisation=others.organisation)
            table.objects.create(**bound, organisation=self.office)
        role = {"role": "accountable", "programme": self.programme}
        ProgrammeParty.objects.create(**role, organisation=others.organisation)


@pytest.fixture(scope="module")
def world(codelists, committed, django_db_blocker, tmp_path_factory):
    """The world, the cast and their clients, and a search index of it all."""
    with django_db_blocker.unblock():
        made = World()
        cut_off = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31), "cut_off_on": date(2020, 12, 31)}
        for _audience, thing in list(made.made.values()):
            if isinstance(thing, Programme):
                ReportingPeriod.objects.create(programme=thing, year=2020, **cut_off)
        made.people = {"visitor": VISITOR, "signed in": person("nobody")}
        scope = made.programme.scope()
        made.people["finance"] = person("finance", RoleName.FINANCE, scope)
        made.people["secretariat"] = person("secretariat", RoleName.SECRETARIAT, scope)
        made.people["focal point"] = person("focal", RoleName.FOCAL_POINT, f"organisation:{made.office.pk}")
        made.index = tmp_path_factory.mktemp("index") / "search"
        made.people["administrator"] = person("administrator", RoleName.ADMINISTRATOR, "")
    return made


def person(name, role=None, scope=""):
    """Somebody who can sign in, with a role perhaps."""
    user = User.objects.create_user(f"{name}@zhinan.example", name=name)
    if role:
        grant_role(user, role, scope)
    return user


@pytest.fixture(params=PEOPLE)
def reader(request, world, db, settings):
    """One of the cast: `sees` are the words of the records that they may see, `hidden` the others."""
    client, user = Client(), world.people[request.param]
    if user.is_authenticated:
        client.force_login(user)
    audiences = PEOPLE[request.param]
    sees = {word for word, (audience, _thing) in world.made.items() if audience in audiences}
    settings.SEARCH_FOLDER = world.index
    if not world.index.exists():
        rebuild()
    return SimpleNamespace(client=client, sees=sees, hidden=world.made.keys() - sees, audiences=audiences, user=user)


def words_of(answer):
    """The words of records on a page, whatever its status; a form's token is chance, and may look like a word."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return set(re.findall(r"zq[a-z]+", page.lower()))


def test_a_page_opens_if_and_only_if_its_record_is_visible(world, reader):
    opened = {
        word
        for word, (_audience, thing) in world.made.items()
        if reader.client.get(thing.get_absolute_url()).status_code == 200
    }
    assert opened == reader.sees


def test_a_hidden_record_answers_like_one_that_is_not_there(world, reader):
    missing = {type(thing): thing.get_absolute_url() for _audience, thing in world.made.values()}
    for word in sorted(reader.hidden):
        thing = world.made[word][1]
        answer = reader.client.get(thing.get_absolute_url())
        other = reader.client.get(missing[type(thing)].replace(thing.slug, "zz") + "never/")
        assert (answer.status_code, other.status_code, words_of(answer)) == (404, 404, set())


def test_no_page_of_a_visible_record_tells_of_a_hidden_one(world, reader):
    leaks = {}
    for word in reader.sees:
        told = words_of(reader.client.get(world.made[word][1].get_absolute_url())) - reader.sees
        if told:
            leaks[word] = sorted(told)
    assert leaks == {}


def test_the_search_finds_exactly_what_is_visible(world, reader):
    for word in sorted(world.made):
        answer = reader.client.get(reverse("search"), {"q": word})
        found = words_of_hits(answer)
        assert found == ({word} if word in reader.sees else set()), word


def words_of_hits(answer):
    """The words of the records that a search page lists."""
    return set(re.findall(r"zq[a-z]+", " ".join(re.findall(r"<h3>.*?</h3>", answer.content.decode().lower(), re.S))))


def test_the_search_counts_and_narrows_by_what_is_visible_alone(world, reader):
    answer = reader.client.get(reverse("search"))
    kinds = {}
    for word in reader.sees:
        name = world.made[word][1]._meta.model_name
        kinds[name] = kinds.get(name, 0) + 1
    hanging = [one for one in world.hanging if type(one).objects.visible_to(reader.user).filter(pk=one.pk).exists()]
    for name in (one._meta.model_name for one in hanging):
        kinds[name] = kinds.get(name, 0) + 1
    shown = answer.context["facets"][0]["options"]
    found = {re.search(r"kind=(\w+)", option["url"])[1]: option["count"] for option in shown}
    assert (answer.context["results"].total, found) == (
        len(reader.sees) + len(hanging),
        {k: v for k, v in kinds.items() if k in found},
    )
    assert words_of(answer) - reader.sees == set()


def test_the_pillars_hold_and_count_exactly_what_is_visible(world, reader):
    told, counted = set(), 0
    for pillar in ("think-tank", "do-tank", "hub"):
        answer = reader.client.get(reverse(pillar))
        told |= words_of(answer)
        counted += sum(kind["count"] for kind in answer.context["pillar"]["kinds"])
    aside = (Agreement, Framework, Questionnaire)  # they stand in lists of their own
    listed = {word for word in reader.sees if not isinstance(world.made[word][1], aside)}
    assert (told, counted) == (listed, len(listed))


def test_home_lists_and_desk_tell_of_nothing_hidden(reader):
    for name in ("home", "networks", "desk"):
        assert words_of(reader.client.get(reverse(name))) - reader.sees == set(), name


def test_a_dossier_holds_what_is_visible_of_what_takes_part(world, reader):
    told = words_of(reader.client.get(world.office.get_absolute_url()))
    bound = {"agreement", "partnership", "event", "grant", "delivery", "solution", "publication"}
    expected = {word for word in reader.sees if world.made[word][1]._meta.model_name in bound}
    assert (expected - told, told - reader.sees) == (set(), set())


def test_the_report_of_a_programme_tells_everybody_the_same_and_only_what_is_public(world, reader):
    public = {word for word, (audience, _thing) in world.made.items() if audience == "public"}
    public |= {f"zq{noun}public{turn}" for noun in ("statement", "person") for turn in ("own", "crossing")}
    address = {"slug": world.programme.slug, "year": 2020}
    for suffix in ("json", "md", "html"):
        answer = reader.client.get(reverse("report_file", kwargs={**address, "suffix": suffix}))
        assert words_of(answer) - public == set(), suffix
    answer = reader.client.get(reverse("highlights", kwargs=address))
    assert words_of(answer) - public == set()


def test_the_figures_count_and_list_public_records_alone(world, reader):
    address = {"slug": world.programme.slug, "year": 2020}
    told = json.loads(reader.client.get(reverse("report_file", kwargs={**address, "suffix": "json"})).content)
    values = {figure["key"]: figure["value"] for figure in told["figures"]}
    expected = {"grants_approved": 1, "online_events": 2, "reports_developed": 2, "partnerships_established": 2}
    assert {key: values[key] for key in expected} == expected
    public = {word for word, (audience, _thing) in world.made.items() if audience == "public"}
    public |= {f"zq{noun}public{turn}" for noun in ("statement", "person") for turn in ("own", "crossing")}
    for key in values:
        for form in ({}, {"format": "csv"}):
            answer = reader.client.get(reverse("figure", kwargs={**address, "key": key}), form)
            assert (answer.status_code, words_of(answer) - public) == (200, set()), key


def test_findings_open_to_the_programmes_own_staff_alone(world, reader):
    answer = reader.client.get(reverse("findings", kwargs={"slug": world.programme.slug, "year": 2020}))
    expected = 302 if not reader.user.is_authenticated else 200 if "secretariat" in reader.audiences else 403
    assert answer.status_code == expected


def test_every_noun_that_the_search_knows_stands_in_this_world(world):
    made = {type(thing) for _audience, thing in world.made.values()} | {type(thing) for thing in world.hanging}
    assert made == set(DOCUMENTS)
