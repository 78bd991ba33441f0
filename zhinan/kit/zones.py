"""Wall times in a zone, and the moments that they mean."""

from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

# One or two of each hour, for readers who choose from a list.
COMMON = (
    "UTC", "Pacific/Apia", "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Mexico_City",
    "America/New_York", "America/Havana", "America/Bogota", "America/Port_of_Spain", "America/Santiago",
    "America/Sao_Paulo", "America/Buenos_Aires", "Atlantic/Cape_Verde", "Africa/Dakar", "Africa/Lagos",
    "Europe/London", "Europe/Paris", "Africa/Cairo", "Africa/Johannesburg", "Africa/Addis_Ababa", "Africa/Nairobi",
    "Europe/Istanbul", "Europe/Moscow", "Asia/Dubai", "Asia/Tehran", "Asia/Kabul", "Asia/Karachi", "Asia/Kolkata",
    "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok", "Asia/Jakarta", "Asia/Shanghai", "Asia/Manila",
    "Asia/Tokyo", "Australia/Sydney", "Pacific/Port_Moresby", "Pacific/Fiji", "Pacific/Auckland", "Pacific/Tongatapu",
)  # fmt: skip


FIRST_YEAR, LAST_YEAR = 1900, 2200  # between them every zone has clocks, and days can be reckoned with


class Reading(NamedTuple):
    """The moment that a wall time means; `is_double` where clocks are put back and show it twice."""

    moment: datetime
    is_double: bool


@cache
def zones():
    """Names of all zones that have a place, sorted."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix")))


def is_zone(name):
    """Whether `name` is that of a zone."""
    return bool(name) and (name in COMMON or name in available_timezones())


def check_zone(name):
    """Raise ValidationError where `name` is that of no zone."""
    if not is_zone(name):
        raise ValidationError(
            _("“{zone}” is no time zone. Write a place from the list, as Africa/Nairobi.").format(zone=name)
        )


def moment_of(wall, zone):
    """The Reading of the naive datetime `wall` on the clocks of `zone`; of an hour that comes twice, the first.

    Raises ValidationError for an hour that the clocks leave out.
    """
    place = ZoneInfo(zone)
    first, second = (wall.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    moment = first.astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None) != wall:
        sentence = _("There is no {time} on that day in {zone}: the clocks are put forward. Write another time.")
        raise ValidationError(sentence.format(time=f"{wall:%H:%M}", zone=zone))
    return Reading(moment, first.utcoffset() != second.utcoffset())


def wall_of(moment, zone):
    """The naive datetime that the clocks of `zone` show at `moment`; None for no moment."""
    return moment and moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def hours_in_words(begins_at, ends_at, zone):
    """“14 July 2026, 09:00 – 11:00” on the clocks of `zone`, with the day again where the end is on another one."""
    day, hour = pgettext("date format", "j F Y"), pgettext("time format", "H:i")
    begins, ends = wall_of(begins_at, zone), wall_of(ends_at, zone)
    first = f"{formats.date_format(begins, day)}, {formats.time_format(begins, hour)}"
    if ends is None:
        return first
    last = formats.time_format(ends, hour)
    if ends.date() != begins.date():
        last = f"{formats.date_format(ends, day)}, {last}"
    return pgettext("from one hour to another", " – ").join((first, last))


def zone_in_words(zone, moment):
    """A zone with its distance from UTC at `moment`: Africa/Nairobi (UTC+03:00)."""
    offset = f"{moment.astimezone(ZoneInfo(zone)):%z}"
    return zone if zone == "UTC" else f"{zone.replace('_', ' ')} (UTC{offset[:3]}:{offset[3:5]})"
