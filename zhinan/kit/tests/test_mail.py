"""Mail waits in the queue of the transaction that it belongs to."""

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from zhinan.kit.mail import deliver, is_final, send

BACKEND = "zhinan.kit.mail.QueuedBackend"


class ChangeOfMindError(Exception):
    """Something that undoes a transaction."""


def message():
    found = EmailMultiAlternatives(
        "Your grant", "Awarded.", "office@zhinan.example", ["ffrc@zhinan.example"], connection=get_connection(BACKEND)
    )
    found.attach_alternative("<p>Awarded.</p>", "text/html")
    return found


@pytest.mark.django_db
def test_a_mail_is_queued_and_not_sent():
    assert message().send() == 1
    queued = DBTaskResult.objects.get()
    assert queued.args_kwargs["kwargs"] == {
        "subject": "Your grant",
        "body": "Awarded.",
        "sender": "office@zhinan.example",
        "to": ["ffrc@zhinan.example"],
        "html": "<p>Awarded.</p>",
    }
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_mail_of_a_change_that_is_undone_is_never_sent():
    with pytest.raises(ChangeOfMindError), transaction.atomic():
        message().send()
        raise ChangeOfMindError
    assert DBTaskResult.objects.count() == 0


@pytest.mark.parametrize(("html", "alternatives"), [("", []), ("<p>Yes</p>", [("<p>Yes</p>", "text/html")])])
def test_the_worker_sends_what_was_queued(settings, html, alternatives):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver.call("Subject", "Body", "office@zhinan.example", ["ffrc@zhinan.example"], html)
    sent = mail.outbox[0]
    assert (sent.subject, sent.body, sent.from_email, sent.to) == (
        "Subject",
        "Body",
        "office@zhinan.example",
        ["ffrc@zhinan.example"],
    )
    assert [tuple(alternative) for alternative in sent.alternatives] == alternatives


def test_an_address_that_no_server_can_be_asked_about_is_refused_for_good(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with pytest.raises(OSError) as refused:
        send("Subject", "Body", "office@zhinan.example", [f"a@{'ü' * 64}.example"])
    assert is_final(refused.value)
