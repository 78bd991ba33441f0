"""What an application says, as one value: whole, the same for the same, and without names for who reads none."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from zhinan.accounts.tests.make import user
from zhinan.files.tests.make import attached
from zhinan.grants.models import ApplicationParty, Submission
from zhinan.grants.rules import changed, content_of, requested, sections_of
from zhinan.grants.rules.masking import Mask
from zhinan.grants.tests.make import application, call
from zhinan.grants.tests.whole import whole
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country
from zhinan.questionnaires.models import Kind, Question, digest_of
from zhinan.questionnaires.tests.make import questionnaire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
LONG = Question("change", "long", {"en": "What changes?"}, is_required=True)
LETTER = Question("letter", Kind.FILE, {"en": "A letter"})
HOST = Question("host", Kind.ORGANISATION, {"en": "Who hosts it?"})


def asking(**facts):
    """A call that asks three questions."""
    return call(questionnaire=questionnaire(LONG, LETTER, HOST), **facts)


def naming(author="Amina Diallo"):
    """An application whose texts are full of names, with a letter and a host."""
    made = whole(asking(is_blind=True), user(author), title="Rice of IRX")
    letter = attached(made, "irx-letter.pdf")
    made.lead.names.create(name="Rice House")
    ApplicationParty.objects.create(application=made, role="implementing", organisation=organisation(name="Lake Club"))
    made.endorsements.create(
        signatory="Ben Okoth", position="Director", institution="Fish Board", country=country("UGA"), file=letter
    )
    made.summary = "Amina  Diallo and the institute\nof rice, with Okoth (ben@irx.example), dig; see www.irx.example/a"
    made.answers = {"change": "Lake Club, Rice House and the Bank of the Lake agree.", "letter": str(letter.pk)}
    made.answers["host"] = "Lake Club"
    made.save()
    return made


def told(sections):
    """All that `sections` say, as one text."""
    return json.dumps(sections, ensure_ascii=False)


def test_the_same_content_gives_the_same_digest_also_from_the_database():
    made = naming()
    first, again = content_of(made), content_of(made)
    sent = Submission.objects.create(
        application=made, number=1, rules=made.rules, content=first, digest=digest_of(first),
        submitted_at=made.begun_at,
    )  # fmt: skip
    sent.refresh_from_db()
    assert [digest_of(again), digest_of(sent.content)] == [sent.digest] * 2
    made.risks.all().delete()
    assert digest_of(content_of(made)) != sent.digest


def test_a_content_holds_keys_and_raw_values_files_by_name_size_and_hash():
    made = naming()
    content, file = content_of(made), made.endorsements.get().file
    kept = {"key": file.pk, "name": "irx-letter.pdf", "size": file.size, "sha256": file.sha256}
    assert content["questions"]["answers"]["letter"] == content["documents"][0]["file"] == kept
    kenya = {"key": "KEN", "name": "Kenya"}
    assert content["about"]["lead"] == {"key": made.lead.pk, "name": "Institute of Rice", "country": kenya}
    assert (requested(content), content["budget"][0]["amount"], content["currency"]) == (20_000, "20000.00", "USD")


def test_what_is_not_asked_after_all_is_not_submitted():
    made = application(asking(), answers={"change": "Much", "gone": "From an older version"})
    assert content_of(made)["questions"]["answers"] == {"change": "Much"}


def test_every_section_is_read_in_the_order_in_which_it_is_written():
    sections = sections_of(content_of(naming()))
    keys = ["about", "partners", "people", "budget", "match", "results", "plan", "risks", "q-part_1", "documents"]
    assert [one.key for one in sections] == keys
    assert sections[3].facts == (("Requested", "USD 20,000"), ("Paid by others", "USD 20,000"))
    assert sections[1].rows[0] == ("beneficiary", "", "Kenya")


NAMES = (
    "amina",
    "diallo",
    "institute",
    "irx",
    "rice house",
    "lake club",
    "okoth",
    "fish board",
    "bank of",
    "letter.pdf",
)


def test_a_blind_reading_names_no_person_no_institution_and_no_file():
    sections = sections_of(content_of(naming()), names=False)
    text = told(sections).lower()
    assert [name for name in NAMES if name in text] == []
    assert "[name]" in text and "an institution" in text and "kenya" in text


def test_a_reading_with_names_names_them_all():
    text = told(sections_of(content_of(naming()))).lower()
    assert [name for name in NAMES if name not in text] == []


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("WHO", "WHO says who", "[name] says who"),
        ("Université de Lomé", "universite de lome", "[name]"),
        ("水稻研究所", "与水稻研究所一起", "与[name]一起"),
        ("Lake", "Lakeside and Lake.", "Lakeside and [name]."),
        ("C++ Club", "the C++  Club", "the [name]"),
    ],
)
def test_names_are_hidden_as_people_write_them(name, text, shown):
    assert Mask([name])(text) == shown


@given(st.lists(st.text("abcdé水 .*", min_size=2, max_size=8).filter(str.strip), max_size=5), st.text("abcdé水 .*"))
def test_no_hidden_name_stands_in_a_text_as_a_word_of_its_own(names, text):
    read = Mask(names)(" ".join([text, *names]))
    assert all(f" {name.strip()} " not in f" {read} " for name in names if len(name.strip()) > 1 and " " not in name)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda kids: st.lists(kids) | st.dictionaries(st.text(), kids),
)


@given(st.dictionaries(st.text(), VALUES))
def test_the_digest_does_not_depend_on_the_order_of_keys(value):
    turned = dict(reversed(list(value.items())))
    assert digest_of(json.loads(json.dumps(turned))) == digest_of(value)


def test_two_versions_differ_word_by_word_and_row_by_row():
    made = whole(call())
    before = sections_of(content_of(made))
    made.summary = "Farmers keep ducks between the rice."
    made.save()
    made.risks.create(what="Drought", likelihood="high", impact="high", answer="Wells")
    about, risks = changed(before, sections_of(content_of(made)))
    (summary,) = about.changes
    assert [piece for piece in summary.pieces if piece[0] != "same"] == [("gone", "fish"), ("new", "ducks")]
    assert (risks.gone, risks.new) == ((), (("Drought", "high", "high", "Wells"),))


@pytest.mark.parametrize("names", [True, False])
def test_reading_asks_as_many_questions_for_three_rows_as_for_one(names):
    counts = []
    for more in (0, 2):
        made = naming()
        for number in range(more):
            made.risks.create(what=f"Risk {number}", likelihood="low", impact="low")
            ApplicationParty.objects.create(application=made, role="implementing", organisation=organisation())
            made.endorsements.create(signatory=f"Signatory {number}", country=country("KEN"))
        made = type(made).objects.select_related("call__questionnaire", "rules__currency", "lead").get(pk=made.pk)
        with CaptureQueriesContext(connection) as asked:
            sections_of(content_of(made), names)
        counts.append(len(asked))
    assert counts == [14 if names else 17] * 2
