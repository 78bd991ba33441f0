"""The practice world fills what the record world leaves empty, and hides what only its secretariat may see."""

import html
import re
from decimal import Decimal

import pytest
from django.test import override_settings
from django.urls import reverse

from zhinan.accounts.models import PUBLIC, VISITOR, Role, User, audience_tokens
from zhinan.demo.loading import NOUNS
from zhinan.demo.reading import HERE, read_world
from zhinan.demo.worlds import accounts, load_world
from zhinan.events.models import Attendance
from zhinan.files.models import File
from zhinan.grants.models import Grant
from zhinan.history.models import Entry
from zhinan.knowledge.models import Collection, CollectionItem, Solution
from zhinan.network.models import Affiliation, Organisation
from zhinan.portal.tasks import rebuild
from zhinan.programmes.models import Posting, Programme, Project
from zhinan.questionnaires.models import Round
from zhinan.questionnaires.rules import smallest_base
from zhinan.reporting.editions import Report
from zhinan.reporting.editions.answer import as_data
from zhinan.search.models import Index

PRACTICE = HERE / "practice"
BANNER = "Practice world: everything here is invented"
HIDDEN = (
    "Draft: a seed bank",
    "Unannounced: drip lines",
    "Unpublished: seeds stored in clay",
    "未发布",
    "Unpublished: practices under review",
    "draft-seed-bank",
    "unannounced-drip-lines",
    "unpublished-seed-storage",
    "unpublished-practices",
)
# figure: (value, number of records), reckoned by hand from the data files
EXPECTED = {
    "countries_reached": (4, 4),
    "regions_reached": (3, 3),
    "grants_approved": (3, 3),
    "grants_to_date": (5, 5),
    "parallel_funding": (Decimal("62500.00"), 7),
    "online_events": (2, 2),
    "offline_events": (3, 3),
    "interagency_events": (2, 2),
    "attendances": (54, 5),
    "people_reached": (9, 9),
    "webinar_satisfaction": (Decimal("90.00"), 1),
    "agencies_engaged": (3, 3),
    "members_joined": (4, 4),
    "members_total": (7, 7),
    "partnerships_established": (2, 2),
    "product_copies": (450, 3),
    "reports_developed": (2, 2),
    "good_practices_documented": (3, 3),
    "donation_value": (Decimal("22000.00"), 3),
    "donation_countries": (3, 3),
}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("practice")


@pytest.fixture(scope="module")
def practice_world(codelists, committed, django_db_blocker, folder):
    with override_settings(FOLDER=folder, MEDIA_ROOT=folder / "files"), django_db_blocker.unblock():
        load_world("practice")


@pytest.fixture(autouse=True)
def _practice(practice_world, settings, folder):
    settings.FOLDER, settings.WORLD, settings.MEDIA_ROOT = folder, "practice", folder / "files"


@pytest.fixture
def report():
    return Report(Programme.objects.get(slug="practice-programme"), 2025)


def person(word):
    return User.objects.get(email=f"{word}@zhinan.example")


def parts(figure):
    return {part.key: (part.value, part.qualifier, part.records.count()) for part in figure.parts}


def crawled(client):
    """{address: answer} of every page that links lead to from the home page.

    Of the search only the page without words is looked at, of areas only those that countries lead to, and no PDF:
    what stands there stands in other formats, too.
    """
    found, due = {}, [reverse("home")]
    while due:
        address = due.pop()
        if address in found or address.startswith(f"{reverse('search')}?") or address.endswith(".pdf"):
            continue
        found[address] = client.get(address)
        if address.startswith("/areas/"):
            continue
        links = re.findall(r'(?:href|src)="(/[^"#]*)', found[address].content.decode(errors="replace"))
        due += [link for link in map(html.unescape, links) if not link.startswith(("/static/", "/account/"))]
    return found


def naming_hidden(pages):
    """Addresses of those `pages` in which a hidden record is named."""
    return [url for url, page in pages.items() if any(word in page.content.decode(errors="replace") for word in HIDDEN)]


def test_every_figure_is_as_reckoned_by_hand(report):
    assert {figure.key: (figure.value, figure.n()) for figure in report.figures} == EXPECTED


