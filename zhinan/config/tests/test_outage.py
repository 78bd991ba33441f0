"""What a reader gets when the database cannot be asked, or when something of ours broke."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db


def refuse(trouble):
    """A database that answers every question with `trouble`."""

    def wrapper(execute, sql, params, many, context):
        raise trouble

    return connection.execute_wrapper(wrapper)


@pytest.mark.parametrize(
    "words",
    ["database or disk is full", "attempt to write a readonly database", "connection refused", "database is locked"],
)
@pytest.mark.parametrize("address", ["/", "/networks/", "/account/login/", "/desk/"])
def test_a_database_that_cannot_be_asked_makes_a_page_that_says_so(words, address):
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "abcdefghijklmnopqrstuvwxyz012345"
    with refuse(OperationalError(words)):
        answer = client.get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Not available for a moment" in answer.content.decode()
    assert words not in answer.content.decode()


def test_a_mistake_of_ours_makes_a_page_that_tells_nothing_of_it():
    client = Client(raise_request_exception=False)
    with refuse(ZeroDivisionError("the secret of the house")):
        answer = client.get("/networks/")
    assert (answer.status_code, "Retry-After" in answer.headers) == (500, False)
    assert "Something broke on our side" in answer.content.decode()
    assert "secret of the house" not in answer.content.decode()


def test_a_form_in_another_encoding_is_refused_in_words():
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.get("/account/login/")
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    answer = client.generic("POST", "/account/login/", "login=x".encode("utf-16"), content_type=kind)
    assert (answer.status_code, "This request cannot be read" in answer.content.decode()) == (400, True)
