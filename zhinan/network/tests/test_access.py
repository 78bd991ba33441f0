"""Who may do what, rule by rule and person by person."""

import pytest

from zhinan.accounts.models import VISITOR, RoleName
from zhinan.accounts.tests.make import user
from zhinan.network import access
from zhinan.network.models import Merging, Twin

from .make import agreement, membership, network, organisation, person

pytestmark = pytest.mark.django_db

PEOPLE = {
    "visitor": None,
    "somebody who has signed in": (),
    "finance": (RoleName.FINANCE, "programme:7"),
    "participant of the organisation": (RoleName.PARTICIPANT, "its own"),
    "focal point elsewhere": (RoleName.FOCAL_POINT, "organisation:0"),
    "focal point": (RoleName.FOCAL_POINT, "its own"),
    "secretariat": (RoleName.SECRETARIAT, "programme:7"),
    "administrator": (RoleName.ADMINISTRATOR, ""),
}
EVERYBODY = (True,) * 8
KEEPERS = (False, False, False, False, False, False, True, True)
KEEPERS_AND_FOCAL_POINT = (False, False, False, False, False, True, True, True)
FOCAL_POINT = (False, False, False, False, False, True, False, False)
RULES = [
    (access.read, "organisation", EVERYBODY),
    (access.keep_records, None, KEEPERS),
    (access.edit_record, "network", KEEPERS),
    (access.edit_record, "agreement", KEEPERS),
    (access.edit_record, "twin", KEEPERS),
    (access.edit_record, "merging", KEEPERS),
    (access.edit_organisation, "organisation", KEEPERS_AND_FOCAL_POINT),
    (access.edit_membership, "membership", KEEPERS_AND_FOCAL_POINT),
    (access.speak_for, "membership", FOCAL_POINT),
    (access.decide, "membership", KEEPERS),
    (access.reach, "person", KEEPERS),
]


@pytest.mark.parametrize(("rule", "about", "expected"), RULES)
def test_who_may(rule, about, expected):
    own = organisation()
    records = {
        "organisation": own,
        "network": network(),
        "agreement": agreement(),
        "twin": Twin(),
        "merging": Merging(),
        "membership": membership(network(), organisation=own),
        "person": person(),
    }
    found = []
    for name, role in PEOPLE.items():
        who = VISITOR if role is None else user(name, *(own.scope() if word == "its own" else word for word in role))
        found.append(rule(who, records[about]) if about else rule(who))
    assert tuple(found) == expected