def test_the_list_behind_every_figure_has_as_many_rows_as_its_n(client):
    lengths = {}
    for key in EXPECTED:
        page = client.get(reverse("figure", args=["practice-programme", 2025, key]))
        assert (key, page.status_code) == (key, 200)
        lengths[key] = len(page.context["table"].rows)
    assert lengths == {key: n for key, (_value, n) in EXPECTED.items()}


@pytest.mark.parametrize(
    ("key", "is_linked", "names"),
    [
        ("people_reached", True, ["Expert in water", *(f"Participant {number}" for number in range(1, 9))]),
        ("partnerships_established", True, ["Cooperation on Soil Maps", "Joint Initiative for Village Water"]),
        (
            "good_practices_documented",
            True,
            ["Rainwater kept in ponds", "Soil cover against drought", "A calendar for pumps"],
        ),
    ],
)
def test_a_list_names_its_records_on_the_page_and_in_its_file(client, key, is_linked, names):
    address = reverse("figure", args=["practice-programme", 2025, key])
    rows = client.get(address).context["table"].rows
    assert [re.sub("<[^>]+>", "", str(row.get_cell("name"))) for row in rows] == names
    assert {str(row.get_cell("name")).startswith('<a href="/') for row in rows} == {is_linked}
    assert client.get(f"{address}?format=csv").content.decode("utf-8-sig").splitlines()[1:] == names


def test_parallel_funding_has_parts_by_kind_and_the_reversal_takes_its_posting_back(report):
    assert parts(report.answers.figure("parallel_funding")) == {
        "cash": (Decimal("45850.00"), "exact", 4),
        "in_kind": (Decimal("6480.00"), "exact", 1),
        "technical": (Decimal("10170.00"), "exact", 2),
    }
    taken_back = Posting.objects.get(reverses__isnull=False)
    assert (taken_back.amount, taken_back.reverses.amount) == (Decimal("-5000.00"), Decimal("5000.00"))
    assert taken_back.on > taken_back.reverses.on


def test_the_ledger_holds_every_kind_every_stage_two_currencies_and_more_than_one_rate():
    postings = Posting.objects.order_by()
    assert set(postings.values_list("kind", flat=True)) == {"cash", "in_kind", "technical"}
    assert set(postings.values_list("stage", flat=True)) == {"pledged", "secured", "disbursed", "spent"}
    assert set(postings.values_list("currency__code", flat=True)) == {"USD", "EUR", None}
    euros = postings.filter(currency__code="EUR")
    assert set(euros.values_list("usd_rate", flat=True)) == {Decimal("1.08"), Decimal("1.13"), Decimal("1.17")}


def test_attendances_are_counted_by_mode_and_a_list_goes_before_a_printed_number(report):
    assert parts(report.answers.figure("attendances")) == {
        "online": (9, "exact", 2),
        "in_person": (5, "exact", 2),
        "hybrid": (40, "more_than", 1),
    }
    assert report.answers.figure("attendances").qualifier == "more_than"


def test_people_reached_are_fewer_than_attendances_since_some_came_again(report):
    one_by_one = Attendance.objects.exclude(person=None)
    assert one_by_one.count() == 13
    assert one_by_one.filter(person__slug="participant-1").count() == 3
    assert report.answers.figure("people_reached").value == 9


def test_agencies_engaged_count_an_organisation_once_and_keep_preparation_apart(report):
    assert parts(report.answers.figure("agencies_engaged")) == {
        "un": (1, "exact", 1),
        "other": (2, "exact", 2),
        "preparatory": (1, "exact", 1),
    }


def test_every_list_is_given_whole_except_the_one_with_a_place_and_no_name(report):
    assert [figure.key for figure in report.figures if figure.value is not None and not figure.is_whole] == [
        "people_reached"
    ]


def test_statements_are_supported_but_for_one(report):
    verdicts = {}
    for checked in report.answers.statements():
        verdicts.setdefault(str(checked.verdict), []).append(checked.statement.figure)
    assert verdicts.pop("not_supported") == ["online_events"]
    assert {verdict: len(figures) for verdict, figures in verdicts.items()} == {
        "supported": 13,
    }


