"""Columns of the members of a network as a file: what its page shows."""

import django_tables2 as tables
from django.utils.translation import pgettext_lazy


class When(tables.Column):
    """A partial date as a spreadsheet expects it."""

    def value(self, value):
        """The text of the date."""
        return value.text


class Members(tables.Table):
    """Members with their dates."""

    organisation = tables.Column(pgettext_lazy("column", "Organisation"))
    joined = When(pgettext_lazy("column", "Joined"), accessor="joined_on")
    left = When(pgettext_lazy("column", "Left"), accessor="left_on")
