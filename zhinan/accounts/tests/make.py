"""Short makers for the tests of this room, and of those above it: people, named after what they do."""

from itertools import count

from zhinan.accounts.actions import grant_role
from zhinan.accounts.models import VISITOR, RoleName, User

NUMBERS = count(1)


def user(name="Somebody", role=None, scope="", **dates):
    """Somebody who signs in, with one role or none."""
    found = User.objects.create_user(f"person-{next(NUMBERS)}@zhinan.example", "correct horse battery", name=name)
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
