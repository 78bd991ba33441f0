"""The worker sends what is due, tries again where the mail server refuses, and gives up visibly."""

import logging
import socket
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from zhinan.accounts.models import User
from zhinan.notices.actions import choose, claim
from zhinan.notices.models import Mail, Notice, Often
from zhinan.notices.rules import LEASE, PAUSES
from zhinan.notices.tasks import send_due

from .make import told, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now() + timedelta(seconds=5)


@pytest.fixture(autouse=True)
def _delivery(settings):
    """Mails are kept in memory as they leave, and the links in them begin as the site's address does."""
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ADDRESS = "https://ssc.zhinan.example"


@pytest.fixture
def _no_mail_server(settings):
    """A mail server that nobody runs."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = door.getsockname()[1]
    settings.EMAIL_HOST = "127.0.0.1"
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


def test_a_mail_tells_of_everything_that_is_due_with_links(now):
    reader, doer = user("Reader"), user("Doer")
    told(reader, by=doer, address="/people/7/")
    told(reader, by=doer, sentence="{who} sent {number} questions.", number=3, address="")
    assert send_due(now) == 1
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([reader.email], "Zhinan: 2 news for you")
    assert sent.body == (
        "Dear Reader,\n\nDoer accepted your invitation.\nhttps://ssc.zhinan.example/people/7/\n\n"
        "Doer sent 3 questions.\n\n"
        "How often such mails come, or whether at all, you choose here:\nhttps://ssc.zhinan.example/notices/\n"
    )
    assert set(Notice.objects.values_list("mail", "due_at")) == {(Mail.SENT, None)}


def test_a_single_notice_is_the_subject_of_its_mail(now):
    told(user(), by=user("Doer"))
    send_due(now)
    assert mail.outbox[0].subject == "Zhinan: Doer accepted your invitation."


def test_what_was_sent_is_not_sent_again(now):
    told(user())
    assert (send_due(now), send_due(now), send_due(now + timedelta(days=1)), len(mail.outbox)) == (1, 0, 0, 1)


def test_each_reader_gets_a_mail_of_their_own_in_their_rhythm(now):
    eager, calm, quiet = user(), user(), user()
    choose(calm, Often.DAILY, now=now)
    choose(quiet, Often.PAGE_ONLY, now=now)
    for reader in (eager, calm, quiet, calm):
        told(reader)
    assert (send_due(now), [one.to for one in mail.outbox]) == (1, [[eager.email]])
    assert send_due(now + timedelta(days=1)) == 1
    assert (mail.outbox[1].to, mail.outbox[1].subject) == ([calm.email], "Zhinan: 2 news for you")


def test_a_closed_account_gets_no_mail(now):
    reader = user()
    told(reader)
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert send_due(now) == 0


def test_two_workers_do_not_send_the_same_mail(now):
    reader = user()
    told(reader)
    assert len(claim(reader.pk, now)) == 1
    assert (claim(reader.pk, now), send_due(now)) == ([], 0)


def test_a_mail_whose_worker_was_cut_off_goes_out_later(now):
    reader = user()
    told(reader)
    claim(reader.pk, now)
    assert (send_due(now + LEASE - timedelta(seconds=1)), send_due(now + LEASE)) == (0, 1)


@pytest.mark.usefixtures("_no_mail_server")
def test_a_mail_that_is_refused_is_tried_again_with_pauses_and_then_given_up(now, caplog):
    reader = user("Reader")
    told(reader)
    with caplog.at_level(logging.WARNING):
        for pause in PAUSES:
            assert send_due(now) == 0
            waiting = Notice.objects.get()
            assert (waiting.mail, waiting.due_at) == (Mail.WAITING, now + pause)
            assert send_due(now + pause - timedelta(seconds=1)) == 0
            now += pause
        assert send_due(now) == 0
    given_up = Notice.objects.get()
    assert (given_up.mail, given_up.attempts, given_up.due_at) == (Mail.FAILED, len(PAUSES) + 1, None)
    assert given_up.trouble.startswith("ConnectionRefusedError")
    assert send_due(now + timedelta(days=9)) == 0
    assert (reader.email in caplog.text, "Reader" in caplog.text, len(caplog.records)) == (False, False, 5)


@pytest.mark.usefixtures("_no_mail_server")
def test_a_mail_goes_out_once_the_server_is_back(now, settings):
    told(user())
    send_due(now)
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(now + PAUSES[0]) == 1
    assert Notice.objects.values_list("mail", "trouble").get() == (Mail.SENT, "")


def test_a_mail_is_written_in_the_language_of_its_reader(now):
    reader = user("Reader")
    User.objects.filter(pk=reader.pk).update(language="en")
    told(reader)
    with translation.override("de"):
        send_due(now)
    assert mail.outbox[0].body.startswith("Dear Reader,")


def test_a_sweep_asks_as_much_for_one_notice_as_for_three(now, django_assert_num_queries):
    with django_assert_num_queries(1):
        send_due(now)
    for number in (1, 3):
        reader, doer = user(), user()
        for _ in range(number):
            told(reader, by=doer)
        # who waits; begin, claim, lease, end; names; sent
        with django_assert_num_queries(7):
            send_due(now)
