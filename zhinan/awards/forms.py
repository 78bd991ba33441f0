"""What is typed about awards, their documents, instalments, payments and match."""

from datetime import date
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import day_input, field_for, narrow

from .models import Agreement, Award, Clause, DueReport, Instalment, Match, MatchStep, Payment, Refund, Signature
from .rules.closing import cash_of

DAYS = (MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2199, 12, 31)))  # a slip lies outside


class Question(forms.Form):
    """What is asked about `record` before something happens to it; `of` names columns of a model that are asked for."""

    of = (None, ())
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, typed=None, uploads=None, *, record, user):
        super().__init__(typed, uploads)
        model, names = self.of
        fields = {name: field_for(model._meta.get_field(name)) for name in names}
        self.fields = {**fields, **self.fields}
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.validators += DAYS
        self.record = record
        narrow(self, user)
        self.begin()

    def begin(self):
        """Fill in what can be known before anything is typed."""

    def today(self, name="on"):
        """Begin with today in the field `name`."""
        self.initial[name] = timezone.localdate()


class AwardForm(Question):
    """How an award of a grant begins; what a committee decided is not asked again."""

    of = (Award, ("payer", "amount", "currency", "match_ratio", "awarded_on", "conditions"))

    def begin(self):
        self.initial |= self.record.told
        self.today("awarded_on")
        for name in self.record.told.keys() & self.fields.keys():
            del self.fields[name]


class ReasonForm(Question):
    """Why something is done."""

    because = forms.CharField(label=pgettext_lazy("field", "Why"), max_length=2000, widget=forms.Textarea)


class TakenBackForm(ReasonForm):
    """On what day, and why, something is taken back."""

    on = forms.DateField(label=pgettext_lazy("field", "On"), widget=day_input())
    field_order = ("on", "because")

    def begin(self):
        self.today()


class DayForm(Question):
    """On what day something happened."""

    on = forms.DateField(label=pgettext_lazy("field", "On"), widget=day_input())

    def begin(self):
        self.today()


class AgreementForm(Question):
    """A document of an award; each kind asks for what it changes."""

    clause = Clause.AGREEMENT
    asks = {
        Clause.AGREEMENT: ("starts_on", "ends_on", "terms"),
        Clause.AMENDMENT: ("reason", "amount", "starts_on", "ends_on", "terms"),
        Clause.EXTENSION: ("reason", "ends_on", "terms"),
        Clause.SUSPENSION: ("reason", "terms"),
        Clause.RESUMPTION: ("reason", "terms"),
        Clause.TERMINATION: ("reason", "terms"),
    }

    def __init__(self, *typed, **words):
        self.of = (Agreement, self.asks[self.clause])
        super().__init__(*typed, **words)

    def begin(self):
        if self.clause == Clause.AGREEMENT:
            grant = self.record.grant
            self.initial |= {
                "starts_on": grant.starts_on and grant.starts_on.earliest,
                "ends_on": grant.ends_on and grant.ends_on.latest,
            }
        for name in ("reason", "amount", "ends_on"):
            if name in self.fields:
                self.fields[name].required = name == "reason" or self.clause == Clause.AGREEMENT
        if self.clause == Clause.EXTENSION:
            self.fields["ends_on"].required = True


class SignatureForm(Question):
    """A signature, with the signed copy."""

    of = (Signature, ("side", "name", "position", "on"))
    copy = forms.FileField(
        label=gettext_lazy("Signed copy"), help_text=gettext_lazy("A scan or a photograph of the signed pages, as PDF.")
    )

    def begin(self):
        missing = self.record.missing()
        self.fields["side"].choices = [(side, side.label) for side in missing]
        self.initial["side"] = missing[0] if missing else None
        self.today()


class InstalmentForm(Question):
    """One more instalment."""

    of = (Instalment, ("amount", "gate", "needs_match", "due_on"))


class DueForm(ReasonForm):
    """Another day on which a report is due, and why."""

    of = (DueReport, ("due_on",))

    def begin(self):
        self.initial["due_on"] = self.record.due_on


class AmountForm(ReasonForm):
    """Another amount for an instalment, and why."""

    of = (Instalment, ("amount",))

    def begin(self):
        self.initial["amount"] = self.record.amount


class PaymentForm(Question):
    """What was paid of an instalment, after the bank's advice."""

    of = (Payment, ("on", "amount", "currency", "reference"))
    advice = forms.FileField(label=gettext_lazy("Bank advice"), required=False)

    def begin(self):
        self.initial |= {"amount": self.record.amount, "currency": self.record.award.currency}
        self.today()


class RefundForm(Question):
    """What came back of money that was not spent, after the bank's advice."""

    of = (Refund, ("on", "amount", "currency", "reference"))
    advice = forms.FileField(label=gettext_lazy("Bank advice"), required=False)

    def begin(self):
        self.initial |= {"amount": max(cash_of(self.record).left, 0) or None, "currency": self.record.currency}
        self.today()


class ClosingForm(DayForm):
    """On what day an award is closed, and why where something is left open."""

    because = forms.CharField(
        label=gettext_lazy("Why it is closed although something is open"), max_length=2000, required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("Where match, action points or lessons are left open. It is kept in the archive."),
    )  # fmt: skip


class MatchForm(Question):
    """A source of match."""

    of = (Match, ("organisation", "kind", "amount", "currency", "valuation_method", "due_on"))

    def begin(self):
        self.initial["currency"] = self.record.currency


class OrganisationForm(Question):
    """Which organisation of the network gives a source of match."""

    of = (Match, ("organisation",))

    def begin(self):
        self.initial["organisation"] = self.record.organisation


class StepForm(Question):
    """That some of a source of match was secured or delivered, with what shows it."""

    of = (MatchStep, ("stage", "on", "amount"))
    evidence = forms.FileField(
        label=gettext_lazy("File that shows it"),
        help_text=gettext_lazy("A letter, an agreement, a delivery note, a bank advice."),
    )

    def begin(self):
        self.initial["amount"] = self.record.amount
        self.today()
