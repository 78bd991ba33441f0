"""The past of a world, told from its end: days are counted back from the moment at which it is loaded."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from zhinan.history.models import Entry
from zhinan.notices.models import Mail, Notice


@dataclass(frozen=True)
class Past:
    """What lies before the moment `now`: `people` are {word: User} who act in it, `days` {word: how many days ago}."""

    now: datetime
    people: dict
    days: dict

    @property
    def office(self):
        """Who keeps the programme."""
        return self.people["secretariat"]

    def day(self, ago):
        """The day so many days `ago`; below zero it is still to come."""
        return timezone.localdate(self.now - timedelta(days=ago))

    @contextmanager
    def on(self, ago):
        """Gives the moment so many days `ago`, or of that word of `days`: what is written down inside stands there.

        History and notices take the moment of their rows from the clock, and so they are told it afterwards. What was
        told then has been read since, and no mail goes out: nobody has these addresses.
        """
        moment = self.now - timedelta(days=self.days.get(ago, ago))
        last = {model: newest(model) for model in (Entry, Notice)}
        yield moment
        Entry.objects.after(last[Entry]).update(at=moment)
        told = Notice.objects.filter(pk__gt=last[Notice])
        told.update(made_at=moment, read_at=moment, mail=Mail.NONE, due_at=None)


def newest(model):
    """The key of the newest row of `model`, 0 where there is none."""
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
