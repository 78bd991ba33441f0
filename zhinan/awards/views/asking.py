"""Pages that ask what a verb of an award needs to know, and do it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.actions import SentBefore, only_once
from zhinan.accounts.views import kind_word
from zhinan.files.actions import attach
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import in_a_line
from zhinan.kit.quantities import money

from .. import access, actions, forms
from ..models import Agreement, Award, Clause, Instalment, Match, MatchStep, Payment

TO_AWARD = ("award__grant__project__programme", "award__currency")
TO_PROGRAMME = ("grant__project__programme", "currency")


def ask(request, record, form, label, act, note="", then=access.award_of):
    """The page with the Question `form` about `record`; once it is answered, `act(answers, user)` is done.

    `then(record)` is the record or the address that follows, by default the award.
    """
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    asked, about = form(*typed, record=record, user=request.user), access.award_of(record)
    if asked.is_bound and asked.is_valid() and done(request, asked, act, then):
        return redirect(then(record))  # an award that was begun has its address by now
    back = resolve_url(then(record) if about.pk else about.grant)
    about = about if about.pk else about.grant
    words = {"record": about, "kind": kind_word(about), "mark": about.mark, "form": asked}
    words |= {"verb": {"label": label, "note": note or subject(record)}, "cancel": back}
    return render(request, "records/verb.html", words)


def subject(record):
    """Which part of an award `record` is, with its amount, so that nobody pays or closes another one; "" for itself."""
    if isinstance(record, Award):
        return ""
    amount, money_of = getattr(record, "amount", None), getattr(record, "match", record)
    currency = getattr(money_of, "currency", None) or access.award_of(record).currency
    return in_a_line(capfirst(str(record)), amount and money(amount, currency.code))


def done(request, form, act, then):
    """Whether `act` was done, once, with what `form` holds; what is refused is said there, and what was typed stays."""
    answers = dict(form.cleaned_data)
    try:
        with only_once(answers.pop("once")) as sending:
            act(answers, request.user)
            sending.address = resolve_url(then(form.record))
    except SentBefore:
        messages.info(request, _("This was sent twice, and written down once."))
    except NotNow as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as trouble:
        for name, errors in getattr(trouble, "error_dict", {None: trouble.messages}).items():
            form.add_error(name if name in form.fields else None, errors)
        return False
    else:
        messages.success(request, _("It is written down."))
    return True


def with_file(award, answers, name, user):
    """`answers` with the upload under `name` as a file of `award`, where there is one."""
    upload = answers[name]
    return answers | {name: upload and attach(award, upload, by=user)}


def asking(rule, model, form, label, act, join=TO_AWARD, then=access.award_of):
    """The view of one verb: `act(record, answers, user)` does it for whom `rule` permits it, and `then` follows."""

    @allow(rule, model, join=join)
    def view(request, record):
        return ask(request, record, form, label, lambda answers, user: act(record, answers, user), then=then)

    return view


@allow(access.keep, Award, join=TO_PROGRAMME)
def draft_document(request, award, clause):
    """Begins a document of the award."""
    if clause not in Clause.values:
        raise Http404(_("There is no such page."))
    clause = Clause(clause)
    form = type("ClauseForm", (forms.AgreementForm,), {"clause": clause})
    return ask(request, award, form, capfirst(clause.label), partial(drafted, clause, award))


def drafted(clause, award, answers, user):
    """Begin a document of `award` that does what `clause` says."""
    actions.draft(award, clause, answers, by=user)


def signed(agreement, answers, user):
    """Write down a signature with its copy."""
    told = with_file(agreement.award, answers, "copy", user)
    actions.sign(agreement, told, by=user, today=timezone.localdate())


def paid(instalment, answers, user):
    """Write down a payment, with the bank's advice where there is one."""
    told = with_file(instalment.award, answers, "advice", user)
    actions.pay(instalment, told, by=user, today=timezone.localdate())


