"""What the list of applications of a call can be narrowed by."""

from functools import cache, cached_property, partial

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Country, Goal
from zhinan.kit.choosers import Options
from zhinan.kit.narrowing import Narrowed

from .models import Application
from .rules.submitted import country_of, last_about
from .states import SUBMITTED, UNSETTLED, Stage

ALL = pgettext_lazy("choice", "all")


class Applications(Narrowed):
    """By words, state, country of who applies, priority area and goal.

    What may be being revised is found by its last version: its rows are its authors' own until they submit it again.
    """

    q = django_filters.CharFilter(
        method="worded", label=gettext_lazy("Number, title or institution contains"), max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("label", "State"), empty_label=ALL, widget=Options,
        choices=[(one, one.label) for one in (*SUBMITTED, Stage.WITHDRAWN)],
    )  # fmt: skip
    country = django_filters.ChoiceFilter(
        method="of_country", label=gettext_lazy("Country or area"), empty_label=ALL, widget=Options
    )
    theme = django_filters.ChoiceFilter(
        method="of_theme", label=pgettext_lazy("of a call", "Priority area"), empty_label=ALL, widget=Options
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

    @cached_property
    def said(self):
        """{key: what its last version says about itself} of those that may be being revised: one query."""
        return last_about(self.keys)

    @cached_property
    def settled(self):
        """The others, whose rows say what was submitted."""
        return self.keys.exclude(state__in=UNSETTLED)

    def offered_country(self):
        """The countries of those who apply: one query."""
        revised = {country_of(about) for about in self.said.values()}
        there = Country.objects.filter(Q(pk__in=self.settled.values("lead__country")) | Q(alpha3__in=revised))
        return [(one.alpha3, str(one)) for one in there]

    def offered_theme(self):
        """The priority areas that were named: one query."""
        named = set(self.settled.exclude(theme=None).values_list("theme__name", flat=True).distinct())
        named |= {about["theme"] for about in self.said.values()}
        return [(name, name) for name in sorted(filter(None, named))]

    def offered_goal(self):
        """The goals that were named: one query."""
        revised = {number for about in self.said.values() for number in about["goals"]}
        there = Q(pk__in=self.settled.values("goals")) | Q(number__in=revised)
        return [(str(one.number), str(one)) for one in Goal.objects.filter(there).order_by("number")]

    def fitting(self, applications, condition, fits):
        """Those whose rows meet `condition`, or whose last version `fits` where they may be being revised."""
        revised = [key for key, about in self.said.items() if fits(about)]
        return applications.filter((condition & ~Q(state__in=UNSETTLED)) | Q(pk__in=revised))

    def worded(self, applications, name, text):
        """Those whose number, title or institution contains `text`."""
        told = Q(title__icontains=text) | Q(lead__name__icontains=text) | Q(lead__acronym__icontains=text)
        word = text.casefold()

        def fits(about):
            return word in about["title"].casefold() or word in about["lead"]["name"].casefold()

        return self.fitting(applications, told, fits) | applications.filter(number__icontains=text)

    def of_country(self, applications, name, code):
        """Those of institutions in the country with this `code`."""
        return self.fitting(applications, Q(lead__country__alpha3=code), lambda about: country_of(about) == code)

    def of_theme(self, applications, name, theme):
        """Those for the priority area that is called `theme`."""
        return self.fitting(applications, Q(theme__name=theme), lambda about: about["theme"] == theme)

    def of_goal(self, applications, name, number):
        """Those for the goal with this `number`."""
        rows = Application.goals.through.objects.filter(goal__number=number)
        there = Q(pk__in=rows.values("application"))
        return self.fitting(applications, there, lambda about: int(number) in about["goals"])
