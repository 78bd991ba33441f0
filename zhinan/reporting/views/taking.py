"""The page on which a number of the records, or an answer, is taken for an indicator."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.results import actions
from zhinan.results.models import Indicator
from zhinan.results.tables import base_in_words, parts_in_words

from .. import access, forms
from ..editions import answered, offers


@allow(access.keep_indicator, Indicator, join=("result__framework__programme", "result__framework__project__programme"))
def take(request, indicator):
    """Offers figures and answers to an indicator; shows one with base and origin, and takes it."""
    framework = indicator.result.framework
    words = {"indicator": indicator, "crumbs": [(framework, framework.get_absolute_url())]}
    words["crumbs"].append((indicator, indicator.get_absolute_url()))
    offer = offered(request, indicator)
    if offer is None:
        return render(request, "reporting/take.html", words | choices(request, indicator))
    words |= {"offer": offer} | told(indicator, offer)
    begun = {"starts_on": offer.first, "ends_on": offer.last}
    form = forms.TakingForm(request.POST or None, initial=begun, is_replacing=words.get("there") is not None)
    if request.method == "POST" and not offer.reason and form.is_valid():
        made = taken(request, indicator, offer, form)
        if made is not None:
            return redirect(made)
    return render(request, "reporting/offer.html", words | {"form": form})


def offered(request, indicator):
    """The Offer that the address names, None where it names none; raises Http404 for one that there is not."""
    asked, framework = request.GET, indicator.result.framework
    if "figure" in asked and "year" in asked and framework.programme:
        form = forms.FigureForm(asked, years=years_of(framework.programme))
        if not form.is_valid():
            return None
        year = form.cleaned_data["year"]
        return offers.figure_offered(
            indicator, framework.programme, form.cleaned_data["figure"], year, timezone.localdate()
        )
    if "round" in asked and "question" in asked:
        round = round_of(indicator, asked["round"])
        found = answered.answer_offered(indicator, round, asked["question"], asked.get("answer", ""))
        if found is None:
            raise Http404(_("There is no such question."))
        return found
    return None


def round_of(indicator, slug):
    """The round of this address whose answers may be taken for `indicator`; raises Http404."""
    programme = indicator.result.framework.keeper()
    if programme is None:
        raise Http404(_("There is no such page."))
    return get_object_or_404(answered.open_to_all(answered.rounds_of(programme)), slug=slug)


def years_of(programme):
    """The years that `programme` reports on, the newest first; without any, those of its life up to today."""
    stated = list(programme.periods.order_by("-year").values_list("year", flat=True))
    if stated or not programme.starts_earliest:
        return stated
    today = timezone.localdate()
    last = min(programme.ends_latest or today, today).year
    return list(range(last, programme.starts_earliest.year - 1, -1))


def choices(request, indicator):
    """What the page offers: a figure of a year, the rounds, and of the round that the address names its questions."""
    framework, words = indicator.result.framework, {}
    programme = framework.keeper()
    if framework.programme:
        typed = request.GET if "figure" in request.GET else None
        words["figures"] = forms.FigureForm(typed, years=years_of(framework.programme))
    if programme:
        rounds = answered.rounds_of(programme)
        words["rounds"] = answered.open_to_all(rounds)
        words["closed"] = rounds.exclude(pk__in=words["rounds"].order_by().values("pk")).count()
    if "round" in request.GET:
        round = round_of(indicator, request.GET["round"])
        rows, found = answered.questions_of(round)
        words |= {"round": round, "questions": rows, "few": answered.too_few(found)}
    return words


def told(indicator, offer):
    """How the Offer would be read, and the measurement from the same place, or for its days, that stands already."""
    if offer.reason:
        return {}
    made = offer.measurement(indicator)
    for name in ("value", "numerator", "n", "asked", "answered", "comment"):
        setattr(made, name, getattr(offer, name))
    made.denominator = None if offer.numerator is None else offer.n
    same = Q(origin_key=offer.key) | Q(starts_on=offer.first, ends_on=offer.last)
    there = indicator.measurements.current().filter(same).first()
    dimensions = dict(made.parts.model._meta.get_field("dimension").flatchoices)
    groups = [
        (dimensions[one["dimension"]], one["label"], indicator.in_words(Decimal(one["value"])), one["n"])
        for one in offer.parts
    ]
    words = {"value": made.in_words(), "base": base_in_words(made), "made_of": parts_in_words(made)}
    return words | {"groups": groups, "there": there}


def taken(request, indicator, offer, form):
    """Where it stands now: the measurement that was written down, or the address of the same; None where it is refused.

    The form then says why.
    """
    said, made = form.cleaned_data, offer.measurement(indicator)
    try:
        values = offer.values(said["starts_on"], said["ends_on"], timezone.localdate())
        made = actions.take(made, values, by=request.user, why=said.get("why", ""))
    except NotNow as refusal:
        messages.info(request, refusal)
        return refusal.address
    except ValidationError as trouble:
        form.add_error(None, ValidationError(trouble.messages))
        return None
    messages.success(request, _("“{thing}” is written down.").format(thing=made))
    return made
