"""Who declares a conflict of interest sees nothing more; who is blind reads no name; the office knows why."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from zhinan.accounts.models import User
from zhinan.accounts.tests.make import user
from zhinan.grants.models import Application, Panelist, Recusal, Review, Submission
from zhinan.grants.rules import content_of
from zhinan.history.models import Entry
from zhinan.network.tests.make import organisation
from zhinan.notices.models import Notice
from zhinan.programmes.tests.make import programme

from .make import application, asked, call, rubric, sits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NAMES = ("Rice of the delta", "SEED-001", "Institute of Millet", "Lead author")
OF_CALL = ("call", "call-panel", "call-assign", "call-reviews", "call-applications", "call-comparison", "call-charts")
OF_APPLICATION = (
    *("application", "application-review", "application-reviews", "application-assign", "application-recuse"),
    *("application-screen", "application-decide"),
)


@pytest.fixture
def found():
    """An application under review, with names that can be looked for."""
    made = call(programme(), title="Seeds of cooperation", code="SEED")
    rubric(made.rules())
    author = user("Lead author")
    lead = organisation(name="Institute of Millet")
    found = application(made, author, title="Rice of the delta", lead=lead, state="appraisal")
    words = {"content": content_of(found), "digest": "x", "submitted_at": timezone.now()}
    Submission.objects.create(application=found, number=1, rules=found.rules, **words)
    asked(found, user("Somebody else"), state="sent", total=70, sent_at=timezone.now(), for_office="Secret words")
    return found


def people(found):
    """{word: somebody who judges or screens}."""
    made, scope = found.call, found.call.programme.scope()
    reviewer, member = user("Reviewer"), user("Committee")
    asked(found, reviewer)
    sits(made, member)
    return {
        "reviewer": reviewer,
        "committee": member,
        "secretariat": user("Secretariat", "secretariat", scope),
        "evaluator": user("Evaluator", "evaluator", scope),
        "administrator": user("Administrator", "administrator"),
    }


def declare(client, found, **typed):
    return client.post(reverse("application-recuse", args=[found.pk]), {"tie": "family", "note": "Cousin"} | typed)


def outlets(found):
    """Addresses where somebody could read of the application."""
    yield from (reverse(name, args=[found.call.slug]) for name in OF_CALL)
    yield reverse("call-applications", args=[found.call.slug]) + "?format=csv"
    yield reverse("call-comparison", args=[found.call.slug]) + "?format=csv"
    yield from (reverse(name, args=[found.pk]) for name in OF_APPLICATION)
    yield reverse("application-version", args=[found.pk, 1])
    yield reverse("application-pdf", args=[found.pk, 1])
    yield from ("/desk/", "/notices/", "/search/?q=delta", "/")


def said(pdf):
    """What a PDF says, also in its properties."""
    read = PdfReader(BytesIO(pdf))
    return "\n".join([str(read.metadata), *(page.extract_text() for page in read.pages)])


def traces(client, found, names):
    """(address, name) of every name that is read anywhere."""
    read = []
    for address in outlets(found):
        answer = client.get(address, follow=True)
        text = (
            said(b"".join(answer)) if answer.headers["Content-Type"] == "application/pdf" else answer.content.decode()
        )
        read += [(address, name) for name in names if name in text]
    return read


@pytest.mark.parametrize("who", ["reviewer", "committee", "secretariat", "evaluator", "administrator"])
def test_whoever_declares_a_conflict_finds_no_trace_any_more(client, found, who):
    one = people(found)[who]
    client.force_login(one)
    assert {name for _address, name in traces(client, found, NAMES)} == {*NAMES}  # what is looked for can be found
    assert client.get(reverse("application-recuse", args=[found.pk])).status_code == 200
    answer = client.post(reverse("application-recuse", args=[found.pk]), {"tie": "family"}, follow=True)
    assert answer.status_code == 200
    assert "Your conflict of interest is written down." in answer.content.decode()
    assert [name for name in NAMES if name in answer.content.decode()] == []
    assert traces(client, found, (*NAMES, "Secret words")) == []


@pytest.mark.parametrize("who", ["reviewer", "committee"])
def test_whom_the_records_bind_finds_no_trace_either(client, found, who):
    one = people(found)[who]
    Panelist.objects.update_or_create(call=found.call, user=one, defaults={"organisation": found.lead})
    client.force_login(one)
    assert traces(client, found, (*NAMES, "Secret words")) == []
    assert [*Review.objects.waiting_for(User.objects.get(pk=one.pk))] == []


def test_a_blind_reviewer_reads_title_and_number_and_no_name(client, found):
    one = people(found)["reviewer"]
    type(found.rules).objects.update(is_blind=True)
    client.force_login(one)
    page = client.get(reverse("application-review", args=[found.pk])).content.decode()
    assert "SEED-001" in page
    assert traces(client, found, ("Institute of Millet", "Lead author", "Secret words", "Somebody else")) == []


def test_what_was_sent_counts_no_more_and_the_office_sees_who_and_why(client, found):
    one = people(found)["reviewer"]
    review = Review.objects.get(reviewer=one)
    Review.objects.filter(pk=review.pk).update(state="sent", total=10, sent_at=timezone.now())
    Notice.objects.create(**Notice.pointer(found), user=one, sentence="Old")
    client.force_login(one)
    declare(client, found)
    review.refresh_from_db()
    assert [review.state, review.total, Notice.objects.filter(user=one).count()] == ["dropped", None, 0]
    told = Notice.objects.get()
    assert [told.user.name, told.words({}).endswith("declared a conflict of interest for SEED-001.")] == [
        "Secretariat",
        True,
    ]
    client.force_login(told.user)
    page = client.get(reverse("application-reviews", args=[found.pk]))
    assert [page.context["average"], "Cousin" in page.content.decode()] == [70, True]
    entry = Entry.objects.about(Recusal.objects.get()).get()
    assert [entry.verb, entry.audience, "Cousin" in str(entry.changes)] == ["recused", found.audience, False]


@pytest.mark.parametrize("typed", [{"tie": ""}, {"tie": "author"}, {"note": "x" * 301}])
def test_wrong_input_recuses_nobody(client, found, typed):
    client.force_login(people(found)["reviewer"])
    page = declare(client, found, **typed)
    assert [page.status_code, bool(page.context["form"].errors), Recusal.objects.count()] == [200, True, 0]


def test_the_office_takes_a_declaration_back_with_a_reason_but_nobody_their_own(client, found):
    cast = people(found)
    one, office = cast["reviewer"], cast["secretariat"]
    client.force_login(one)
    declare(client, found)
    address = reverse("take-back-recusal", args=[found.pk, Recusal.objects.get().pk])
    assert client.post(address, {"reason": "Mistaken"}).status_code == 404
    client.force_login(office)
    assert "Cousin" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).context["form"].errors["reason"]
    client.post(address, {"reason": "Another person of that name"})
    assert Recusal.objects.count() == 0
    page = client.get(reverse("application-reviews", args=[found.pk])).content.decode()
    assert "Another person of that name" in page
    declare(client, found)
    own = reverse("take-back-recusal", args=[found.pk, Recusal.objects.get().pk])
    assert client.post(own, {"reason": "Mine"}).status_code == 404


def test_an_author_has_nothing_to_declare(client, found):
    client.force_login(User.objects.get(name="Lead author"))
    assert declare(client, found).status_code == 403
    assert Application.objects.get().recusals.count() == 0
