"""Organisations, networks and goals by what they are called, for the links of spreadsheets."""

from zhinan.codelists.models import Goal
from zhinan.kit.resources import Called

from ..models import Network, Organisation, OrganisationIdentifier, OrganisationName


def organisation_finder(user):
    """Called of the organisations that `user` may see: by name, address, other names, identifiers, short ones."""
    seen = Organisation.objects.visible_to(user)
    found = Called()
    for key, name, slug, name_zh, acronym in seen.values_list("pk", "name", "slug", "name_zh", "acronym").order_by(
        "pk"
    ):
        found.add(key, name, slug, name_zh)
        found.add_short(key, acronym)
    visible = set(found.labels)
    for key, name in OrganisationName.objects.order_by("pk").values_list("organisation_id", "name"):
        if key in visible:
            found.add(key, name)
    rows = OrganisationIdentifier.objects.order_by("pk").values_list("organisation_id", "scheme", "number")
    for key, scheme, number in rows:
        if key in visible:
            found.add(key, f"{scheme}-{number}")
    return found


def network_finder(user):
    """Called of the networks that `user` may see."""
    rows = Network.objects.visible_to(user).values_list("pk", "name", "slug", "name_zh", "acronym").order_by("pk")
    return Called((key, words) for key, *words in rows)


def goal_finder():
    """The Sustainable Development Goals by number, “SDG 3” and name."""
    rows = Goal.objects.active().values_list("pk", "number", "name")
    return Called(
        (key, (str(number), name, f"SDG {number}", f"SDG{number}", f"Goal {number}")) for key, number, name in rows
    )
