"""Pages of people and of memberships."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.accounts.views import kind_word
from zhinan.accounts.views.verbs import Verb, buttons
from zhinan.files.views import record_page
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.templatetags.kit import day

from .. import access, forms
from ..actions import memberships, people
from ..models import Membership, Network, Organisation, Person
from ..states import LIFE, State

TONES = {State.APPLIED: "waiting", State.MEMBER: "good", State.SUSPENDED: "waiting", State.DECLINED: "bad"}
WITH_REASON = (State.DECLINED, State.SUSPENDED)
VERBS = (
    Verb("admit", pgettext_lazy("button", "Admit"), memberships.admit, access.decide, forms.OnForm),
    Verb("decline", pgettext_lazy("button", "Decline"), memberships.decline, access.decide, forms.WhyForm),
    Verb("withdraw", gettext_lazy("Withdraw the application"), memberships.withdraw, access.edit_membership),
    Verb("ask_renewal", gettext_lazy("Ask for renewal"), memberships.ask_renewal, access.speak_for),
    Verb("renew", pgettext_lazy("button", "Renew"), memberships.renew, access.decide, forms.UntilForm),
    Verb("suspend", pgettext_lazy("button", "Suspend"), memberships.suspend, access.decide, forms.WhyForm),
    Verb("reinstate", gettext_lazy("End the suspension"), memberships.reinstate, access.decide),
    Verb(
        "announce_leaving",
        gettext_lazy("Say that it leaves"),
        memberships.announce_leaving,
        access.speak_for,
        forms.OnForm,
    ),
    Verb("leave", gettext_lazy("End the membership"), memberships.leave, access.decide, forms.LeaveForm),
)


@allow(access.read, Person, instead=partial(access.merged_into, Person))
def person(request, person):
    """A person with what they are and where."""
    facts = [(_("Country or area"), person.country)]
    if access.reach(request.user, person):
        facts += [
            (_("Mail address"), person.email),
            (_("Consented on"), day(person.consent_on)),
            (_("Consented to"), person.consent_words),
        ]
    positions = person.positions.filter(organisation__in=Organisation.objects.visible_to(request.user))
    more = {"positions": positions.select_related("organisation"), "names": person.names.all()}
    more["may_erase"] = access.reach(request.user, person)
    return record_page(request, "network/person.html", person, facts, edit=access.edit_record, **more)


@allow(access.reach, Person)
def erase_person(request, person):
    """Asks whether everything that is recorded of a person is to go for good, and erases it."""
    if request.method != "POST":
        words = {"record": person, "kind": kind_word(person), "mark": person.mark}
        return render(request, "network/erase.html", words)
    people.erase(person, by=request.user)
    messages.success(request, _("What was recorded of this person is erased."))
    return redirect("list-of-people")


@allow(access.read, Membership, join=("network", "organisation"))
def membership(request, membership):
    """A membership: who, where, from when to when."""
    facts = [
        (pgettext("label", "Organisation"), membership.organisation),
        (pgettext("label", "Network"), membership.network),
        (pgettext("label", "Applied"), membership.applied_on and membership.applied_on.in_words()),
        (pgettext("label", "Joined"), membership.joined_on and membership.joined_on.in_words()),
        (_("Renewed until"), day(membership.renewed_until)),
        (pgettext("label", "Left"), membership.left_on and membership.left_on.in_words()),
    ]
    more = {"state": membership.get_state_display(), "tone": TONES.get(membership.state, "")}
    if access.edit_membership(request.user, membership):
        more |= {"note": membership.note, "reason": membership.reason if membership.state in WITH_REASON else ""}
    more["verbs"] = buttons(membership, request.user, VERBS, LIFE)
    rules = {"edit": access.edit_record, "attach": access.edit_membership}
    return record_page(request, "network/membership.html", membership, facts, **rules, **more)


@allow(access.edit_organisation, Organisation)
def apply(request, organisation):
    """Asks for a membership of an organisation in a network."""
    networks = Network.objects.visible_to(request.user)
    form = forms.ApplicationForm(request.POST or None, networks=networks)
    if form.is_valid():
        try:
            asked = memberships.apply(organisation, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except NotNow as refusal:
            form.add_error("network", str(refusal))
        else:
            messages.success(request, _("The application is with the secretariat."))
            return redirect(asked)
    return render(request, "network/apply.html", {"form": form, "organisation": organisation})