def test_the_one_finding_is_for_the_secretariat_alone(client, report):
    found = as_data(report, with_findings=True)["findings"]
    assert [(one["kind"], one["figures"], one["values"]) for one in found] == [
        ("statement_against_records", ["online_events"], [4, 2])
    ]
    address, words = reverse("findings", args=["practice-programme", 2025]), ["practice-programme", 2025, "json"]
    assert client.get(reverse("report_file", args=words)).json()["findings"] is None
    assert client.get(address).status_code == 302
    client.force_login(person("focal-point"))
    assert client.get(address).status_code == 403
    client.force_login(person("secretariat"))
    assert len(client.get(address).context["findings"]) == 1


def test_goals_of_the_next_year_stand_in_the_report(client):
    page = client.get(reverse("highlights", args=["practice-programme", 2025]))
    goals = next(section for section in page.context["sections"] if section.id == "goals")
    assert [item for block in goals.blocks for item in block.items] == [
        "Approve two more grants.",
        "Publish every answer of a survey.",
        "Bring the network to ten members.",
    ]


def test_a_person_has_had_two_affiliations_one_after_the_other():
    held = Affiliation.objects.filter(person__slug="participant-3").order_by("starts_earliest")
    assert [(str(one.organisation), str(one.starts_on), one.ends_on and str(one.ends_on)) for one in held] == [
        ("Practice Farmers' Association", "2020", "2024-06"),
        ("Practice Ministry of Agriculture", "2024-07", None),
    ]


def test_every_page_that_a_visitor_can_reach_is_marked_and_names_nothing_hidden(client):
    rebuild()
    pages = crawled(client)
    assert {page.status_code for page in pages.values()} == {200, 302}
    led_on = {url.split("/")[1] for url, page in pages.items() if page.status_code == 302}
    assert led_on == {"calls", "citations", "statements"}  # to apply, one signs in
    assert naming_hidden(pages) == []
    framed = [
        url for url, page in pages.items() if "/report." not in url and page["Content-Type"].startswith("text/html")
    ]
    assert [url for url in framed if pages[url].status_code == 200 and BANNER not in pages[url].content.decode()] == []


def test_somebody_signed_in_without_a_role_in_the_programme_reaches_nothing_hidden(client):
    rebuild()
    client.force_login(person("focal-point"))
    assert naming_hidden(crawled(client)) == []


def test_hidden_records_are_missing_for_a_visitor_and_open_to_the_secretariat(client):
    hidden = [
        *Grant.objects.exclude(audience=PUBLIC),
        *Project.objects.exclude(audience=PUBLIC),
        *Solution.objects.exclude(audience=PUBLIC),
        *Collection.objects.exclude(audience=PUBLIC),
    ]
    assert len(hidden) == 6
    assert {client.get(one.get_absolute_url()).status_code for one in hidden} == {404}
    client.force_login(person("secretariat"))
    assert {client.get(one.get_absolute_url()).status_code for one in hidden} == {200}


def test_the_audience_written_with_a_slug_is_the_token_of_the_secretariat():
    programme = Programme.objects.get(slug="practice-programme")
    held = Role.objects.get(user=person("secretariat"), scope=programme.scope())
    audiences = [one.audience for model in (Grant, Solution) for one in model.objects.exclude(audience=PUBLIC)]
    assert audiences == [str(held)] * 3
    hidden = Entry.objects.about_any(Grant.objects.exclude(audience=PUBLIC))
    assert set(hidden.values_list("audience", flat=True)) == {str(held)}


def test_search_finds_hidden_records_for_the_secretariat_alone():
    rebuild()
    seen, everything = audience_tokens(VISITOR), audience_tokens(person("secretariat"))
    for words, hits in (("bank draft", 2), ("drip lines", 2), ("clay jars", 1), ("陶罐贮藏种子", 2)):
        assert (words, Index.open().search(words, tokens=seen).total) == (words, 0)
        assert (words, Index.open().search(words, tokens=everything).total) == (words, hits)
    assert "BOL" not in dict(Index.open().search("", tokens=seen).facets["countries"])


