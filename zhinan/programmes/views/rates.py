"""Pages of exchange rates."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from zhinan.codelists.models import Currency, ExchangeRate
from zhinan.kit.guards import allow
from zhinan.kit.pages import page_number
from zhinan.kit.quantities import in_digits

from .. import access, actions, forms

ON_A_PAGE = 50


@allow(access.keep_rates)
def rates(request):
    """Exchange rates, newest first: all of them, or those of one currency."""
    asked = request.GET.get("currency", "")
    found = ExchangeRate.objects.select_related("currency").order_by("-on", "currency__code", "source")
    found = found.filter(currency__code=asked) if asked else found
    here = reverse("rates")
    kept = Currency.objects.filter(pk__in=ExchangeRate.objects.order_by().values("currency")).values_list(
        "code", flat=True
    )
    chips = [{"label": code, "url": f"{here}?currency={code}"} for code in kept]
    page = Paginator(found, ON_A_PAGE).get_page(page_number(request))
    rows = [(rate, in_digits(rate.per_usd)) for rate in page]
    words = {"page": page, "rows": rows, "chips": chips, "asked": asked}
    return render(request, "programmes/rates.html", words)


@allow(access.keep_rates)
def add_rate(request):
    """Takes the rate of one currency on one day."""
    form = forms.RateForm(request.POST or None)
    if form.is_valid():
        told(request, *actions.keep_rates([form.cleaned_data], by=request.user))
        return redirect("rates")
    return render(request, "programmes/rate_form.html", {"form": form, "title": _("Enter an exchange rate")})


@allow(access.keep_rates)
def import_rates(request):
    """Takes many rates, pasted or in a file: all of them or none."""
    form = forms.RatesForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        told(request, *actions.keep_rates(form.rows, by=request.user))
        return redirect("rates")
    return render(request, "programmes/rate_form.html", {"form": form, "title": _("Import exchange rates")})


def told(request, added, changed):
    """Say how many rates were added and changed."""
    words = [
        ngettext("{n} rate was added.", "{n} rates were added.", added).format(n=added),
        ngettext("{n} rate was put right.", "{n} rates were put right.", changed).format(n=changed),
    ]
    messages.success(request, " ".join(words))


@require_POST
@allow(access.keep_rates)
def drop_rate(request, pk):
    """Takes a rate away that should not stand here."""
    actions.drop_rate(get_object_or_404(ExchangeRate, pk=pk), by=request.user)
    messages.success(request, _("The rate is taken away. Postings keep the rate that they were written with."))
    return redirect("rates")
