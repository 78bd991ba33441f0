"""What is typed about the rules of a call."""

from decimal import Decimal
from functools import cached_property

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import RecordForm, kept_forms
from zhinan.kit.languages import LANGUAGES
from zhinan.kit.punctuation import in_rows, labelled, listed
from zhinan.kit.quantities import in_digits
from zhinan.kit.walls import WallField, read_walls
from zhinan.kit.zones import check_zone, wall_of

from ..models import CallRules
from ..rules import in_sentences

WHOLE = Decimal(100)
KINDS = ("match_cash", "match_in_kind", "match_technical")
LARGEST = Decimal(10) ** 11  # amounts have eleven digits at most, as those of applications
STOPS = ".。"  # a rule in a line with others ends with none


class RulesForm(RecordForm):
    """The rules of a call that are still being written, folded part by part: one form that is saved at once."""

    folds = True
    deadline_at = WallField(
        label=gettext_lazy("Deadline"),
        help_text=gettext_lazy(
            "By the clocks of the zone below; without it the rules cannot be published. What comes from this minute on "
            "is late."
        ),
    )
    sections = {
        gettext_lazy("Until when"): ("deadline_at", "zone"),
        pgettext_lazy("part of a form", "What is given"): ("currency", "ceiling", "months_most"),
        gettext_lazy("Who may apply"): (
            *("minimum_countries", "counts_ldc", "counts_lldc", "counts_sids", "countries", "one_per_institution"),
            *("languages", "summary_words", "goals"),
        ),
        gettext_lazy("What others give"): (
            *("match_ratio", "match_cash", "match_in_kind", "match_technical", "is_match_secured"),
        ),
        gettext_lazy("How applications are judged"): (
            *("reviewers", "is_blind", "bars_nationality", "scale_most", "asks_reasons", "spread"),
        ),
    }
    rows = {
        "themes": ("position", "name"),
        "criteria": ("position", "name", "weight", "guidance"),
        "documents": ("position", "name", "kind", "each_country"),
        "instalments": ("position", "percent", "gate", "needs_match"),
        "reports": ("position", "months", "is_final"),
    }

    class Meta(RecordForm.Meta):
        model = CallRules
        fields = tuple(name for names in (
            ("deadline_at", "zone", "currency", "ceiling", "months_most", "minimum_countries"),
            ("counts_ldc", "counts_lldc", "counts_sids", "countries", "one_per_institution", "languages"),
            ("summary_words", "goals", "match_ratio", "match_cash", "match_in_kind", "match_technical"),
            ("is_match_secured", "reviewers", "is_blind", "bars_nationality", "scale_most", "asks_reasons", "spread"),
        ) for name in names)  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.twice, self.grown = [], options.get("more")
        self.initial["deadline_at"] = wall_of(self.instance.deadline_at, self.instance.zone)
        self.fields["zone"].widget.attrs |= {"autocomplete": "off"}
        self.fields["minimum_countries"].help_text = _(
            "0: there is no minimum. The country that provides the programme is never counted."
        )
        self.fields["zone"].help_text = _("A place whose clocks the call goes by, as Africa/Nairobi, or UTC.")

    def parts(self):
        """The parts, each with what the rules say there now; open where something is to be mended or not saved yet."""
        return [one._replace(held=self.held_in(one), is_open=self.is_open(one)) for one in super().parts()]

    @cached_property
    def sentences(self):
        """[Said] of the rules as they are stored, whatever was typed."""
        stored = CallRules.objects.select_related("currency").filter(pk=self.instance.pk).first()
        return in_sentences(stored) if stored else []

    def held_in(self, part):
        """What the stored rules say in `part`, in a line; rule by rule where there are several."""
        found = [one for one in self.sentences if set(one.names) & set(part.names())]
        lines = [(one.label, in_rows(text.rstrip(STOPS) for text in one.texts)) for one in found]
        return in_rows(labelled(*one) if len(lines) > 1 else one[1] for one in lines)

    def is_open(self, part):
        """Whether `part` must be seen: it holds an error, or what was typed there and is not saved."""
        if not self.is_bound:
            return False
        typed = part.rows.has_changed() if part.rows is not None else set(part.names()) & set(self.changed_data)
        return bool(typed) or self.grown in part.names() or bool(part.troubles())

    def clean_zone(self):
        """A zone whose clocks can be read, before the deadline is read by them."""
        check_zone(self.cleaned_data["zone"])
        return self.cleaned_data["zone"]

    def clean_languages(self):
        """Codes of languages that texts can be held in, each once."""
        codes = list(dict.fromkeys(self.cleaned_data["languages"].replace(",", " ").lower().split()))
        unknown = [code for code in codes if code not in LANGUAGES]
        if unknown or not codes:
            sentence = _("“{codes}” is no language here. Choose among {languages}.")
            raise forms.ValidationError(sentence.format(codes=" ".join(unknown), languages=listed(LANGUAGES)))
        return " ".join(codes)

    def clean_ceiling(self):
        """Refuse an amount that no application could write."""
        ceiling = self.cleaned_data["ceiling"]
        if ceiling is not None and ceiling >= LARGEST:
            raise forms.ValidationError(_("Write less than {amount}.").format(amount=in_digits(LARGEST)))
        return ceiling

    def clean(self):
        """The deadline as a moment, and parts that make up the whole."""
        said = super().clean()
        if "zone" not in self.errors:
            self.twice = read_walls(self, ("deadline_at",), said["zone"], self.instance)
        if said.get("match_ratio") and not any(said.get(name) for name in KINDS):
            self.add_error("match_ratio", _("Nothing counts as match. Choose below what does."))
        self.check_sum("criteria", "weight", _("The weights sum to {sum}. All together they must be 100."))
        self.check_sum("instalments", "percent", _("The instalments sum to {sum}%. All together they must be 100%."))
        return said

    def check_sum(self, name, column, sentence):
        """Say `sentence` above the rows under `name` where what stands in their `column` is not 100 in all."""
        rows = next(each for each in self.sets if each.prefix == name)
        if not all(form.is_valid() for form in rows.forms):
            return
        parts = [form.cleaned_data[column] for form in kept_forms(rows)]
        if parts and sum(parts) != WHOLE:
            rows.non_form_errors().append(sentence.format(sum=in_digits(sum(parts))))

    def warnings(self):
        """A deadline that is over, and an hour that comes twice."""
        found, closes = [(sentence, "") for sentence in self.twice], self.cleaned_data.get("deadline_at")
        if closes is not None and closes <= timezone.now():
            found.append((_("The deadline lies in the past: these rules cannot be published so."), ""))
        return found
