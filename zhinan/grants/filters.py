"""What the list of applications of a call can be narrowed by."""

from functools import cache, partial

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Country, Goal
from zhinan.kit.choosers import Options
from zhinan.kit.narrowing import Narrowed

from .models import Application
from .states import SUBMITTED, Stage

ALL = pgettext_lazy("choice", "all")


class Applications(Narrowed):
    """By words, state, country of who applies, priority area and goal."""

    q = django_filters.CharFilter(
        method="worded", label=gettext_lazy("Number, title or institution contains"), max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("label", "State"), empty_label=ALL, widget=Options,
        choices=[(one, one.label) for one in (*SUBMITTED, Stage.WITHDRAWN)],
    )  # fmt: skip
    country = django_filters.ChoiceFilter(
        "lead__country__alpha3", label=gettext_lazy("Country or area"), empty_label=ALL, widget=Options
    )
    theme = django_filters.ChoiceFilter(
        "theme__name", label=pgettext_lazy("of a call", "Priority area"), empty_label=ALL, widget=Options
    )
    goal = django_filters.ChoiceFilter(
        method="of_goal", label=pgettext_lazy("label", "Goal"), empty_label=ALL, widget=Options
    )

    class Meta:
        model = Application
        fields = ()

    def __init__(self, words, applications, **kept):
        super().__init__(words, applications, **kept)
        self.keys = applications.order_by()
        for name in ("country", "theme", "goal"):  # read when they are shown, not where a file is made
            read = cache(getattr(self, f"offered_{name}"))
            self.filters[name].extra["choices"] = partial(self.recalled, (name,), read)

    def offered_country(self):
        """The countries of those who apply: one query."""
        there = Country.objects.filter(pk__in=self.keys.values("lead__country"))
        return [(one.alpha3, str(one)) for one in there]

    def offered_theme(self):
        """The priority areas that were named: one query."""
        named = self.keys.exclude(theme=None).values_list("theme__name", flat=True).distinct()
        return [(name, name) for name in sorted(named)]

    def offered_goal(self):
        """The goals that were named: one query."""
        goals = Goal.objects.filter(pk__in=self.keys.values("goals")).order_by("number")
        return [(str(one.number), str(one)) for one in goals]

    def worded(self, applications, name, text):
        """Those whose number, title or institution contains `text`."""
        told = Q(number__icontains=text) | Q(title__icontains=text)
        return applications.filter(told | Q(lead__name__icontains=text) | Q(lead__acronym__icontains=text))

    def of_goal(self, applications, name, number):
        """Those for the goal with this `number`."""
        rows = Application.goals.through.objects.filter(goal__number=number)
        return applications.filter(pk__in=rows.values("application"))
