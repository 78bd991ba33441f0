"""Every page that stands for itself is found from one's desk, by links alone."""

import re
from html import unescape

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from zhinan.accounts.tests.make import PASSWORD
from zhinan.config.urls import OPEN
from zhinan.portal.actions import begin

pytestmark = pytest.mark.django_db

# Pages that rightly stand in no link: they answer a machine, a form, or who has no account or no key yet.
ELSEWHERE = {*OPEN, "begin", "health", "search", "passkey", "account_reauthenticate"}
ELSEWHERE |= {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}  # asked for before what is delicate
ELSEWHERE |= {"mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"}  # once there is a factor
ELSEWHERE |= {"mfa_download_recovery_codes", "mfa_list_webauthn"}
ELSEWHERE |= {"add-collectionitem"}  # from the page of a collection


def standing():
    """{address: name} of every named page that needs nothing said."""
    found = {}
    for name in get_resolver().reverse_dict:
        try:
            found[reverse(name)] = name
        except (NoReverseMatch, TypeError):
            continue
    return {address: name for address, name in found.items() if isinstance(name, str)}


def reached(client, start):
    """The paths of all pages that links lead to from the path `start`, each read once."""
    seen, waiting = {start}, [start]
    while waiting:
        answer = client.get(waiting.pop(), follow=True)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for link in re.findall(r'<a [^>]*?href="(?:http://testserver)?(/[^"#]*)', answer.content.decode()):
            path = link.partition("?")[0]
            if path not in seen:
                seen.add(path)
                waiting.append(unescape(link))
    return seen


def is_page(client, address):
    """Whether `address` is read, and not only sent to."""
    return client.get(address).status_code != 405


def test_the_desk_leads_to_every_page(client):
    client.force_login(
        begin(organisation="Office", programme="Centre", name="Officer", email="o@zhinan.example", password=PASSWORD)
    )
    found = reached(client, reverse("desk"))
    missing = {name for address, name in standing().items() if address not in found and is_page(client, address)}
    assert missing - ELSEWHERE == set()