def told(match, answers, user):
    """Write down a step of a source of match, with what shows it."""
    said = with_file(match.award, answers, "evidence", user)
    actions.tell_step(match, said, by=user, today=timezone.localdate())


meet_conditions = asking(
    access.keep, Award, forms.DayForm, gettext_lazy("The conditions are met"),
    lambda award, answers, user: actions.meet_conditions(award, by=user, today=timezone.localdate(), **answers),
    TO_PROGRAMME,
)  # fmt: skip
offer_agreement = asking(
    access.keep, Agreement, forms.Question, gettext_lazy("Offer for signature"),
    lambda agreement, _answers, user: actions.offer(agreement, by=user, now=timezone.now()),
)  # fmt: skip
withdraw_agreement = asking(
    access.keep, Agreement, forms.ReasonForm, pgettext_lazy("button", "Withdraw"),
    lambda agreement, answers, user: actions.withdraw(agreement, by=user, **answers),
)  # fmt: skip
sign_agreement = asking(
    access.keep, Agreement, forms.SignatureForm, gettext_lazy("Write a signature down"), signed
)  # fmt: skip
add_instalment = asking(
    access.keep, Award, forms.InstalmentForm, gettext_lazy("Add an instalment"),
    lambda award, answers, user: actions.add_instalment(award, answers, by=user), TO_PROGRAMME,
)  # fmt: skip
set_instalment = asking(
    access.keep, Instalment, forms.AmountForm, gettext_lazy("Change the amount"),
    lambda instalment, answers, user: actions.set_amount(instalment, by=user, **answers),
)  # fmt: skip
drop_instalment = asking(
    access.keep, Instalment, forms.ReasonForm, gettext_lazy("Drop the instalment"),
    lambda instalment, answers, user: actions.drop(instalment, by=user, **answers),
)  # fmt: skip
approve_instalment = asking(
    access.approve, Instalment, forms.Question, gettext_lazy("Approve for payment"),
    lambda instalment, _answers, user: actions.approve(instalment, by=user, on=timezone.localdate()),
)  # fmt: skip
unapprove_instalment = asking(
    access.approve, Instalment, forms.Question, gettext_lazy("Take the approval back"),
    lambda instalment, _answers, user: actions.unapprove(instalment, by=user),
)  # fmt: skip
pay_instalment = asking(access.pay, Instalment, forms.PaymentForm, gettext_lazy("Write the payment down"), paid)
take_back_payment = asking(
    access.take_back, Payment, forms.TakenBackForm, gettext_lazy("Take the payment back"),
    lambda payment, answers, user: actions.take_back(payment, by=user, today=timezone.localdate(), **answers),
    ("instalment__award__grant__project__programme", "instalment__award__currency"),
)  # fmt: skip
add_match = asking(
    access.keep, Award, forms.MatchForm, gettext_lazy("Add a source of match"),
    lambda award, answers, user: actions.add_match(award, answers, by=user), TO_PROGRAMME,
)  # fmt: skip
name_match = asking(
    access.keep, Match, forms.OrganisationForm, gettext_lazy("Which organisation gives it"),
    lambda match, answers, user: actions.name_organisation(match, answers["organisation"], by=user),
)  # fmt: skip
tell_match = asking(access.tell_match, Match, forms.StepForm, gettext_lazy("Secured or delivered"), told)
verify_step = asking(
    access.verify, MatchStep, forms.Question, pgettext_lazy("button", "Verify"),
    lambda step, _answers, user: actions.verify_step(step, by=user),
    ("match__award__grant__project__programme", "match__award__currency"),
)  # fmt: skip
take_back_step = asking(
    access.verify, MatchStep, forms.TakenBackForm, gettext_lazy("Take the step back"),
    lambda step, answers, user: actions.take_back_step(step, by=user, today=timezone.localdate(), **answers),
    ("match__award__grant__project__programme", "match__award__currency"),
)  # fmt: skip
