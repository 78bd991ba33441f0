"""Who may do what with organisations, people, networks, memberships and what they agree."""

from zhinan.accounts.access import keep_records, read
from zhinan.accounts.models import RoleName, has_role, roles_of

from .models import Merging

__all__ = [
    "decide",
    "edit_membership",
    "edit_organisation",
    "edit_record",
    "keep_records",
    "merged_into",
    "reach",
    "read",
    "speak_for",
]


def edit_record(user, record):
    """Whether `user` may change networks, agreements and partnerships: those who keep records may."""
    return keep_records(user)


def edit_organisation(user, organisation):
    """Whether `user` may change `organisation` and apply for it: those who keep records, and its own focal point."""
    return keep_records(user) or has_role(user, RoleName.FOCAL_POINT, organisation.scope())


def edit_membership(user, membership):
    """Whether `user` may read the reasons of `membership`, add documents, and withdraw it as long as it waits.

    Those who keep records may, and the organisation's focal point.
    """
    return edit_organisation(user, membership.organisation)


def speak_for(user, membership):
    """Whether `user` says what the organisation of `membership` wishes: its focal point alone, others decide."""
    return (RoleName.FOCAL_POINT, membership.organisation.scope()) in roles_of(user)


def reach(user, person):
    """Whether `user` may read how to reach `person`, and what they agreed to: those who keep records may."""
    return keep_records(user)


def decide(user, membership):
    """Whether `user` may admit, decline, renew, suspend and end `membership`."""
    return keep_records(user)


def merged_into(model, user, slug):
    """The record that the one of `model` under `slug` was merged into, where `user` may see it, or None."""
    found = Merging.objects.merged_into(model, slug)
    return found if found is not None and found.is_visible_to(user) else None
