"""What a load balancer is told."""

from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.portal.tasks import rebuild

pytestmark = pytest.mark.django_db
WELL = {"status": "ok", "database": "ok", "index": "ok", "queue": "ok"}


def told(client):
    """(status, what is told) of an answer."""
    answer = client.get("/health")
    return answer.status_code, answer.json()


def test_a_machine_that_can_serve_says_so_with_one_query(client, django_assert_num_queries):
    rebuild()
    with django_assert_num_queries(1):
        answer = client.get("/health")
    assert (answer.status_code, answer.json(), answer.headers["Cache-Control"]) == (200, WELL, "no-store")
    assert (answer.cookies, client.post("/health").status_code) == ({}, 405)


@pytest.mark.parametrize("trouble", [OperationalError("password of the house"), InterfaceError("closed")])
def test_a_database_that_is_away_is_told_without_details(client, trouble):
    rebuild()

    def refuse(execute, sql, params, many, context):
        raise trouble

    with connection.execute_wrapper(refuse):
        answer = told(client)
    assert answer == (503, {"status": "away", "database": "away", "index": "ok", "queue": "unknown"})


def test_a_machine_without_an_index_is_passed_by(client):
    assert told(client) == (503, WELL | {"status": "away", "index": "missing"})


def test_a_queue_that_is_late_is_told_and_sends_nobody_away(client, settings):
    rebuild()
    settings.EMAIL_BACKEND = "zhinan.kit.mail.QueuedBackend"
    send_mail("Subject", "Words", "from@zhinan.example", ["to@zhinan.example"])
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=6))
    assert told(client) == (200, WELL | {"queue": "late"})
