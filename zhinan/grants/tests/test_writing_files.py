"""Files beside an application: laid there section by section, refused with a sentence, opened by those who may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.files.models import File
from zhinan.files.tests.make import PDF, archive, attached, old_office, upload
from zhinan.grants.models import CallRules, RequiredDocument

from .make import application, asked, call
from .typing import address, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def draft(author):
    """What they write."""
    return application(call(), author)


def test_a_document_is_sent_in_a_row_of_its_own_and_stays_there_for_its_signatory(client, draft):
    letter = RequiredDocument.objects.create(rules=draft.rules, position=1, name="Letter", kind="endorsement")
    write(client, draft, "documents", rows={"endorsements": [{"upload": upload("letter.pdf")}]})
    file, row = File.objects.about(draft).get(), draft.endorsements.get()
    assert (row.file, row.document, file.name) == (file, None, "letter.pdf")
    said = {"id": row.pk, "file": file.pk, "document": letter.pk, "signatory": "Minister", "country": "Kenya"}
    write(client, draft, "documents", rows={"endorsements": [said]}, held=1)
    row.refresh_from_db()
    assert (row.document, row.signatory, row.country.alpha3) == (letter, "Minister", "KEN")


def test_an_endorsement_without_signatory_is_kept_and_says_beside_the_field_what_it_lacks(client, draft):
    letter = RequiredDocument.objects.create(rules=draft.rules, position=1, name="Letter", kind="endorsement")
    write(client, draft, "documents", rows={"endorsements": [{"document": letter.pk, "position": "Minister"}]})
    row = client.get(address(draft, "documents")).context["form"].sets[0].forms[0]
    told = [name for name, field in row.fields.items() if "counts only with this" in str(field.help_text)]
    assert (told, draft.endorsements.get().position) == (["signatory", "institution"], "Minister")


def test_what_proves_a_contribution_is_sent_in_its_row_and_can_be_chosen_in_another(client, draft):
    line = {"contributor": "Ministry", "kind": "cash", "stage": "secured", "amount": "500"}
    write(client, draft, "match", rows={"sources": [line | {"upload": upload("proof.pdf")}]})
    file, row = File.objects.about(draft).get(), draft.sources.get()
    assert row.evidence == file
    held = line | {"id": row.pk, "evidence": file.pk}
    write(client, draft, "match", rows={"sources": [held, line | {"evidence": file.pk}]}, held=1)
    assert [one.evidence for one in draft.sources.all()] == [file, file]


ENCRYPTED = PDF.replace(b"trailer << >>", b"trailer << /Encrypt 2 0 R >>")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.pdf", b"", "This file is empty."),
        ("large.pdf", PDF + b" " * 2000, "This file is larger than"),
        ("letter.docx", PDF, "The name ends in .docx, but by its content this is: PDF"),
        ("letter.doc", old_office(is_encrypted=True), ""),
        ("letter.docm", archive(**{"[Content_Types].xml": b"<Types/>", "word__vbaProject.bin": b"x"}), ""),
    ],
)
def test_a_file_that_may_not_stay_gets_a_sentence_in_its_row_and_the_rest_is_saved(
    client, draft, settings, name, content, sentence
):
    settings.LARGEST_FILE = 1000
    row = {"upload": upload(name, content), "signatory": "Minister"}
    answer = write(client, draft, "documents", rows={"endorsements": [row]})
    shown = answer.context["form"].sets[0].forms[0]
    errors = shown.errors["upload"]
    assert (len(errors), sentence in errors[0], shown["signatory"].value()) == (1, True, "Minister")
    assert (File.objects.count(), draft.endorsements.get().signatory) == (0, "Minister")


def test_a_file_of_another_application_cannot_be_chosen(client, draft, author):
    other = attached(application(draft.call, author))
    answer = write(client, draft, "documents", rows={"endorsements": [{"file": other.pk}]})
    assert "Select a valid choice." in str(answer.context["form"].sets[0].errors)
    assert draft.endorsements.count() == 0


@pytest.mark.parametrize("is_blind", [False, True])
def test_a_file_opens_for_whoever_may_read_the_application_and_in_a_blind_call_for_no_reviewer(client, is_blind):
    found = application(call(is_blind=is_blind), user(), state="appraisal")
    file = attached(found)
    people = {
        "author": found.authors.get().user,
        "office": user("Office", RoleName.SECRETARIAT, found.call.programme.scope()),
        "reviewer": user("Reviewer"),
        "recused": user("Recused"),
        "member": user("Member"),
    }
    for word in ("reviewer", "recused"):
        asked(found, people[word])
    found.recusals.create(user=people["recused"], tie="family", declared_at=timezone.now())
    answers = {}
    for word, person in people.items():
        client.force_login(person)
        answer = client.get(reverse("application-file", args=[found.pk, file.pk]))
        answers[word] = answer.status_code
        if answer.streaming:
            b"".join(answer)  # read to its end it is closed, and the connection to the database stays
    seen = 403 if is_blind else 200
    assert answers == {"author": 200, "office": 200, "reviewer": seen, "recused": 404, "member": 404}


def test_files_are_changed_by_authors_alone_and_only_until_something_was_submitted_with_them(client, draft, author):
    file = attached(draft)
    remove = reverse("application-file-remove", args=[draft.pk, file.pk])
    assert client.get(reverse("application-files", args=[draft.pk])).status_code == 200
    for state, status in (("submitted", 403), ("returned", 403)):
        type(draft).objects.update(state=state, version=1, number="C-1", submitted_at=timezone.now())
        assert client.post(remove).status_code == status
    type(draft).objects.update(state="draft", version=0, number="", submitted_at=None)
    assert client.post(remove).status_code == 302
    client.force_login(user("Office", RoleName.SECRETARIAT, draft.call.programme.scope()))
    assert client.post(remove).status_code == 404


def test_rules_without_technical_work_offer_no_such_kind(client, draft):
    CallRules.objects.update(match_technical=False)
    offered = client.get(address(draft, "match")).context["form"].sets[0].forms[0].fields["kind"].choices
    assert [key for key, _label in offered] == ["", "cash", "in_kind"]