def test_what_is_hidden_would_change_the_figures_if_it_were_shown(report):
    for model in (Grant, Project, Solution, Collection, CollectionItem):
        model.objects.update(audience=PUBLIC)
    shown = {figure.key: figure.value for figure in report.figures if figure.value != EXPECTED[figure.key][0]}
    assert shown == {
        "countries_reached": 5,
        "regions_reached": 4,
        "grants_approved": 4,
        "grants_to_date": 6,
        "parallel_funding": Decimal("161500.00"),
        "good_practices_documented": 4,
    }


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("池塘", "Rainwater kept in ponds"),
        ("土壤问答", "Questions and answers on soil"),
        ("堆肥", "Questions and answers on soil"),
        ("水利研究所", "Practice Institute for Water"),
        ("村里打了井", "A well for a practice village"),
    ],
)
def test_chinese_words_find_what_is_named_or_told_in_chinese(words, title):
    rebuild()
    hits = Index.open().search(words, tokens=audience_tokens(VISITOR)).hits
    assert hits[0].title == title


def test_every_quote_and_statement_stands_in_the_invented_document():
    text = (PRACTICE / "sources" / "practice-report.txt").read_text(encoding="utf-8")
    wrong = []
    for entry in read_world(PRACTICE):
        told = [citation["quote"] for citation in entry.values.get("cite", [])]
        told += [listing["words"] for listing in entry.values.get("lists", [])]
        told += [entry.values["text"]] if entry.noun == "statement" else []
        wrong += [(entry.place(), words) for words in told if any(part not in text for part in words.split(" [...] "))]
    assert wrong == []


def test_everything_public_cites_the_document_and_nothing_hidden_does():
    records = [entry for entry in read_world(PRACTICE) if entry.noun not in ("source", "statement")]
    assert {entry.place() for entry in records if not entry.values.get("cite")} == {
        entry.place() for entry in records if entry.values.get("audience", "public") != "public"
    }


def test_every_invented_organisation_says_so_in_its_name():
    assert list(Organisation.objects.exclude(name__startswith="Practice ")) == []


def test_the_programme_without_periods_has_no_report_of_its_own_and_no_cast():
    pilot = Programme.objects.get(slug="practice-pilot")
    assert pilot.periods.count() == 0
    assert Role.objects.filter(scope=pilot.scope()).count() == 0


def test_every_account_of_the_cast_is_told_with_its_role():
    assert [(address, str(role)) for address, _password, role in accounts()] == [
        ("administrator@zhinan.example", "administrator"),
        ("secretariat@zhinan.example", "secretariat"),
        ("finance@zhinan.example", "finance officer"),
        ("evaluator@zhinan.example", "evaluator"),
        ("focal-point@zhinan.example", "focal point"),
        ("course-officer@zhinan.example", "course officer"),
        ("applicant@zhinan.example", "applicant"),
        ("grantee@zhinan.example", "grantee"),
        ("reviewer@zhinan.example", "reviewer"),
        ("committee@zhinan.example", "committee member"),
    ]


def test_loading_a_second_time_changes_nothing():
    before = {model: model.objects.count() for model in (Entry, User, Posting)}
    load_world("practice")
    assert {model: model.objects.count() for model in before} == before


def test_every_field_of_every_noun_is_filled_somewhere():
    empty = []
    for model in NOUNS.values():
        rows = list(model._default_manager.all())
        for field in model._meta.concrete_fields:
            if field.related_model is not File and all(getattr(row, field.attname) in (None, "") for row in rows):
                empty.append(f"{model.__name__}.{field.name}")
    assert empty == []


def test_a_survey_of_55_answers_gives_the_printed_percentages_with_their_n(client):
    """What the report of 2020 prints without a base, here with one; the record world has no answers at all."""
    round = Round.objects.get(slug="after-the-annual-meeting-2025")
    assert (round.responses.sent().count(), smallest_base(["45.45", "54.55", "94.55"])) == (55, 55)
    page = client.get(reverse("round-results", args=[round.slug])).content.decode()
    assert [words for words in ("25 (45.45%)", "30 (54.55%)", "52 (94.55%)", "55 answered") if words not in page] == []
