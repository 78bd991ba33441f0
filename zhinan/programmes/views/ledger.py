"""Pages that write the ledger of a project."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from zhinan.accounts.actions import SentBefore, only_once
from zhinan.accounts.views.editing import answers, is_done, opened, page_of_form, sent_before, typed
from zhinan.accounts.views.verbs import Verb
from zhinan.kit.choosers import with_key
from zhinan.kit.guards import allow

from .. import access, actions, forms
from ..models import Posting, Project

VERBS = (
    Verb("reverse", pgettext_lazy("button", "Reverse"), actions.reverse_by_hand, access.correct, forms.ReversalForm),
)
CARRIED = ("is_parallel", "kind", "stage", "on")  # what the next of several postings in a row begins with


@allow(access.post, Project, join=("programme",))
def post(request, project):
    """Adds a contribution to the ledger of a project, after a page that shows the answers."""
    form = opened(request, forms.PostingForm, Posting(project=project))
    words = {"title": _("Add to the ledger: {project}").format(project=project), "step": "check"}
    if not is_done(request, form):
        return page_of_form(request, form, **words, cancel=project.get_absolute_url())
    if not request.POST.get("step", "").startswith("save"):
        shown = {"answers": answers(form), "typed": typed(request), "warnings": form.warnings(), "mark": Posting.mark}
        return render(request, "records/check.html", words | shown | {"kind": words["title"]})
    try:
        with only_once(form.cleaned_data["once"]) as sending:
            posting = actions.post(project, by=request.user, **form.facts())
            sending.address = posting.get_absolute_url()
    except SentBefore as before:
        return sent_before(request, before)
    messages.success(request, _("“{thing}” is in the ledger.").format(thing=posting))
    if request.POST["step"] == "save-add":
        carried = {name: request.POST.get(name, "") for name in CARRIED}
        carried |= {"contributor": with_key(posting.contributor)}
        return redirect(f"{reverse('post', args=[project.slug])}?{urlencode(carried)}")
    return redirect(posting)
