"""Counting records whose sources may give a list whole, in part, or as a total only."""

from django.utils.translation import gettext as _

from zhinan.kit.figures import Figure

from .models import Extent


def counted(records, listings, value=None, **more):
    """The Figure that counts `records`, in the light of the `listings` of the lists that they were read from.

    Without any record the value is 0 only where a source gives the list whole; else it is None with the reason.
    `value` is the number of records where it is known already; `more` goes into the Figure as it is.
    """
    value = records.count() if value is None else value
    extents = set(listings.values_list("extent", flat=True))
    is_whole = extents == {Extent.WHOLE}
    if value or is_whole:
        return Figure(value=value, records=records, is_whole=is_whole, counted=value, **more)
    return Figure(value=None, records=records, is_whole=False, reason=nothing_recorded(extents), counted=0, **more)


def nothing_recorded(extents):
    """The sentence that tells why nothing can be counted from lists of these `extents`."""
    if Extent.TOTAL in extents:
        return _("The sources give a total only: there is no record that it could be counted from.")
    return _("Nothing is recorded that it could be counted from.")
