"""What the portfolio of awards can be narrowed by."""

from array import array
from functools import cache, cached_property, partial

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Country, PurposeCode
from zhinan.grants.models import Call
from zhinan.kit.choosers import Options
from zhinan.kit.narrowing import Narrowed
from zhinan.network.models import Organisation
from zhinan.programmes.models import Programme

from .figures import MEASURES, NONE, countries, groups, how_many_late, lines, summed, with_late
from .models import Award
from .states import AwardState

ALL = pgettext_lazy("choice", "all")
OFFERED = ("programme", "call", "year", "country", "sector", "payer")  # read when they are shown
STATES = [(one.value, one.label) for one in AwardState]


def choice(label, method=None, choices=()):
    """A filter with a list of choices."""
    return django_filters.ChoiceFilter(
        method=method, label=label, choices=choices, empty_label=ALL, widget=Options
    )  # fmt: skip


class Portfolio(Narrowed):
    """By words, programme, call, state, year of the award, country, sector, who pays, what is late, and a sum.

    `sum` narrows no figure: those awards are listed of which that sum is not zero; pages without a list of awards have
    none. Lists of programmes and payers name what `user` may see; `on` is the day on which something is late.
    """

    q = django_filters.CharFilter(
        method="worded",
        label=gettext_lazy("Title contains"),
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    programme = choice(pgettext_lazy("label", "Programme"), "of_programme")
    call = choice(pgettext_lazy("label", "Call for proposals"), "of_call")
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("label", "State"), choices=STATES, empty_label=ALL, widget=Options
    )
    year = choice(gettext_lazy("Year of the award"), "of_year")
    country = choice(gettext_lazy("Country or area"), "of_country")
    sector = choice(pgettext_lazy("label", "Sector"), "of_sector")
    payer = choice(gettext_lazy("Who pays the grant"), "of_payer")
    late = choice(gettext_lazy("What is late"), "of_late", [("yes", gettext_lazy("something is late"))])
    sum = choice(gettext_lazy("With a sum of"), "of_sum", list(MEASURES.items()))

    class Meta:
        model = Award
        fields = ()

    def __init__(self, words, awards, *, user, on, has_sum=True, **kept):
        super().__init__(words, awards, **kept)
        self.user, self.on, self.keys = user, on, awards.order_by()
        if not has_sum:
            del self.filters["sum"]
        for name in OFFERED:
            read = cache(getattr(self, f"offered_{name}"))
            self.filters[name].extra["choices"] = partial(self.recalled, (name,), read)

    @cached_property
    def lines(self):
        """The money of each award: asked for where nothing of it is recalled."""
        return lines(self.qs)

    def reckoned(self, key, reckon):
        """What `reckon()` makes of the narrowed awards, under `key`: of a long portfolio it is recalled."""
        return self.recalled((key, *(pair for pair in self.chosen() if pair[0] != "sum")), reckon)

    def summed(self):
        """The awards in numbers."""
        return self.reckoned("summed", lambda: summed(self.lines))

    def groups(self):
        """The same by year, country, sector and state."""
        return self.reckoned("groups", lambda: groups(self.lines, self.qs))

    def number_late(self):
        """How many things are late."""
        return self.reckoned("late", lambda: sum(how_many_late(self.qs, self.on).values()))

    def with_sum(self, measure):
        """Those of the awards of which the sum `measure` is not zero."""
        keys = self.reckoned(measure, lambda: array("q", (one.pk for one in self.lines if one.dollars(measure))))
        return self.qs.filter(pk__in=keys)

    def offered_programme(self):
        """The programmes that award: one query."""
        held = Programme.objects.visible_to(self.user).filter(pk__in=self.keys.values("grant__project__programme"))
        return [(one.slug, str(one)) for one in held]

    def offered_call(self):
        """The calls that led to awards: one query."""
        held = Call.objects.visible_to(self.user).filter(pk__in=self.keys.values("rules__call"))
        return [(one.slug, str(one)) for one in held]

    def offered_year(self):
        """The years, the newest first: one query."""
        years = self.keys.values_list("awarded_on__year", flat=True).distinct()
        return [(str(year), str(year)) for year in sorted(years, reverse=True)]

    def offered_country(self):
        """The countries that take part: one query."""
        held = Country.objects.filter(pk__in=countries().filter(grant__in=self.keys.values("grant")).values("at"))
        return [*((one.alpha3, str(one)) for one in held), (NONE, _("not recorded"))]

    def offered_sector(self):
        """The sectors of the grants, and the purposes of those that name none: two queries."""
        said = self.keys.values_list("grant__sector", "grant__purpose__code").distinct()
        words = {sector or code for sector, code in said} - {None}
        names = {one.code: str(one) for one in PurposeCode.objects.filter(code__in=words)}
        found = [(word, names.get(word, word)) for word in words]
        return [*sorted(found, key=lambda pair: pair[1]), (NONE, _("not recorded"))]

    def offered_payer(self):
        """Who pays: one query."""
        held = Organisation.objects.visible_to(self.user).filter(pk__in=self.keys.values("payer"))
        return [(one.slug, str(one)) for one in held]

    def worded(self, awards, name, text):
        """Those whose grant has `text` in its title."""
        return awards.filter(grant__title__icontains=text)

    def of_programme(self, awards, name, slug):
        """Those of a programme."""
        return awards.filter(grant__project__programme__slug=slug)

    def of_call(self, awards, name, slug):
        """Those that a call led to."""
        return awards.filter(rules__call__slug=slug)

    def of_year(self, awards, name, year):
        """Those that were awarded in `year`."""
        return awards.filter(awarded_on__year=int(year))

    def of_country(self, awards, name, code):
        """Those in whose grant a country takes part, or none that is recorded."""
        if code == NONE:
            return awards.exclude(grant__in=countries().values("grant"))
        return awards.filter(grant__in=countries().filter(at__in=Country.objects.filter(alpha3=code)).values("grant"))

    def of_sector(self, awards, name, word):
        """Those of a sector; where the grant names none, of a purpose."""
        if word == NONE:
            return awards.filter(grant__sector="", grant__purpose=None)
        return awards.filter(Q(grant__sector=word) | Q(grant__sector="", grant__purpose__code=word))

    def of_payer(self, awards, name, slug):
        """Those that an organisation pays."""
        return awards.filter(payer__slug=slug)

    def of_late(self, awards, name, word):
        """Those of which something is late."""
        return with_late(awards, self.on)

    def of_sum(self, awards, name, measure):
        """All of them: whoever lists them asks the lines of which the sum is not zero."""
        return awards
