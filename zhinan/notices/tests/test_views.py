"""The page of one's own notices, and the administrator's page of mail that was not sent."""

from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.accounts.models import RoleName
from zhinan.kit.mail import deliver
from zhinan.notices.models import Mail, Notice, Often, Rhythm

from .make import told, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    found = user("Reader")
    client.force_login(found)
    return found


def failing(notice):
    """`notice`, after its mail was given up."""
    Notice.objects.filter(pk=notice.pk).update(mail=Mail.FAILED, trouble="550 no such mailbox", due_at=None)


def test_ones_own_notices_are_read_after_sign_in(client):
    assert client.get("/notices/").headers["Location"] == "/account/login/?next=/notices/"


def test_what_is_not_read_stands_first(client, reader):
    old, read, new = told(reader), told(reader), told(reader)
    client.get(reverse("notice", args=[read.pk]))
    rows = client.get("/notices/").context["rows"]
    assert [notice.pk for notice, _words, _failed in rows] == [new.pk, old.pk, read.pk]


def test_a_notice_is_read_where_it_leads(client, reader):
    notice = told(reader, address="/desk/")
    assert client.get(reverse("notice", args=[notice.pk])).headers["Location"] == "/desk/"
    assert Notice.objects.waiting_for(reader).count() == 0


def test_somebody_elses_notice_is_not_found(client, reader):
    notice = told(user("Other"))
    assert client.get(reverse("notice", args=[notice.pk])).status_code == 404
    assert Notice.objects.get(pk=notice.pk).read_at is None
    assert client.get("/notices/").context["rows"] == []


def test_all_of_ones_own_notices_are_marked_as_read(client, reader):
    mine, others = told(reader), told(user("Other"))
    assert client.get("/notices/read/").status_code == 405
    client.post("/notices/read/")
    assert list(Notice.objects.filter(read_at=None)) == [others]
    assert Notice.objects.get(pk=mine.pk).read_at is not None


def test_how_often_mail_comes_is_chosen_on_the_page(client, reader):
    assert client.get("/notices/").context["form"].initial == {"often": Often.AT_ONCE}
    assert client.post("/notices/", {"often": "hourly"}).status_code == 200
    assert client.post("/notices/", {"often": Often.WEEKLY}).status_code == 302
    assert Rhythm.objects.get(user=reader).often == Often.WEEKLY
    assert client.get("/notices/").context["form"].initial == {"often": Often.WEEKLY}


def test_a_mail_that_failed_is_told_on_the_page(client, reader):
    failing(told(reader))
    page = client.get("/notices/").content.decode()
    assert ("could not be sent to you by mail" in page, "550 no such mailbox" in page) == (True, True)


@pytest.mark.parametrize("number", [1, 3])
def test_lists_of_one_and_of_three_ask_the_same(client, reader, django_assert_num_queries, number):
    for _ in range(number):
        told(reader, by=user("Doer"))
    client.get("/notices/")
    # The person, the rhythm, how many, the notices, the names, the roles (for the menu), how many wait.
    with django_assert_num_queries(7):
        client.get("/notices/")


PAGES = [("get", "/mail/"), ("post", "/mail/again/"), ("post", "/mail/00000000-0000-0000-0000-000000000000/again/")]
ANSWERS = {
    None: [302, 302, 302],
    RoleName.FINANCE: [403, 403, 403],
    RoleName.SECRETARIAT: [403, 403, 403],
    RoleName.ADMINISTRATOR: [200, 302, 404],
}


@pytest.mark.parametrize("role", ANSWERS)
def test_mail_that_was_not_sent_is_for_administrators(client, role):
    if role is not None:
        client.force_login(user("Somebody", role, "" if role == RoleName.ADMINISTRATOR else "programme:7"))
    assert [getattr(client, verb)(address).status_code for verb, address in PAGES] == ANSWERS[role]


def test_where_no_mail_server_is_set_nobody_reads_that_every_mail_went_out(client):
    client.force_login(user("Administrator", RoleName.ADMINISTRATOR))
    page = client.get("/mail/").content.decode()
    found = [words in page for words in ("Every mail went out", "No mail server is set", 'href="/mail/settings/"')]
    assert found == [False, True, True]


def test_an_administrator_sees_what_failed_and_sends_it_again(client, settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    failing(told(user("Reader"), by=user("Doer")))
    letter = deliver.enqueue(subject="An invitation", body="", sender="", to=["new@zhinan.example"], html="")
    DBTaskResult.objects.filter(pk=letter.id).update(
        status="FAILED", finished_at=timezone.now(), exception_class_path="smtplib.SMTPRecipientsRefused"
    )
    client.force_login(user("Administrator", RoleName.ADMINISTRATOR))
    page = client.get("/mail/").content.decode()
    wanted = ("Doer accepted your invitation.", "550 no such mailbox", "new@zhinan.example: An invitation")
    assert [word in page for word in wanted] == [True] * 3
    client.post("/mail/again/")
    client.post(f"/mail/{letter.id}/again/")
    assert Notice.objects.get().mail == Mail.WAITING
    assert list(DBTaskResult.objects.ready().values_list("pk", flat=True)) == [UUID(letter.id)]
    assert "Every mail went out." in client.get("/mail/").content.decode()
