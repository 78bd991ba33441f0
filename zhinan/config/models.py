"""What workers on several machines agree on: scheduled work that is due, and who of them is alive."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult, get_date_max

LIFE = timedelta(seconds=60)  # a worker that has not been seen for so long is taken for gone
LATE = timedelta(minutes=5)


def late_tasks(now):
    """Tasks that could have been done for over five minutes at the moment `now`, and wait still."""
    since = Q(run_after=get_date_max(), enqueued_at__lt=now - LATE) | Q(run_after__lt=now - LATE)
    return DBTaskResult.objects.ready().filter(since).order_by()


class AlarmQuerySet(models.QuerySet):
    """Scheduled work, and what is due."""

    def due(self, now):
        """Work that is due at the moment `now`."""
        return self.filter(next_at__lte=now)


class Alarm(models.Model):
    """One piece of scheduled work, by its name in the timetable, and when it is due next."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField(db_index=True)

    objects = AlarmQuerySet.as_manager()

    def __str__(self):
        return self.name


class BeatQuerySet(models.QuerySet):
    """Workers, and those of them that are alive."""

    def alive(self):
        """Workers that were seen lately."""
        return self.filter(seen_at__gte=Now() - LIFE)


class Beat(models.Model):
    """A worker, and when it was last seen: by the database's clock, for those of machines differ."""

    worker = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    objects = BeatQuerySet.as_manager()

    def __str__(self):
        return self.worker
