"""What of files goes over the wire, out and in."""

import os
import tracemalloc
from io import BytesIO
from itertools import repeat

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.files import actions
from zhinan.files.forms import BoundedUpload
from zhinan.files.models import File, names
from zhinan.files.views import address_of
from zhinan.kit.tests.make import organisation

from .addresses import OFFICE
from .make import PDF, attached, picture

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


def test_the_addresses_of_files_stand_under_the_page_of_their_record():
    record = organisation(slug="weavers")
    assert address_of(record) == reverse("organisation-files", args=["weavers"]) == "/organisations/weavers/files/"
    assert address_of(record, 3) == reverse("organisation-file", args=["weavers", 3])
    assert address_of(record, 3, 320) == reverse("organisation-file-size", args=["weavers", 3, 320])


@pytest.mark.parametrize(
    ("name", "content", "disposition"),
    [
        ("report.pdf", PDF, 'inline; filename="report.pdf"'),
        ("报告.txt", b"Hello", "attachment; filename*=utf-8''%E6%8A%A5%E5%91%8A.txt"),
        ('a"b.csv', b"1,2", 'attachment; filename="a\\"b.csv"'),
    ],
)
def test_a_file_is_sent_with_its_name_and_can_do_nothing(client, name, content, disposition):
    record = organisation()
    file = attached(record, name, content)
    answer = client.get(address_of(record, file.pk), headers={"Accept-Encoding": "gzip"})
    assert sent(answer) == content
    assert {word: answer.headers[word] for word in answer.headers if word in WIRE} == {
        "Content-Type": str(file.kind),
        "Content-Length": str(len(content)),
        "Content-Disposition": disposition,
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, no-cache",
        "ETag": f'"{file.sha256}"',
    }


WIRE = {
    "Content-Type",
    "Content-Length",
    "Content-Disposition",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Cache-Control",
    "ETag",
}


def test_a_size_of_a_picture_is_sent_once_it_is_made(client):
    record = organisation()
    file = attached(record, "team.photo.jpg", picture(size=(400, 300)))
    address = address_of(record, file.pk, 320)
    assert client.get(address).status_code == 404
    actions.make_sizes(file)
    answer = client.get(address)
    with Image.open(BytesIO(sent(answer))) as seen:
        assert (seen.format, seen.size) == ("WEBP", (320, 240))
    assert (answer.headers["Content-Disposition"], answer.headers["ETag"]) == (
        'inline; filename="team.photo-320.webp"',
        f'"{file.sha256}-320"',
    )
    assert client.get(address_of(record, file.pk, 321)).status_code == 404


def test_who_holds_a_file_already_is_sent_nothing(client):
    record = organisation()
    file = attached(record)
    answer = client.get(address_of(record, file.pk), headers={"If-None-Match": f'"{file.sha256}"'})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", f'"{file.sha256}"')
    assert answer.headers["Cache-Control"] == "public, no-cache"


def test_what_somebody_sees_who_signed_in_is_asked_for_again_each_time(client, office):
    record = organisation()
    answer = client.get(address_of(record, attached(record).pk))
    assert (sent(answer), answer.headers["Cache-Control"]) == (PDF, "private, no-cache")


def test_a_file_is_only_read_at_its_address(client):
    record = organisation()
    assert client.post(address_of(record, attached(record).pk)).status_code == 405


@pytest.mark.parametrize("way", ["up", "remove", "restore", "entries/1"])
def test_nothing_is_changed_by_following_a_link(client, office, way):
    record = organisation()
    assert client.get(address_of(record, attached(record).pk, way)).status_code == 405


def test_a_file_is_opened_in_two_queries(client, django_assert_num_queries):
    record = organisation()
    file = attached(record)
    with django_assert_num_queries(2):
        sent(client.get(address_of(record, file.pk)))


class Stream:
    """The body of a request that is made while it is read."""

    def __init__(self, *pieces):
        self.pieces, self.rest = iter(pieces), b""

    def readline(self, number=65536):
        return self.read(number)

    def read(self, number=65536):
        self.rest = self.rest or next(self.pieces, b"")
        given, self.rest = self.rest[:number], self.rest[number:]
        return given


def streamed(client, address, megabytes):
    """The answer to an upload of so many megabytes, and the most bytes of memory that it took."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: a/b\r\n\r\n' + PDF
    body = Stream(head, *repeat(bytes(1024**2), megabytes), b"\r\n--x--\r\n")
    length = len(head) + megabytes * 1024**2 + len(b"\r\n--x--\r\n")
    words = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(length), "wsgi.input": body}
    tracemalloc.start()
    try:
        answer = client.generic("POST", address, **words)
        return answer, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_three_hundred_megabytes_are_refused_and_do_not_fill_the_memory(client, office, settings):
    settings.FILE_UPLOAD_HANDLERS = ["zhinan.files.forms.BoundedUpload"]
    settings.LARGEST_FILE = 3 * 1024**2
    answer, memory = streamed(client, address_of(organisation()), 300)
    assert "This file is larger than 3 MB, the most that is taken." in answer.content.decode()
    assert (answer.status_code, list(names()), memory < 10 * 1024**2) == (200, [], True)


def test_of_an_upload_that_is_too_large_no_more_than_the_bound_is_written(settings):
    settings.LARGEST_FILE = 100_000
    taker = BoundedUpload()
    taker.new_file("file", "a.pdf", "application/pdf", None)
    for start in range(0, 1_000_000, 65_536):
        taker.receive_data_chunk(bytes(65_536), start)
    with taker.file_complete(1_048_576) as taken:
        assert (taken.size, os.stat(taken.temporary_file_path()).st_size) == (1_048_576, 65_536)


@pytest.mark.parametrize(("more", "said"), [(0, "was added"), (1, "This file is larger than 200 kB")])
def test_an_upload_may_be_as_large_as_the_bound(client, office, settings, more, said):
    settings.FILE_UPLOAD_HANDLERS = ["zhinan.files.forms.BoundedUpload"]
    settings.LARGEST_FILE = 200 * 1024
    record = organisation()
    content = PDF + bytes(200 * 1024 - len(PDF) + more)
    answer = client.post(address_of(record), {"file": SimpleUploadedFile("a.pdf", content)}, follow=True)
    assert said in answer.content.decode()
    assert [file.size for file in File.objects.all()] == ([] if more else [200 * 1024])
