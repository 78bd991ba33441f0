"""Mail goes out as the settings say at that moment, and again where a server could not take it."""

import email
import socket
from datetime import timedelta
from email import policy

import pytest
from django.core.mail import send_mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.config import environment, worker
from zhinan.kit.mail import PAUSES, deliver, goes_out

from .make import MailServer

MESSAGE = {"subject": "Your grant", "body": "Awarded.", "sender": "office@zhinan.example", "html": ""}
TO = ["ffrc@zhinan.example"]


@pytest.fixture(autouse=True)
def _own(monkeypatch, settings, tmp_path):
    """An installation whose mail is what it keeps."""
    for setting in environment.ALL:
        if setting is not environment.DATABASE:
            monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.setenv("ZHINAN_DATA", str(tmp_path))
    settings.EMAIL_BACKEND = "zhinan.kit.mail.QueuedBackend"
    settings.DELIVERY_BACKEND = "zhinan.config.delivery.Backend"


def sent(folder):
    """(sender, subject) of each mail that was written to a file; mails of one second may share theirs."""
    texts = [text for path in folder.iterdir() for text in path.read_bytes().split(b"-" * 79) if text.strip()]
    messages = [email.message_from_bytes(text.lstrip(), policy=policy.default) for text in texts]
    return sorted((str(message["From"]), str(message["Subject"])) for message in messages)


def test_a_change_of_the_settings_holds_for_the_next_mail(tmp_path, settings):
    deliver.call(**MESSAGE | {"sender": settings.DEFAULT_FROM_EMAIL}, to=TO)
    environment.keep({"ZHINAN_MAIL_FROM": "new@zhinan.example"})
    deliver.call(**MESSAGE | {"sender": settings.DEFAULT_FROM_EMAIL, "subject": "Later"}, to=TO)
    deliver.call(**MESSAGE | {"subject": "From somebody"}, to=TO)
    assert sent(tmp_path / "record" / "mails") == [
        ("new@zhinan.example", "Later"),
        ("office@zhinan.example", "From somebody"),
        ("zhinan@localhost", "Your grant"),
    ]


def test_a_mail_reaches_the_server_that_the_settings_name(monkeypatch):
    with MailServer() as server:
        monkeypatch.setenv("ZHINAN_MAIL", f"smtp://{server.address}")
        deliver.call(**MESSAGE, to=TO)
    assert server.lines[1:3] == ["mail FROM:<office@zhinan.example>", "rcpt TO:<ffrc@zhinan.example>"]
    assert [line for line in server.lines if line in ("Subject: Your grant", "Awarded.")] == [
        "Subject: Your grant",
        "Awarded.",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_no_server_takes_is_tried_again_after_longer_pauses_and_then_stays_failed(monkeypatch):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        monkeypatch.setenv("ZHINAN_MAIL", f"smtp://127.0.0.1:{door.getsockname()[1]}")
        send_mail("Your grant", "Awarded.", "office@zhinan.example", TO)
        pauses = []
        for _attempt in range(len(PAUSES) + 3):
            worker.queue_of("one").run()
            for waiting in DBTaskResult.objects.filter(status="READY"):
                pauses.append(round((waiting.run_after - timezone.now()) / timedelta(minutes=1)))
            DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    assert pauses == [1, 5, 30, 120, 600]
    states = list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))
    assert states == ["SUCCESSFUL"] * len(PAUSES) + ["FAILED"]
    assert "ConnectionRefusedError" in DBTaskResult.objects.get(status="FAILED").traceback


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("reply", "states"), [("550 no such person", ["FAILED"]), ("450 come again", ["READY", "SUCCESSFUL"])]
)
def test_receivers_that_are_refused_for_good_are_not_tried_again(monkeypatch, reply, states):
    with MailServer(RCPT=reply) as server:
        monkeypatch.setenv("ZHINAN_MAIL", f"smtp://{server.address}")
        send_mail("Your grant", "Awarded.", "office@zhinan.example", TO)
        worker.queue_of("one").run()
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == states


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_cannot_be_written_at_all_fails_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_mail("Two\nlines", "Awarded.", "office@zhinan.example", TO)
    worker.queue_of("one").run()
    result = DBTaskResult.objects.get()
    assert (result.status, "BadHeaderError" in result.traceback) == ("FAILED", True)


def test_mail_goes_out_once_a_server_is_named(monkeypatch):
    before = goes_out()
    monkeypatch.setenv("ZHINAN_MAIL", "smtp://127.0.0.1:9")
    assert (before, goes_out()) == (False, True)
