"""Short makers for the tests of this room, and of those above it: people, named after what they do."""

import re
from itertools import count

from django.core import mail
from django.utils import timezone

from zhinan.accounts.actions import grant_role, invite
from zhinan.accounts.models import VISITOR, RoleName, User

NUMBERS = count(1)
PASSWORD = "correct horse battery"


def user(name="Somebody", role=None, scope="", **dates):
    """Somebody who signs in, with one role or none."""
    found = User.objects.create_user(f"person-{next(NUMBERS)}@zhinan.example", PASSWORD, name=name)
    if role:
        grant_role(found, role, scope, **dates)
    return found


def cast(programme, other):
    """{word: person}: everybody who may come to the pages of `programme`, and staff of the `other` one."""
    here, there = programme.scope(), other.scope()
    return {
        "visitor": VISITOR,
        "nobody in particular": user("Member"),
        "focal point": user("Focal point", RoleName.FOCAL_POINT, "organisation:12"),
        "finance": user("Finance", RoleName.FINANCE, here),
        "evaluator": user("Evaluator", RoleName.EVALUATOR, here),
        "secretariat": user("Secretariat", RoleName.SECRETARIAT, here),
        "secretariat elsewhere": user("Colleague", RoleName.SECRETARIAT, there),
        "administrator": user("Administrator", RoleName.ADMINISTRATOR),
    }


def invitation(by=None, role=RoleName.SECRETARIAT, scope="programme:7", **facts):
    """Somebody who was invited, a moment ago."""
    words = {"email": f"guest-{next(NUMBERS)}@zhinan.example", "name": "Guest", "now": timezone.now(), **facts}
    return invite(by=by or user("Administrator", RoleName.ADMINISTRATOR), role=role, scope=scope, **words)


def token_in_mail(address, path="invitation"):
    """The last part of the link to `path` in the newest mail to `address`."""
    body = next(one.body for one in reversed(mail.outbox) if one.to == [address])
    return re.search(rf"/{path}/(\S+)/", body)[1]
