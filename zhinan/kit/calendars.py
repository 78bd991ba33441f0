"""Files for calendar programs, after RFC 5545."""

from urllib.parse import urlsplit

import icalendar
from django.conf import settings

CALENDAR = "text/calendar; charset=utf-8"


def written(entries, name=""):
    """The iCalendar file of `entries`, but for those that are None, as bytes; `name` is that of the calendar."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Zhinan//Calendar//EN")
    made.add("version", "2.0")
    if name:
        made.add("x-wr-calname", " ".join(name.split()))
    for one in entries:
        if one is not None:
            made.add_component(one)
    return made.to_ical()


def named(record, moment):
    """An entry for `record`, last changed at `moment`, under the one name that it has in every file of ours.

    By it a program that reads several of them knows that it is the same.
    """
    made = icalendar.Event()
    made.add("uid", f"{record._meta.label_lower}-{record.pk}@{urlsplit(settings.ADDRESS).hostname}")
    made.add("dtstamp", moment)
    made.add("last-modified", moment)
    made.add("url", settings.ADDRESS + record.get_absolute_url())
    return made
