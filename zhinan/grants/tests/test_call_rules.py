"""The rules of a call: typed, published for good, followed by what is being written, changed by a next version."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.grants import actions
from zhinan.grants.forms import RulesForm
from zhinan.grants.models import Call, Theme
from zhinan.history.actions import write
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.tests.make import sent
from zhinan.kit.values import kept
from zhinan.notices.models import Notice
from zhinan.programmes.tests.make import programme
from zhinan.programmes.tests.sending import rows, warned

from .make import application, call, rubric, rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
TYPED = {
    "deadline_at": "2090-04-30T17:00", "zone": "Africa/Nairobi", "currency": "USD", "ceiling": "35000",
    "minimum_countries": "3", "match_ratio": "1", "match_cash": "on", "languages": "fr en", "summary_words": "200",
    "reviewers": "2", "scale_most": "5", "spread": "25",
}  # fmt: skip


@pytest.fixture
def office(client):
    """The secretariat of a programme, signed in; `draft` are the first rules of its call."""
    found = programme(name="Our programme")
    one = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    made = Call(title="Call", code="C-2027", year=2027, programme=found)
    actions.begin_call(made, kept(made) | {"programme": found.pk}, by=one)
    one.call, one.draft = made, made.draft()
    client.force_login(one)
    return one


def edit(client, draft, **values):
    """The answer to the form of rules."""
    form = sent(RulesForm, **TYPED | {"seen": "0", "overrule": ""} | values)
    return client.post(reverse("edit-callrules", args=[draft.pk]), form)


def weights(*values):
    """Rows of criteria with these weights."""
    return rows("criteria", *({"position": str(n), "name": f"K{n}", "weight": one} for n, one in enumerate(values, 1)))


def test_rules_are_typed_with_the_deadline_by_the_clocks_of_their_zone(client, office):
    assert edit(client, office.draft, **weights("60", "40")).status_code == 302
    office.draft.refresh_from_db()
    assert office.draft.deadline_at == datetime(2090, 4, 30, 14, 0, tzinfo=UTC)
    assert [one.weight for one in office.draft.criteria.all()] == [60, 40]
    shown = client.get(reverse("edit-callrules", args=[office.draft.pk])).content.decode()
    assert 'value="2090-04-30T17:00"' in shown
    changed = Entry.objects.about(office.draft).last().changes
    assert changed["deadline_at"] == [None, "2090-04-30T14:00:00+00:00"]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"ceiling": "-1"}, {"ceiling": ["Ensure this value is greater than or equal to 1."]}),
        ({"ceiling": "100000000000"}, {"ceiling": ["Write less than 100,000,000,000."]}),
        ({"currency": "XQQ"}, {"currency": ["“XQQ” is not in the list. Write another name for it, or its code."]}),
        ({"zone": "Mars"}, {"zone": ["“Mars” is no time zone. Write a place from the list, as Africa/Nairobi."]}),
        ({"deadline_at": "2090-02-30T10:00"}, {"deadline_at": ["Write a day and an hour, as 2026-07-14 09:00."]}),
        (
            {"deadline_at": "2026-03-29T02:30", "zone": "Europe/Paris"},
            {
                "deadline_at": [
                    "There is no 02:30 on that day in Europe/Paris: the clocks are put forward. Write another time."
                ]
            },
        ),
        (
            {"languages": "en xx"},
            {"languages": ["“xx” is no language here. Choose among en, zh, fr, es, ru, ar, pt."]},
        ),
        ({"match_cash": ""}, {"match_ratio": ["Nothing counts as match. Choose below what does."]}),
        ({"spread": "0"}, {"spread": ["Ensure this value is greater than or equal to 1."]}),
    ],
    ids=str,
)
def test_what_rules_cannot_be_is_said_at_the_field_and_kept(client, office, values, errors):
    before = kept(office.draft)
    form = edit(client, office.draft, **values).context["form"]
    office.draft.refresh_from_db()
    assert (form.errors, kept(office.draft)) == (errors, before)
    assert {name: form[name].data or "" for name in values} == values


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (weights("60", "30"), "The weights sum to 90. All together they must be 100."),
        (
            rows("instalments", {"position": "1", "percent": "50.5", "gate": "agreement"}),
            "The instalments sum to 50.5%. All together they must be 100%.",
        ),
    ],
)
def test_parts_that_do_not_make_up_the_whole_are_refused(client, office, more, sentence):
    answer = edit(client, office.draft, **more)
    name = next(iter(more)).partition("-")[0]
    found = {each.prefix: list(each.non_form_errors()) for each in answer.context["form"].sets}
    assert (found[name], sentence in answer.content.decode()) == ([sentence], True)
    assert (office.draft.criteria.count(), office.draft.instalments.count()) == (0, 0)


def test_a_deadline_that_is_over_can_be_kept_as_a_draft_but_not_published(client, office):
    values = {"deadline_at": "2020-04-30T17:00"}
    answer = edit(client, office.draft, **values)
    assert warned(answer) == ["The deadline lies in the past: these rules cannot be published so."]
    assert edit(client, office.draft, **values | {"overrule": "on"}).status_code == 302
    office.draft.refresh_from_db()
    with pytest.raises(NotNow, match="The deadline lies in the past"):
        actions.publish_rules(office.draft, by=office, now=timezone.now())


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("deadline", "The rules have no deadline yet. Write one first."),
        ("weights", "The weights of the criteria sum to 50. All together they must be 100."),
        ("instalments", "The instalments sum to 80%. All together they must be 100%."),
    ],
)
def test_rules_that_must_be_mended_are_not_published(office, trouble, sentence):
    closes = None if trouble == "deadline" else timezone.now() + timedelta(days=1)
    write(office.draft, {"deadline_at": closes and closes.isoformat()}, by=office)
    rubric(office.draft, *((30, 20) if trouble == "weights" else (100,)))
    if trouble == "instalments":
        office.draft.instalments.create(position=1, percent=80, gate="agreement")
    with pytest.raises(NotNow, match=sentence):
        actions.publish_rules(office.draft, by=office, now=timezone.now())
    office.call.refresh_from_db()
    assert (office.call.rules(), office.call.closes_at) == (None, None)


def published(office):
    """The first rules of the call, in force for a month."""
    closes = timezone.now() + timedelta(days=30)
    write(office.draft, {"deadline_at": closes.isoformat(), "minimum_countries": 3}, by=office)
    return actions.publish_rules(office.draft, by=office, now=timezone.now())


def test_published_rules_never_change(client, office):
    first = published(office)
    assert (len(first.digest), office.call.rules()) == (64, first)
    with pytest.raises(ValidationError, match="Published rules are not changed"):
        write(first, {"minimum_countries": 1}, by=office)
    with pytest.raises(ValidationError, match="Published rules are not changed"):
        write(first, {"themes": [{"id": None, "position": 1, "name": "Late"}]}, by=office)
    answer = edit(client, first)
    assert "Published rules are not changed. Start the next version." in answer.content.decode()
    first.refresh_from_db()
    assert (first.minimum_countries, first.themes.count()) == (3, 0)
    with pytest.raises(NotNow):
        actions.publish_rules(first, by=office, now=timezone.now())


def test_the_next_version_begins_with_what_the_newest_says_and_tells_what_is_new(client, office):
    first = published(office)
    client.post(reverse("next-rules", args=[office.call.slug]))
    draft = office.call.draft()
    assert (draft.number, {**kept(draft)}, actions.next_rules(office.call, by=office)) == (2, kept(first), draft)
    write(draft, {"minimum_countries": 2}, by=office)
    page = client.get(draft.get_absolute_url())
    assert page.context["changes"] == [
        ("Participating countries", "At least 3 countries or areas.", "At least 2 countries or areas.")
    ]


def test_a_draft_is_thrown_away_but_never_the_only_rules(client, office):
    with pytest.raises(NotNow, match="Nothing would be left"):
        actions.discard_rules(office.draft, by=office)
    first = published(office)
    draft = actions.next_rules(office.call, by=office)
    client.post(reverse("archive-callrules", args=[draft.pk]))
    assert (office.call.draft(), office.call.rules()) == (None, first)
    with pytest.raises(NotNow, match="Published rules are not changed"):
        actions.discard_rules(first, by=office)


def test_what_is_being_written_goes_by_the_new_rules_and_what_was_sent_by_its_own():
    found = call(title="C")
    first = found.rules()
    rice, tea = (Theme.objects.create(rules=first, position=n, name=name) for n, name in ((1, "Rice"), (2, "Tea")))
    writer, sender = user("Writer"), user("Applicant")
    stays, goes = application(found, writer, theme=rice), application(found, writer, theme=tea)
    kept_as_sent = application(found, sender, theme=rice, state="submitted")
    second = rules(found, state="draft")
    new = Theme.objects.create(rules=second, position=1, name="Rice")
    actions.publish_rules(second, by=None, now=timezone.now())
    said = []
    for one in (stays, goes, kept_as_sent):
        one.refresh_from_db()
        said.append((one.rules, one.theme))
    assert said == [(second, new), (second, None), (first, rice)]
    assert [(one.user, one.words({})) for one in Notice.objects.all()] == [
        (writer, "The rules of “C” have changed. Read what is new before you go on.")
    ]


def test_each_rule_is_said_with_where_it_comes_from_while_it_is_still_so(client):
    found = programme()
    keeper = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    made = Call(title="Call", code="P-2027", year=2027, programme=found)
    values = kept(made) | {"programme": found.pk, "preset": "pgtf", "rubric": "dac"}
    actions.begin_call(made, values, by=keeper)
    draft = made.draft()
    write(draft, {"ceiling": "40000.00"}, by=keeper)
    client.force_login(keeper)
    sources = {one.label: str(source) for one, source in client.get(draft.get_absolute_url()).context["lines"]}
    assert sources["Participating countries"] == "Guidelines of the fund at g77.org, updated on 26 September 2014."
    assert sources["Instalments"] == "Usual practice, check with the fund."
    assert sources["Criteria"] == "OECD-DAC, adopted on 10 December 2019; weights are a proposal."
    assert (sources["Amount"], sources["Deadline"]) == (
        "", "Page of the fund: 30 April, and what comes later is not considered.",
    )  # fmt: skip
    draft.criteria.filter(position=1).update(weight=19)
    lines = client.get(draft.get_absolute_url()).context["lines"]
    assert {one.label: str(source) for one, source in lines}["Criteria"] == ""


@pytest.mark.parametrize("state", ["decided", "cancelled"])
def test_the_rules_of_a_call_that_is_over_stay(client, state):
    found = call(state=state)
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, found.programme.scope()))
    assert "Begin the next rules" not in client.get(found.get_absolute_url()).content.decode()
    answer = client.post(reverse("next-rules", args=[found.slug]), follow=True)
    assert "The call is over, and its rules stay as they are." in answer.content.decode()
    with pytest.raises(NotNow, match="The call is over"):
        actions.publish_rules(rules(found, state="draft"), by=None, now=timezone.now())
    assert found.versions.filter(state="published").count() == 1


OPEN, SHUT = [200, 404, 403, 403, 403, 403], [404, 404, 403, 403, 403, 403]
RULES = {
    "visitor": OPEN, "nobody in particular": OPEN, "focal point": OPEN, "finance": OPEN, "evaluator": OPEN,
    "secretariat": [200, 200, 200, 200, 302, 302], "secretariat elsewhere": OPEN,
    "administrator": [200, 200, 200, 200, 302, 302],
}  # fmt: skip


@pytest.mark.parametrize("who", RULES)
def test_drafts_are_read_and_changed_by_who_keeps_the_call(client, who):
    here = programme()
    person, found = cast(here, programme())[who], call(here)
    draft = rules(found, state="draft")
    if person.is_authenticated:
        client.force_login(person)
    pages = [found.rules().get_absolute_url(), draft.get_absolute_url()]
    pages += [reverse(name, args=[draft.pk]) for name in ("edit-callrules", "archive-callrules")]
    posts = [reverse("publish-rules", args=[draft.pk]), reverse("next-rules", args=[found.slug])]
    answers = [client.get(page).status_code for page in pages] + [client.post(page).status_code for page in posts]
    assert answers == RULES[who]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_rules_takes_the_same_queries_for_one_line_and_for_three(client, number):
    found = call()
    for name in ("first", "second"):
        held = found.rules() if name == "first" else rules(found)
        rubric(held, *[100 / number] * number)
        for place in range(number):
            Theme.objects.create(rules=held, position=place + 1, name=f"{name} {place}")
    address = found.rules().get_absolute_url()
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) == 27


def parts(answer):
    """{heading: (what it holds in a line, whether it stands open)} of the parts of the form of rules."""
    return {str(one.heading): (one.held, one.is_open) for one in answer.context["form"].parts()}


def test_the_form_is_one_with_a_table_of_contents_and_parts_that_say_what_they_hold(client, office):
    closes = datetime(2090, 4, 30, 14, 0, tzinfo=UTC)
    write(office.draft, {"deadline_at": closes.isoformat(), "ceiling": "35000", "months_most": 24}, by=office)
    rubric(office.draft)
    answer = client.get(reverse("edit-callrules", args=[office.draft.pk]))
    shown, found = answer.content.decode(), parts(answer)
    assert {heading: line for heading, (line, _is_open) in found.items()} == {
        "Until when": "30 April 2090, 14:00, UTC. What comes later is not considered",
        "What is given": "Duration: At most 24 months; Amount: At most USD 35,000 for one grant",
        "Who may apply": (
            "Participating countries: No minimum number; Languages: English; Summary: The summary has at most 250 words"
        ),
        "What others give": "No match is asked for",
        "How applications are judged": (
            "Reviewers: 2 for each application; "
            "Marks: From 1 to 5; Marks at either end need a reason; Totals 25 points apart go to moderation"
        ),
        "Priority areas": "",
        "Criteria": "Criterion 1 60%; Criterion 2 40%",
        "Required documents": "",
        "Instalments": "",
        "Reports that are due": "",
    }
    assert {is_open for _line, is_open in found.values()} == {False}
    assert (shown.count('<form class="form"'), shown.count('<details class="part"')) == (1, len(found))
    assert [f'<a href="#part-{n}">' in shown and f'id="part-{n}">' in shown for n in range(1, len(found) + 1)] == [
        True
    ] * len(found)


def test_the_deadline_alone_is_changed_and_all_that_is_folded_stays(client, office):
    write(office.draft, {"ceiling": "35000", "months_most": 24}, by=office)
    rubric(office.draft)
    shown = html.fromstring(client.get(reverse("edit-callrules", args=[office.draft.pk])).content)
    form = next(each for each in shown.forms if "deadline_at" in each.fields)
    before = kept(office.draft)
    typed = {name: value for name, value in form.form_values()} | {"deadline_at": "2090-04-30T17:00", "step": "save"}
    typed["goals"] = [value for name, value in form.form_values() if name == "goals"]
    assert client.post(reverse("edit-callrules", args=[office.draft.pk]), typed).status_code == 302
    office.draft.refresh_from_db()
    assert kept(office.draft) == before | {"deadline_at": "2090-04-30T17:00:00+00:00"}


def test_a_part_with_an_error_stands_open_with_what_is_stored_as_its_line(client, office):
    write(office.draft, {"currency": office.draft.currency_id, "match_ratio": "1.00"}, by=office)
    saved = kept(office.draft)
    typed = {"match_cash": "", "match_in_kind": "", "match_technical": ""}
    found = parts(edit(client, office.draft, **typed))
    assert found["What others give"] == (
        "Other sources give at least as much as is requested; These count: cash, in kind, technical", True,
    )  # fmt: skip
    assert (found["Criteria"][1], found["Reports that are due"][1]) == (False, False)
    assert kept(office.draft) == saved


def test_weights_that_do_not_sum_open_the_criteria_and_one_more_row_opens_its_part(client, office):
    found = parts(edit(client, office.draft, **weights("60", "30")))
    assert (found["Criteria"][1], found["Instalments"][1]) == (True, False)
    found = parts(edit(client, office.draft, more="instalments"))
    assert (found["Criteria"][1], found["Instalments"][1]) == (False, True)
