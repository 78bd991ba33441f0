"""One's own notices, and for administrators the mail that could not be sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult

from zhinan.kit.guards import allow, way
from zhinan.kit.mail import deliver, goes_out
from zhinan.kit.pages import page_number
from zhinan.kit.punctuation import listed

from . import access, actions
from .forms import OftenForm
from .models import Mail, Notice, Often, Rhythm

PER_PAGE = 50


@allow(access.sign_in)
def notices(request):
    """One's own notices, those that are not read first; the form says how often mail comes."""
    rhythm = Rhythm.objects.filter(user=request.user).values_list("often", flat=True).first()
    form = OftenForm(request.POST or None, initial={"often": rhythm or Often.AT_ONCE})
    if request.method == "POST" and form.is_valid():
        actions.choose(request.user, form.cleaned_data["often"], now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("notices")
    found = Notice.objects.visible_to(request.user).unread_first()
    page = Paginator(found, PER_PAGE).get_page(page_number(request))
    names = actions.names_in(page.object_list)
    rows = [(notice, notice.words(names), notice.mail == Mail.FAILED) for notice in page.object_list]
    return render(request, "notices/notices.html", {"page": page, "rows": rows, "form": form})


@allow(access.read, Notice)
def notice(request, notice):
    """What a notice is about; it is read with that."""
    actions.mark_read(Notice.objects.filter(pk=notice.pk), now=timezone.now())
    return redirect(notice.address or "notices")


@require_POST
@allow(access.sign_in)
def read_all(request):
    """Mark all of one's own notices as read."""
    actions.mark_read(Notice.objects.waiting_for(request.user), now=timezone.now())
    return redirect("notices")


def letters():
    """Mails that rooms sent by themselves, as invitations, and that could not be sent."""
    return DBTaskResult.objects.failed().filter(task_path=deliver.module_path).order_by("-finished_at")


@allow(access.administer)
def mail(request):
    """Every mail that could not be sent, with the reason."""
    page = Paginator(Notice.objects.failed().select_related("user"), PER_PAGE).get_page(page_number(request))
    names = actions.names_in(page.object_list)
    rows = [(notice, notice.words(names)) for notice in page.object_list]
    unsent = [
        {"row": row, "to": listed(row.args_kwargs["kwargs"]["to"]), "subject": row.args_kwargs["kwargs"]["subject"]}
        for row in letters()[:PER_PAGE]
    ]
    words = {"page": page, "rows": rows, "letters": unsent, "goes_out": goes_out()}
    return render(request, "notices/mail.html", words | {"mend": way("mail-settings", request.user)})


@require_POST
@allow(access.administer)
def send_again(request):
    """Try again with every notice whose mail was given up."""
    number = actions.send_again(Notice.objects.all(), now=timezone.now())
    words = ngettext("{n} waits to be sent again.", "{n} wait to be sent again.", number)
    messages.success(request, words.format(n=number))
    return redirect("mail")


@require_POST
@allow(access.administer)
def send_letter_again(request, pk):
    """Try again with one mail of its own."""
    letter = get_object_or_404(letters(), pk=pk)
    actions.queue_again(letter)
    messages.success(request, _("It waits to be sent again."))
    return redirect("mail")
