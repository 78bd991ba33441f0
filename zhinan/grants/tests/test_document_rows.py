"""Documents of an application are sent in the row that asks for them, and every name of a file leads to it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.files.models import File
from zhinan.files.tests.make import attached, upload
from zhinan.grants import actions
from zhinan.grants.models import RequiredDocument
from zhinan.grants.rules import checks
from zhinan.history.models import Entry
from zhinan.kit.pages import SAVING
from zhinan.programmes.tests.make import country
from zhinan.questionnaires.models import Kind, Question
from zhinan.questionnaires.tests.make import questionnaire

from .make import application, asked, call, rules
from .typing import address, said, seen_in, write
from .whole import whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
SIGNED = {"signatory": "Ada", "position": "Minister", "institution": "Ministry of Water"}


@pytest.fixture
def draft(author):
    """What they write, for Kenya and Uganda; a letter from each of them is asked for, and a budget note."""
    made = application(call(), author)
    for code in ("UGA", "KEN"):
        made.parties.create(role="beneficiary", country=country(code))
    facts = {"name": "Letter", "kind": "endorsement", "each_country": True}
    made.letter = RequiredDocument.objects.create(rules=made.rules, position=1, **facts)
    made.note = RequiredDocument.objects.create(rules=made.rules, position=2, name="Budget note", kind="other")
    return made


def shown(client, draft):
    """(page, rows) of the section of documents."""
    answer = client.get(address(draft, "documents"))
    return answer.content.decode(), answer.context["form"].sets[0].forms


def sent_in(draft, *rows):
    """What is sent of rows that the page offers by itself, the letters first, each with what it says beside."""
    offered = [{"document": draft.letter.pk, "country": "Kenya"}, {"document": draft.letter.pk, "country": "Uganda"}]
    offered.append({"document": draft.note.pk})
    return {"endorsements": [one | more for one, more in zip([*offered, {}], rows, strict=True)]}


def test_a_row_waits_for_each_document_that_is_missing_with_an_upload_of_its_own(client, draft):
    text, rows = shown(client, draft)
    assert [(str(row.shown.document or ""), str(row.shown.country or "")) for row in rows] == [
        ("Letter", "Kenya"), ("Letter", "Uganda"), ("Budget note", ""), ("", ""),
    ]  # fmt: skip
    assert text.count('type="file"') == 4
    assert text.count("missing</span>") == 3
    assert 'enctype="multipart/form-data"' in text
    for place in (f"document-{draft.letter.pk}-KEN", f"document-{draft.note.pk}"):
        assert f'value="{place}" formaction="#{place}"' in text


def test_the_section_is_incomplete_as_long_as_a_document_is_missing_also_on_the_other_pages(client, draft):
    def told(key):
        steps = client.get(address(draft, key)).context["steps"]
        return [is_lacking for _heading, link, _is_here, is_lacking in steps if link == address(draft, "documents")]

    assert (told("risks"), told("documents")) == ([True], [True])
    for code in ("KEN", "UGA"):
        draft.endorsements.create(document=draft.letter, file=attached(draft), country=country(code), **SIGNED)
    draft.endorsements.create(document=draft.note, file=attached(draft))
    assert (told("risks"), told("documents")) == ([False], [False])


def test_rows_that_nobody_touched_are_not_saved(client, draft):
    write(client, draft, "documents", rows=sent_in(draft, {}, {}, {}, {}))
    assert draft.endorsements.count() == 0
    assert len(shown(client, draft)[1]) == 4


def test_what_is_sent_in_a_row_leads_back_to_it_with_link_and_size(client, draft):
    place = f"document-{draft.letter.pk}-UGA"
    rows = sent_in(draft, {}, SIGNED | {"upload": upload("uganda.pdf")}, {}, {})
    answer = write(client, draft, "documents", step=place, rows=rows)
    assert answer.url == f"{address(draft, 'documents')}#{place}"
    file, row = File.objects.get(), draft.endorsements.get()
    assert (row.file, row.document, row.country.alpha3, row.signatory) == (file, draft.letter, "UGA", "Ada")
    text, rows = shown(client, draft)
    assert [(str(row.shown.document or ""), str(row.shown.country or "")) for row in rows] == [
        ("Letter", "Uganda"), ("Letter", "Kenya"), ("Budget note", ""), ("", ""),
    ]  # fmt: skip
    link = f'<a href="{reverse("application-file", args=[draft.pk, file.pk])}">uganda.pdf</a> <small>PDF, 1 kB'
    assert (link in text, f'id="{place}"' in text, text.count("missing</span>")) == (True, True, 2)


@pytest.mark.parametrize("step", ["document-1#x", "//example.org", "document-1-ke", "on5"])
def test_a_step_that_names_no_row_stays_at_the_section(client, draft, step):
    assert write(client, draft, "documents", step=step, rows={"endorsements": [{}]}).url == address(draft, "documents")


def test_several_files_are_sent_at_once_each_in_its_row(client, draft):
    files = [{"upload": upload(f"{name}.pdf")} for name in ("kenya", "uganda", "note")]
    write(client, draft, "documents", rows=sent_in(draft, *files, {}))
    assert [(str(one.document), one.file.name) for one in draft.endorsements.all()] == [
        ("Letter", "kenya.pdf"), ("Letter", "uganda.pdf"), ("Budget note", "note.pdf"),
    ]  # fmt: skip


def test_a_letter_without_signatory_says_in_its_row_what_it_needs(client, draft):
    letter = attached(draft, "letter.pdf")
    draft.endorsements.create(document=draft.letter, file=letter, country=country("KEN"), signatory="Ada")
    text, _rows = shown(client, draft)
    assert "Write who signed it: position, institution." in text


def test_a_refused_file_is_told_in_its_row_and_the_right_one_beside_it_is_kept(client, draft):
    wrong = {"upload": upload("kenya.pdf", b"MZ"), "signatory": "Ada"}
    answer = write(client, draft, "documents", rows=sent_in(draft, wrong, {}, {"upload": upload("note.pdf")}, {}))
    forms, text = answer.context["form"].sets[0].forms, answer.content.decode()
    assert [list(one.errors) for one in forms] == [["upload"], [], [], []]
    assert forms[0].errors["upload"][0] in text
    assert (forms[0]["signatory"].value(), forms[2].shown.file["file"].name) == ("Ada", "note.pdf")
    assert {(str(one.document), one.signatory, str(one.file or "")) for one in draft.endorsements.all()} == {
        ("Letter", "Ada", ""), ("Budget note", "", "note.pdf"),
    }  # fmt: skip


def test_a_refused_file_alone_leaves_no_row_behind(client, draft):
    write(client, draft, "documents", rows=sent_in(draft, {"upload": upload("kenya.pdf", b"MZ")}, {}, {}, {}))
    write(client, draft, "documents", rows=sent_in(draft, {}, {}, {}, {"upload": upload("other.pdf", b"MZ")}))
    assert (draft.endorsements.count(), File.objects.count()) == (0, 0)


def test_a_file_sent_in_a_row_that_must_be_mended_stays_chosen_there(client, draft):
    row = {"upload": upload("kenya.pdf"), "country": "Nowhere"}
    answer = write(client, draft, "documents", rows=sent_in(draft, row, {}, {}, {}))
    shown_again, file = answer.context["form"].sets[0].forms[0], File.objects.get()
    assert (list(shown_again.errors), shown_again["file"].value(), shown_again.shown.file["file"]) == (
        ["country"], str(file.pk), file,
    )  # fmt: skip
    assert f'<option value="{file.pk}" selected>kenya.pdf</option>' in answer.content.decode()
    write(client, draft, "documents", rows=sent_in(draft, {"file": file.pk}, {}, {}, {}))
    assert [one.file for one in draft.endorsements.all()] == [file]


def test_what_was_saved_as_somebody_typed_gets_its_file_and_no_second_row(client, draft):
    seen = seen_in(client.get(address(draft, "documents")))
    typed = said(seen=seen, rows=sent_in(draft, {}, SIGNED, {}, {}))
    seen = client.post(address(draft, "documents"), typed, headers={SAVING: "1"}).headers["X-Zhinan-Seen"]
    row = draft.endorsements.get()
    typed = said(seen=seen, rows=sent_in(draft, {}, SIGNED | {"upload": upload("uganda.pdf")}, {}, {}))
    client.post(address(draft, "documents"), typed)
    assert draft.endorsements.get() == row
    assert draft.endorsements.get().file == File.objects.get()
    assert Entry.objects.about(draft).filter(verb="file_attached").count() == 1


def test_a_row_under_newer_rules_is_still_that_document(client, draft):
    draft.endorsements.create(document=draft.note, file=attached(draft))
    newest = rules(draft.call)
    RequiredDocument.objects.create(rules=newest, position=1, name="Budget note", kind="other")
    _text, rows = shown(client, draft)
    assert [str(row.shown.document or "") for row in rows] == ["Budget note", ""]


def test_a_rule_that_is_not_met_leads_to_the_row_of_its_document(client, draft):
    draft.endorsements.create(document=draft.letter, file=attached(draft), country=country("KEN"), **SIGNED)
    told = client.get(reverse("application-check", args=[draft.pk])).content.decode()
    text, rows = shown(client, draft)
    for document in (draft.letter, draft.note):
        place = f"document-{document.pk}"
        assert f'<a href="{address(draft, "documents")}#{place}">' in told
        assert text.count(f'id="{place}"') == 1
    assert [row.shown.mark for row in rows] == ["", f"document-{draft.letter.pk}", "", ""]
    assert {one.key for one in checks(draft, draft.rules, timezone.localdate()) if not one.passed} >= {
        f"document-{draft.letter.pk}", f"document-{draft.note.pk}",
    }  # fmt: skip


def submitted(is_blind=False):
    """An application that names a file in each of three sections."""
    found = call(is_blind=is_blind, questionnaire=questionnaire(Question("plan", Kind.FILE, {"en": "A drawing"})))
    made = whole(found, user("Author"))
    files = [attached(made, f"{name}.pdf") for name in ("proof", "letter", "drawing")]
    made.sources.update(evidence=files[0])
    made.endorsements.create(file=files[1], **SIGNED)
    made.answers = {"plan": str(files[2].pk)}
    made.save()
    actions.submit(made, by=made.authors.get().user, now=timezone.now())
    made.refresh_from_db()
    return made, files


@pytest.mark.parametrize("name", ["application", "application-review", "application-version"])
def test_every_section_leads_to_the_files_that_it_names(client, name):
    made, files = submitted()
    reviewer = user("Reviewer")
    asked(made, reviewer)
    type(made).objects.update(state="appraisal")
    client.force_login(reviewer)
    more = [1] if name == "application-version" else []
    text = client.get(reverse(name, args=[made.pk, *more])).content.decode()
    sections = text[text.index('<section id="about">') :]
    for file in files:
        link = f'<a href="{reverse("application-file", args=[made.pk, file.pk])}">{file.name} ({file.sha256[:8]})</a>'
        assert f"{link} <small>1 kB</small>" in sections


def test_a_blind_reviewer_is_led_to_no_file(client):
    made, files = submitted(is_blind=True)
    reviewer = user("Reviewer")
    asked(made, reviewer)
    type(made).objects.update(state="appraisal")
    client.force_login(reviewer)
    text = client.get(reverse("application-review", args=[made.pk])).content.decode()
    assert [file.name for file in files if file.name in text] == []
    assert "/files/" not in text


def test_a_file_that_was_removed_since_is_named_and_leads_nowhere(client, draft):
    file = attached(draft)
    draft.endorsements.create(file=file, **SIGNED)
    address_of = reverse("application-file", args=[draft.pk, file.pk])
    page = reverse("application", args=[draft.pk])
    assert address_of in client.get(page).content.decode()
    client.post(reverse("application-file-remove", args=[draft.pk, file.pk]))
    text = client.get(page).content.decode()
    assert (file.name in text, address_of in text) == (True, False)
