"""Where everybody looks up whether a certificate is ours and valid, and where its holder gets the file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from zhinan.kit.dates import PartialDate, span_in_words
from zhinan.kit.guards import public
from zhinan.kit.languages import SITE, spoken
from zhinan.kit.punctuation import in_a_line, in_rows
from zhinan.kit.templatetags.kit import day
from zhinan.kit.typesetting import CannotSet, as_pdf

from .. import access, editions
from ..forms import NumberForm
from ..models import Certificate, Event


@public
@never_cache
def verify(request):
    """Asks for the number of a certificate.

    Nobody is slowed down here: a year has 31 to the 8th numbers, more than 2 to the 39th, and so few are given out that
    guessing finds none.
    """
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificate", form.cleaned_data["number"])
    return render(request, "events/certificate_look_up.html", {"form": form})


@public
@never_cache
def certificate(request, number):
    """Whether a certificate is valid, and what it certifies; a number that is not ours is told from a typing error."""
    form = NumberForm({"number": number})
    row = None
    if form.is_valid():
        rows = Certificate.objects.select_related("event")
        row = rows.filter(number=form.cleaned_data["number"]).first()
        if row is None:
            form.add_error("number", _("We issued no certificate with this number. What bears it is not ours."))
    if row is None:
        return render(request, "events/certificate_look_up.html", {"form": form}, status=404)
    words = {"certificate": row, "facts": facts(row, request.user), "may_keep": may_keep(request.user, row)}
    return render(request, "events/certificate.html", words)


def facts(row, user):
    """What everybody is told of the Certificate `row`: of a revoked one not the name."""
    said, language = row.said, spoken()
    event = Event.objects.visible_to(user).filter(pk=row.event_id).first()
    title = editions.in_language(said["titles"], language).text
    days = (PartialDate(one) if one else None for one in (said["starts_on"], said["ends_on"]))
    bodies = [editions.in_language(one, language).text for one in said["organisers"]]
    return [
        (pgettext("of a person", "Name"), "" if row.revoked_on else row.name),
        (pgettext("label", "Kind"), editions.TITLES[row.kind]),
        (pgettext("label", "Event"), title, event.get_absolute_url() if event else ""),
        (pgettext("label", "When"), span_in_words(*days)),
        (pgettext("label", "Where"), in_a_line(said["place"], editions.in_language(said["country"], language).text)),
        (pgettext("label", "Certified"), "" if row.revoked_on else in_rows(editions.certified(said, language))),
        (_("Organised by"), in_rows(bodies)),
        (pgettext("label", "Issued on"), day(row.issued_on)),
        (pgettext("label", "Number"), row.number),
    ]


def may_keep(user, row):
    """Whether `user` is one of those who keep the event and may read whom the Certificate `row` names."""
    if not user.is_authenticated or not access.keep_certificate(user, row):
        return False
    return Certificate.objects.visible_to(user).filter(pk=row.pk).exists()


@public
@never_cache
def certificate_file(request, number):
    """The certificate as PDF: for its holder by the key of their own address, and for those who keep the event."""
    row = Certificate.objects.select_related("event").filter(number=number).first()
    if row is None or not row.name:
        raise Http404(_("There is no such page."))
    is_staff = may_keep(request.user, row)
    if not is_staff and not constant_time_compare(request.GET.get("key", ""), row.token):
        raise Http404(_("There is no such page."))
    language = request.GET.get("language", "")
    if language not in ("", *SITE):
        raise Http404(_("There is no certificate in this language."))
    if row.revoked_on:
        return redirect(row)
    return sheets(request, [row], f"certificate-{row.number}", row.get_absolute_url(), language)


def sheets(request, rows, name, back, language=""):
    """`rows` as a PDF called `name`, without those that cannot be set; the next page says whose and why.

    Where none can be, that is the page `back`.
    """
    try:
        content = editions.certificates(rows, language)
    except CannotSet as trouble:
        good = editions.settable(rows, language)
        names = in_rows(one.name for one in rows if one not in good)
        sentence = _("The certificate of “{name}” cannot be set as PDF: {trouble}")
        messages.error(request, sentence.format(name=names, trouble=trouble))
        if not good:
            return redirect(back)
        content = editions.certificates(good, language)
    return as_pdf(content, name, is_listed=False)
