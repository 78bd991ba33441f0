"""Work for the worker: reminders of the reports that are due."""

from django.utils import timezone
from django_tasks import task

from .actions import remind_of_reports as remind


@task()
def remind_of_reports():
    """Remind of the reports that are due; done twice, it reminds once."""
    return remind(on=timezone.localdate())
