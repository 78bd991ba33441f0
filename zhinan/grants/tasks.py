"""The sweeps of the worker: a call closes by itself, and addresses of those who never came are forgotten."""

from django.utils import timezone
from django_tasks import task

from . import actions


@task()
def close_calls():
    """Close the calls whose deadline is over; until then each refuses what is late by its own clock."""
    actions.close_due(timezone.now())


@task()
def forget_invitations():
    """Delete the addresses of those who were invited to write an application and never came."""
    actions.forget_invitations(timezone.now())
