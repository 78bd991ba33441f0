"""Who is in many tests."""

import pytest

from zhinan.accounts.tests.make import user


@pytest.fixture
def author(client):
    """Somebody who is signed in and writes."""
    found = user("Applicant")
    client.force_login(found)
    return found
