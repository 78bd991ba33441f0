"""Pages of files: their part of the page of a record, and editing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django_tasks_db.models import DBTaskResult

from zhinan.accounts.models import VISITOR, RoleName
from zhinan.accounts.tests.make import user
from zhinan.files import actions
from zhinan.files.models import File
from zhinan.files.views import address_of, files_of
from zhinan.kit.tests.make import organisation

from .addresses import OFFICE
from .make import PDF, attached, picture, told_by_a_camera, upload

pytestmark = [pytest.mark.django_db, pytest.mark.urls("zhinan.files.tests.addresses")]


@pytest.fixture
def office(client):
    """The secretariat, signed in."""
    found = user("Secretariat", RoleName.SECRETARIAT, OFFICE)
    client.force_login(found)
    return found


def sent(answer):
    """The bytes of an answer."""
    return b"".join(answer.streaming_content)


# the part of a record's page


def shown(record, person=VISITOR, **more):
    """The part of the page of `record` that shows its files."""
    return render_to_string("files/list.html", {"files": files_of(record, person), **more})


def test_a_record_without_files_says_nothing_of_files():
    record = organisation()
    assert shown(record).strip() == ""
    assert 'href="/there/"' in shown(record, edit_url="/there/")


def test_a_picture_is_shown_lazily_in_the_size_that_fits_with_what_it_shows():
    record = organisation()
    file = attached(
        record, "p.jpg", picture(size=(1000, 500)), caption="The <team>", alt="Seven people", credit="Office"
    )
    actions.make_sizes(file)
    address = address_of(record, file.pk)
    page = shown(record)
    assert re.search(r"<img [^>]*>", page)[0] == (
        f'<img src="{address}800/" srcset="{address}320/ 320w, {address}800/ 800w, {address} 1000w"'
        ' sizes="(max-width: 42rem) 45vw, 640px" width="640" height="320" alt="Seven people" loading="lazy">'
    )
    assert "<figcaption>The &lt;team&gt; <small>Office</small></figcaption>" in page


def test_a_large_picture_is_never_sent_whole_unless_somebody_asks():
    record = organisation()
    file = attached(record, "p.png", picture("PNG", size=(2000, 20)))
    actions.make_sizes(file)
    address = address_of(record, file.pk)
    assert f'srcset="{address}320/ 320w, {address}800/ 800w, {address}1600/ 1600w"' in shown(record)


def test_a_picture_whose_sizes_are_still_made_is_a_link():
    record = organisation()
    file = attached(record, "p.jpg", picture(size=(400, 300)), caption="Team")
    page = shown(record)
    assert ("<img" in page, f'<a href="{address_of(record, file.pk)}">Team</a>' in page) == (False, True)
    assert "JPEG picture, 3 kB" in page


def test_papers_are_links_with_kind_size_and_language():
    record = organisation()
    file = attached(record, caption="年度报告", language="zh")
    assert (
        f'<li><a href="{address_of(record, file.pk)}" hreflang="zh">年度报告</a> '
        "<small>PDF, 1 kB, Chinese</small>" in shown(record)
    )


def test_a_logo_and_a_cover_are_for_the_page_of_the_record_to_place():
    record = organisation()
    logo = attached(record, "logo.png", picture("PNG"), use="logo")
    cover = attached(record, "cover.png", picture("PNG"), use="cover")
    other = attached(record, "old.png", picture("PNG"), use="logo")
    found = files_of(record, VISITOR)
    assert (found["logo"]["file"], found["cover"]["file"]) == (logo, cover)
    assert ([row["file"] for row in found["pictures"]], found["papers"]) == ([other], [])


# editing


def posted(client, record, name="report.pdf", content=PDF, **more):
    """The answer to an upload beside `record`."""
    return client.post(address_of(record), {"file": SimpleUploadedFile(name, content), **more})


def test_a_paper_is_added_and_the_list_shows_it(client, office):
    record = organisation()
    assert posted(client, record, caption="Annual report").headers["Location"] == address_of(record)
    page = client.get(address_of(record)).content.decode()
    assert (page.count("Annual report</a></h2>"), "“Annual report” was added." in page) == (1, True)
    assert File.objects.about(record).get().uploaded_by == office.pseudonym


def test_who_adds_a_picture_is_asked_what_it_shows_and_its_sizes_are_queued(client, office):
    record = organisation()
    answer = posted(client, record, "team.jpg", told_by_a_camera(size=(400, 300)))
    file = File.objects.about(record).get()
    assert answer.headers["Location"] == address_of(record, file.pk, "describe")
    assert DBTaskResult.objects.get().args_kwargs == {"args": [file.pk], "kwargs": {}}
    page = client.get(address_of(record)).content.decode()
    assert ("The sizes of this picture are being made." in page, "Missing: say what the picture shows" in page) == (
        True,
        True,
    )
    assert 'name="alt"' in client.get(address_of(record, file.pk, "describe")).content.decode()


def test_a_refused_upload_is_told_at_the_field_and_what_was_typed_is_kept(client, office):
    record = organisation()
    answer = posted(client, record, "page.pdf", b"<html>", caption="Annual report")
    page = answer.content.decode()
    assert (answer.status_code, 'value="Annual report"' in page, File.objects.count()) == (200, True, 0)
    sentence = "This is not accepted; by its content it is: HTML page."
    assert f'<a href="#id_file">File: {sentence}' in page
    assert f'<p class="error" id="id_file_error">{sentence}' in page


def test_an_upload_without_a_file_is_told_what_is_missing(client, office):
    page = client.post(address_of(organisation()), {"caption": "Nothing"}).content.decode()
    assert '<p class="error" id="id_file_error">Choose a file.</p>' in page


def described(client, record, file, **values):
    """The answer to a description of `file`."""
    return client.post(address_of(record, file.pk, "describe"), values)


def test_what_is_said_about_a_file_is_saved_and_can_be_taken_back_on_its_page(client, office):
    record = organisation()
    file = attached(record, caption="Annual repotr", by=office)
    values = {"caption": "Annual report", "language": "en", "consent": "given", "audience": "signed-in"}
    assert described(client, record, file, **values).headers["Location"] == address_of(record)
    file.refresh_from_db()
    assert {word: getattr(file, word) for word in values} == values
    page = client.get(address_of(record, file.pk, "describe")).content.decode()
    entry = file.entries().first()
    assert ("Caption, Language, Consent, Who sees it" in page, page.count("Take back</button>")) == (True, 1)
    assert 'name="alt"' not in page
    client.post(address_of(record, file.pk, "entries", entry.pk))
    file.refresh_from_db()
    assert (file.caption, file.audience) == ("Annual repotr", "")


def test_a_description_that_is_refused_is_shown_with_the_words_that_hold(client, office):
    record = organisation()
    file = attached(record, caption="Annual report")
    page = described(client, record, file, caption="x" * 301, audience="administrator").content.decode()
    assert ("<h1>Annual report</h1>" in page, page.count('class="error"')) == (True, 2)
    file.refresh_from_db()
    assert (file.caption, file.audience) == ("Annual report", "")


def test_only_what_was_said_is_taken_back_there(client, office):
    record = organisation()
    file = attached(record)
    other = attached(record, caption="Other")
    actions.describe(other, {"caption": "Another"}, by=office)
    for entry in (file.entries().get(), other.entries().first()):
        assert client.post(address_of(record, file.pk, "entries", entry.pk)).status_code == 404


def test_a_change_that_cannot_be_taken_back_says_why(client, office):
    record = organisation()
    file = attached(record, caption="One")
    first = actions.describe(file, {"caption": "Two"}, by=office)
    actions.describe(file, {"caption": "Three"}, by=office)
    page = client.post(address_of(record, file.pk, "entries", first.pk), follow=True).content.decode()
    assert "Changed again since then: Caption." in page


def test_a_file_is_replaced_and_the_version_before_stands_on_its_page(client, office):
    record = organisation()
    before = attached(record, caption="Agreement")
    address = address_of(record, before.pk, "replace")
    answer = client.post(address, {"file": SimpleUploadedFile("signed.pdf", PDF)})
    after = File.objects.get(replaces=before)
    assert answer.headers["Location"] == address_of(record, after.pk, "describe")
    page = client.get(address_of(record, after.pk, "replace")).content.decode()
    assert f'<li><a href="{address_of(record, before.pk)}">report.pdf</a>' in page
    assert client.get(address).status_code == 404
    assert client.post(address_of(record, after.pk, "replace"), {"file": upload("a.pdf", b"")}).status_code == 200
    assert File.objects.count() == 2


def test_files_are_moved_up_and_down(client, office):
    record = organisation()
    one, two, three = (attached(record, caption=word) for word in ("One", "Two", "Three"))
    page = client.get(address_of(record)).content.decode()
    assert (page.count(">Up<"), page.count(">Down<"), page.count(">Remove<")) == (2, 2, 3)
    client.post(address_of(record, three.pk, "up"))
    client.post(address_of(record, one.pk, "down"))
    client.post(address_of(record, three.pk, "up"))
    assert list(File.objects.about(record)) == [three, one, two]


def test_a_file_is_removed_and_put_back(client, office):
    record = organisation()
    file = attached(record, caption="Agreement")
    page = client.post(address_of(record, file.pk, "remove"), follow=True).content.decode()
    assert ("“Agreement” was removed." in page, page.count(">Put back<")) == (True, 1)
    page = client.post(address_of(record, file.pk, "restore"), follow=True).content.decode()
    assert (page.count(">Put back<"), page.count("Agreement</a></h2>")) == (0, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_files_takes_eight_queries(client, office, django_assert_num_queries, number):
    record = organisation()
    for _ in range(number):
        attached(record)
        actions.remove(attached(record), by=office)
    with django_assert_num_queries(8):  # one of them for the names of the places whose people may read a file
        page = client.get(address_of(record)).content.decode()
    assert (page.count(">Replace<"), page.count(">Put back<")) == (number, number)


def test_the_page_of_files_of_a_record_without_any_says_what_would_be_there(client, office):
    page = client.get(address_of(organisation())).content.decode()
    assert ('<div class="empty">' in page, 'enctype="multipart/form-data"' in page) == (True, True)
    assert 'accept=".pdf,.jpg,' in page


def test_neither_names_nor_contents_stand_in_a_log(client, office, caplog):
    record = organisation()
    posted(client, record, "secret-name.pdf", PDF)
    posted(client, record, "secret-name.html", b"<html>secret words")
    client.get(address_of(record, 404))
    said = " ".join(entry.getMessage() for entry in caplog.records)
    assert (len(caplog.records) > 0, "secret" in said) == (True, False)
