"""Buttons for what somebody may do in another room, where this installation has the page for it."""

from django.urls import get_resolver, resolve, reverse

from zhinan.kit.guards import public


def way(name, user, record=None):
    """The address `name`, of `record` where one is given; empty where there is none, or where `user` may not go."""
    if name not in get_resolver().reverse_dict:
        return ""
    about = () if record is None else (record,)
    address = reverse(name, args=[getattr(one, "slug", None) or one.pk for one in about])
    rule = resolve(address).func.guard
    return address if rule is public or rule(user, *about) else ""
