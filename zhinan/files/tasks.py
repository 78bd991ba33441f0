"""Work on files that nobody waits for."""

from django.utils import timezone
from django_tasks import task

from . import actions
from .models import File


@task()
def make_sizes(key):
    """Make the sizes of the picture with this `key`, if it is still there."""
    for file in File.objects.filter(pk=key):
        actions.make_sizes(file)


@task()
def tidy():
    """Make the sizes that are still missing, and remove contents that no file has; to be done once a day."""
    for file in File.objects.without_sizes().iterator():
        actions.make_sizes(file)
    actions.sweep(timezone.now())
