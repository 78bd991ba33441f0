"""What is typed about contributions: a posting, and its reversal."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.files.access import readable
from zhinan.kit.forms import RecordForm, day_input

from ..models import Kind, PartyName, Posting
from ..rules import dollars_for

RUNNING = (PartyName.FUNDING, PartyName.ACCOUNTABLE, PartyName.EXTENDING)  # whose money the programme's own is
MONEY = ("amount", "currency", "usd_rate", "rate_on")


class PostingForm(RecordForm):
    """A contribution to a project; a rate that is left empty is the newest one kept for the day."""

    sections = {
        pgettext_lazy("part of a form", "Who"): ("contributor", "is_parallel"),
        pgettext_lazy("part of a form", "What it is"): ("kind", "stage", "on"),
        gettext_lazy("In money"): MONEY,
        gettext_lazy("In goods, days of work or other units"): ("quantity", "unit", "valuation_method"),
        gettext_lazy("What shows it"): ("evidence", "evidence_file"),
    }

    class Meta(RecordForm.Meta):
        model = Posting
        fields = (
            *("contributor", "is_parallel", "kind", "stage", "on", "amount", "currency", "usd_rate", "rate_on"),
            *("quantity", "unit", "valuation_method", "evidence", "evidence_file"),
        )

    def __init__(self, *args, **options):
        """Partners' money is what somebody says it is: nobody's is counted so unasked."""
        super().__init__(*args, **options)
        self.initial["is_parallel"] = bool((options.get("initial") or {}).get("is_parallel"))
        self.fields["is_parallel"].help_text = _(
            "Tick this for what partners give beside the grant. Leave it out for what fund or programme pays."
        )

        self.offer_files()

    def offer_files(self):
        """Let one of the project's files be chosen as what shows it; nothing is asked where it has none."""
        field, files = self._meta.model._meta.get_field("evidence_file"), readable(self.instance.project, self.user)
        self.fields["evidence_file"] = field.formfield(queryset=files)
        if not files.exists():
            del self.fields["evidence_file"]

    def clean(self):
        """Ask for what belongs together at the field that lacks it, then fill the rate."""
        said = super().clean()
        for name, is_missing, sentence in self.lacking(said):
            if is_missing and name not in self.errors:
                self.add_error(name, sentence)
        if not self.errors:
            self.fill_rate(said)
        return said

    def lacking(self, said):
        """[(field, whether it lacks, the sentence that says so)] of what was `said`."""
        has = {name: said.get(name) not in (None, "") for name in said}
        is_cash, has_any = said.get("kind") == Kind.CASH, has.get("amount") or has.get("quantity")
        either = _("Write an amount, or a quantity with its unit.")
        return [
            ("amount", is_cash and not has.get("amount"), _("Cash has an amount.")),
            ("amount", not is_cash and not has_any, either),
            ("amount", has.get("amount") and said["amount"] <= 0, _("Write an amount above zero.")),
            ("quantity", has.get("quantity") and said["quantity"] <= 0, _("Write a quantity above zero.")),
            ("currency", has.get("amount") and not has.get("currency"), _("Say which currency the amount is in.")),
            ("amount", has.get("currency") and not has.get("amount"), _("Write the amount in this currency.")),
            ("unit", has.get("quantity") and not has.get("unit"), _("Say what is counted.")),
            (
                "valuation_method",
                has.get("kind") and not is_cash and has.get("amount") and not has.get("valuation_method"),
                _("Say how the value of what is not cash was found."),
            ),
            ("usd_rate", has.get("rate_on") and not has.get("usd_rate"), _("Write the rate of this day.")),
            ("usd_rate", has.get("usd_rate") and said["usd_rate"] <= 0, _("Write a rate above zero.")),
            ("rate_on", has.get("usd_rate") and not has.get("rate_on"), _("Say of which day this rate is.")),
        ]

    def fill_rate(self, said):
        """Take the newest rate kept for the currency until the day of the posting, where none was written."""
        if said["amount"] is None or said["usd_rate"] is not None:
            return
        if found := dollars_for(said["currency"], said["on"]):
            said["usd_rate"], said["rate_on"] = found

    def facts(self):
        """{name: value} of a valid form, as `actions.post` takes them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}

    def whose(self, contributor, is_parallel):
        """A warning where money of who runs the programme is called a partner's, or a partner's the grant's own."""
        programme = self.instance.project.programme
        runs = programme is not None and programme.parties.filter(organisation=contributor, role__in=RUNNING).exists()
        if is_parallel and runs:
            sentence = _("“{organisation}” runs the programme, and this is called a partner's money, beside the grant.")
        elif programme is not None and not is_parallel and not runs:
            sentence = _("“{organisation}” does not run the programme, and this is called the grant's own money.")
        else:
            return []
        return [(sentence.format(organisation=contributor), contributor.get_absolute_url())]

    def warnings(self):
        """Whose money it is, the same contribution once more, a day that has not come, an amount without a rate."""
        said = self.cleaned_data
        found = self.whose(said["contributor"], said["is_parallel"])
        same = {name: said[name] for name in ("contributor", "kind", "stage", "on", "amount", "currency", "quantity")}
        if Posting.objects.filter(project=self.instance.project, reversal=None, **same).exists():
            found.append((_("The same contribution stands in this ledger already."), ""))
        if said["on"] > timezone.localdate():
            found.append((_("This day has not come yet."), ""))
        if said["amount"] is not None and said["usd_rate"] is None:
            sentence = _("No rate of {currency} is kept until that day: the amount will count in no total in dollars.")
            found.append((sentence.format(currency=said["currency"]), ""))
        return found


class ReversalForm(forms.Form):
    """The day on which a posting is taken back, and why."""

    on = forms.DateField(label=pgettext_lazy("field", "On"), initial=timezone.localdate, widget=day_input())
    evidence = forms.CharField(
        label=pgettext_lazy("field", "Why"),
        widget=forms.Textarea,
        help_text=gettext_lazy("The posting stays, and an opposite one with this reason stands under it."),
    )
