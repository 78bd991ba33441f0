"""What the lists of several nouns can be narrowed by."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Country, Goal
from zhinan.kit.choosers import Options, ways
from zhinan.kit.languages import called_elsewhere
from zhinan.kit.narrowing import Narrowed
from zhinan.network.models import Organisation
from zhinan.programmes.models import Programme

ALL = pgettext_lazy("choice", "all")
NAMES = ("name", "title", "name_zh", "title_zh", "acronym")
COUNTRY = gettext_lazy("Country or area")
GOAL = pgettext_lazy("label", "Goal")
KIND = pgettext_lazy("label", "Kind")
STATE = pgettext_lazy("label", "State")
PROGRAMME = pgettext_lazy("label", "Programme")


class Choice(django_filters.ChoiceFilter):
    """One of the words that a field of the record knows."""

    def __init__(self, field_name, label, choices):
        super().__init__(field_name, label=label, choices=choices, empty_label=ALL, widget=Options)


class Present(django_filters.ChoiceFilter):
    """One of those codes or records that a record of the list has: what the reader finds nowhere is not offered.

    `field_name` leads there, over several rows where `several` is true, and `code` is the word in the address.
    """

    def __init__(self, field_name, label, model, code, several=False):
        super().__init__(field_name, label=label, empty_label=ALL, widget=Options)
        self.among, self.code, self.several = model, code, several

    @property
    def field(self):
        """The form's field, with the choices of this list."""
        if "choices" not in self.extra:
            offered = self.offered()
            self.extra["choices"] = lambda: offered  # a list would be copied with the form, choice by choice
        return super().field

    def offered(self):
        """[(word in the address, name)]: one query, or none where it is recalled."""
        return self.parent.recalled((self.field_name, self.code), lambda: self.read(self.parent.queryset))

    def read(self, records):
        """What those of the queryset `records` have, as far as the reader may see it."""
        seen = self.among.objects
        seen = seen.visible_to(self.parent.user) if hasattr(seen, "visible_to") else seen.all()
        held = seen.filter(pk__in=records.order_by().values(self.field_name))
        return [(str(getattr(one, self.code)), str(one)) for one in held]

    def filter(self, records, value):
        """Those that have `value`."""
        if not value:
            return records
        wanted = {f"{self.field_name}__{self.code}": value}
        # Over several rows a join would show a record as often as it has them.
        return (
            records.filter(pk__in=records.model._default_manager.filter(**wanted).order_by().values("pk"))
            if self.several
            else records.filter(**wanted)
        )


class OfMembers(Present):
    """A country of those organisations in a record that the reader may see; `field_name` leads back from them."""

    def __init__(self, field_name):
        super().__init__(field_name, COUNTRY, Country, "alpha3")

    def read(self, records):
        """The countries of the visible organisations in `records`."""
        seen = Organisation.objects.visible_to(self.parent.user).filter(**{f"{self.field_name}__in": records})
        return [(one.alpha3, str(one)) for one in Country.objects.filter(pk__in=seen.order_by().values("country"))]

    def filter(self, records, value):
        """Records with such an organisation."""
        if not value:
            return records
        seen = Organisation.objects.visible_to(self.parent.user).filter(country__alpha3=value)
        return records.filter(pk__in=seen.order_by().values(self.field_name))


class Year(django_filters.Filter):
    """The year in which the partial date `field_name` may lie."""

    field_class = forms.IntegerField

    def __init__(self, field_name):
        super().__init__(field_name, label=pgettext_lazy("label", "Year"), min_value=1, max_value=9999)

    def filter(self, records, year):
        """Those whose date may lie in `year`."""
        if year is None:
            return records
        first, last = date(year, 1, 1), date(year, 12, 31)
        return records.filter(**{f"{self.field_name}_earliest__lte": last, f"{self.field_name}_latest__gte": first})


def of_country(path, several=False):
    """Narrowed by the country at `path`."""
    return Present(path, COUNTRY, Country, "alpha3", several)


def of_goal(path, several=False):
    """Narrowed by the Sustainable Development Goal at `path`."""
    return Present(path, GOAL, Goal, "number", several)


def of_programme(path="programme", several=False):
    """Narrowed by the programme at `path`."""
    return Present(path, PROGRAMME, Programme, "slug", several)


def of_kind(model, field="kind"):
    """Narrowed by the kind that records of `model` have."""
    return Choice(field, KIND, model._meta.get_field(field).choices)


class Narrowing(Narrowed):
    """What every list can be narrowed by: words of the name of the record, or of the one that `named` leads to.

    `user` is who reads.
    """

    named = ""
    q = django_filters.CharFilter(
        method="called", label=gettext_lazy("Name contains"), max_length=100, widget=forms.TextInput({"type": "search"})
    )

    def __init__(self, words, records, *, user, **kept):
        super().__init__(words, records, **kept)
        self.user = user

    def called(self, records, name, text):
        """Records whose name, or another one of theirs, contains `text`."""
        model = records.model._meta.get_field(self.named).related_model if self.named else records.model
        before = f"{self.named}__" if self.named else ""
        condition = called_elsewhere(model, text, before=before)
        for way in ways(model) or [field.name for field in model._meta.fields if field.name in NAMES]:
            rows, _underscores, column = way.rpartition("__")
            if rows:  # other names stand in a table of their own: asked once, not for each record
                relation = model._meta.get_field(rows)
                found = relation.related_model.objects.filter(**{f"{column}__icontains": text})
                condition |= Q(**{f"{before}pk__in": found.values(relation.field.name)})
            else:
                condition |= Q(**{f"{before}{way}__icontains": text})
        return records.filter(condition)
