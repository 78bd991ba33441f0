"""What the worker does about reports by itself."""

from django.utils import timezone
from django_tasks import task

from . import actions


@task()
def forget_sheets():
    """Delete spreadsheets of reports that nobody took over for long enough; to be done once a day."""
    actions.forget_sheets(timezone.now())
