"""What is typed about a section and a question."""

from anyascii import anyascii
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.kit.languages import LANGUAGES, SITE
from zhinan.kit.punctuation import in_rows

from ..models import (
    ORDINAL,
    TEXTS,
    WITH_CHOICES,
    Choice,
    Comparison,
    Condition,
    Group,
    How,
    Kind,
    Question,
    Section,
)
from ..rules.content import KEY
from ..rules.editing import free_key

TESTS = 3  # comparisons of a condition
NA = "na"
SIZES = {"max_digits": 15, "decimal_places": 6}
STEPS = (  # of the scale that stands where somebody writes none, from the least agreement to the most
    pgettext_lazy("scale of agreement", "Strongly disagree"),
    pgettext_lazy("scale of agreement", "Disagree"),
    pgettext_lazy("scale of agreement", "Neither agree nor disagree"),
    pgettext_lazy("scale of agreement", "Agree"),
    pgettext_lazy("scale of agreement", "Strongly agree"),
)
NEEDED = {  # fields that only some kinds of answers have
    "choices": WITH_CHOICES,
    "has_na": WITH_CHOICES - {Kind.RANKING},
    "rows": {Kind.GRID},
    "words": TEXTS,
    "least": {Kind.NUMBER, Kind.MULTIPLE},
    "most": {Kind.NUMBER, Kind.MULTIPLE},
    "group": {Kind.SINGLE, Kind.COUNTRY},
}
SILENT = (How.IS, "1")  # what a field of a condition that says nothing holds


def in_the_language(language, text):
    """A stock text in `language`, in English where the site does not speak it."""
    with translation.override(SITE.get(language, language)):
        return str(text)


class TextsForm(forms.Form):
    """A form with texts that stand side by side in every language of the content."""

    texts = {}  # {name: (label, widget, whether the first language must be given)}

    def __init__(self, content, *args, **options):
        self.content = content
        super().__init__(*args, **options)
        for name, (label, widget, required) in self.texts.items():
            for language in content.languages:
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=self.labelled(label, language),
                    widget=widget(attrs={"lang": language, **({"rows": 3} if widget is forms.Textarea else {})}),
                    required=required and language == content.languages[0],
                    max_length=4000,
                )

    def labelled(self, label, language):
        """The label of a text, with its language where there are several."""
        if len(self.content.languages) == 1:
            return label
        return _("{label} ({language})").format(label=label, language=LANGUAGES.get(language, language))

    def said(self, name):
        """{language: text} of what was typed under `name`, without what is empty."""
        typed = {language: self.cleaned_data.get(f"{name}_{language}", "") for language in self.content.languages}
        return {language: text for language, text in typed.items() if text}

    def begin(self, name, texts):
        """Let the fields of `name` begin with `texts`."""
        for language in self.content.languages:
            self.initial.setdefault(f"{name}_{language}", texts.get(language, ""))

    def beside(self, *names):
        """[[bound field]]: the fields of `names`, a text with all its languages."""
        rows = []
        for name in names:
            if name == "when":
                rows += [[self[f"{one}_{place}"] for one in ("if", "how", "value")] for place in range(TESTS)]
                rows.append([self["every"]])
            else:
                rows.append([self[one] for one in (self.names(name) if name in self.texts else [name])])
        return rows

    def names(self, name):
        """The names of the fields of one text."""
        return [f"{name}_{language}" for language in self.content.languages]

    def condition(self):
        """The names that stand for the fields of a condition, where there is something to look back at."""
        return ["when"] if self.earlier else []

    def is_more_open(self):
        """Whether what is folded away says something, or must be mended."""
        fields = [field for row in self.more() for field in row]
        return any(
            field.errors or (field.name != "key" and field.value() not in (None, "", False, *SILENT))
            for field in fields
        )


class SectionForm(TextsForm):
    """A section: its title and what is said before its questions."""

    texts = {
        "title": (pgettext_lazy("of a section", "Title"), forms.TextInput, True),
        "guidance": (gettext_lazy("What is said before its questions"), forms.Textarea, False),
    }

    def __init__(self, content, *args, section=None, **options):
        self.held = section
        super().__init__(content, *args, **options)
        if section is not None:
            self.begin("title", section.title)
            self.begin("guidance", section.guidance)
        earlier = [one for one in content.questions if section is None or is_before(content, one, section)]
        add_condition(self, earlier, section.when if section else Condition())

    def main(self):
        """The fields that are seen first."""
        return self.beside("title", "guidance")

    def more(self):
        """The fields that are folded away."""
        return self.beside(*self.condition())

    def clean(self):
        """Read the condition, too."""
        said = super().clean()
        self.when = read_condition(self)
        return said

    def section(self):
        """The Section of a valid form; a new one has no questions yet."""
        held = self.held or Section(free_key(self.content, f"part_{len(self.content.sections) + 1}"))
        words = {"title": self.said("title"), "guidance": self.said("guidance"), "when": self.when}
        return Section(key=held.key, questions=held.questions, **words)


def is_before(content, question, section):
    """Whether `question` is asked before `section`."""
    keys = [one.key for one in content.sections]
    return keys.index(content.section_of(question.key).key) < keys.index(section.key)


class QuestionForm(TextsForm):
    """One question, its answers to choose from one a line, and when it is asked."""

    texts = {
        "label": (pgettext_lazy("of a questionnaire", "Question"), forms.TextInput, True),
        "help": (pgettext_lazy("of a question", "Help"), forms.TextInput, False),
        "choices": (gettext_lazy("Answers to choose from, one a line"), forms.Textarea, False),
        "rows": (gettext_lazy("Statements of a grid, one a line"), forms.Textarea, False),
    }
    kind = forms.ChoiceField(label=gettext_lazy("What the answer is"), choices=Kind)
    is_required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    has_na = forms.BooleanField(label=gettext_lazy("Offers “does not apply”, which is counted apart"), required=False)
    words = forms.IntegerField(label=gettext_lazy("Most words of a text"), min_value=1, max_value=5000, required=False)
    least = forms.DecimalField(label=gettext_lazy("Least number, or fewest answers to choose"), required=False, **SIZES)
    most = forms.DecimalField(label=gettext_lazy("Greatest number, or most answers to choose"), required=False, **SIZES)
    group = forms.ChoiceField(
        label=gettext_lazy("All answers can be crossed by this: it tells"), choices=Group, required=False
    )
    key = forms.RegexField(
        KEY.pattern,
        label=pgettext_lazy("of a question", "Short name"),
        required=False,
        help_text=gettext_lazy("Joins the answers of versions and years; left empty it is made from the question."),
        error_messages={
            "invalid": gettext_lazy("Begin with a letter; small letters, digits and _ alone, at most 40 of them.")
        },
    )

    def __init__(self, content, *args, question=None, section=None, **options):
        self.held = question
        super().__init__(content, *args, **options)
        self.show_for_kinds()
        if question is not None:
            self.begin_with(question)
        last = question.key if question is not None else (section.questions[-1].key if section.questions else "")
        earlier = earlier_than(content, section, last, question is None)
        add_condition(self, earlier, question.when if question is not None else Condition())

    def show_for_kinds(self):
        """Let a script show only what the chosen kind of answer needs."""
        for name, kinds in NEEDED.items():
            for one in self.names(name) if name in self.texts else [name]:
                self.fields[one].when = "\n".join(("any", *sorted(f"kind is {kind}" for kind in kinds)))

    def main(self):
        """The fields that are seen first."""
        return self.beside("label", "kind", "choices", "has_na", "rows", "is_required")

    def more(self):
        """The fields that are folded away."""
        return self.beside("help", "words", "least", "most", "group", *self.condition(), "key")

    def begin_with(self, question):
        """Let the form begin with what `question` says."""
        for name in ("kind", "is_required", "words", "least", "most", "group", "key"):
            self.initial.setdefault(name, getattr(question, name))
        self.initial.setdefault("has_na", any(one.is_na for one in question.choices))
        self.begin("label", question.label)
        self.begin("help", question.help)
        plain_choices = [one for one in question.choices if not one.is_na]
        for name, offered in (("choices", plain_choices), ("rows", question.rows)):
            self.begin(name, lines_of(offered, self.content.languages))

    def clean_key(self):
        """The short name; another question may not have it."""
        key, taken = self.cleaned_data["key"], {one.key for one in (*self.content.sections, *self.content.questions)}
        if key and key in taken - ({self.held.key} if self.held else set()):
            raise ValidationError(_("Another question or section is called so. Choose another short name."))
        return key

    def clean(self):
        """Read answers, statements and the condition."""
        said = super().clean()
        self.when = read_condition(self)
        kind = said.get("kind", "")
        needs = {"choices": kind in WITH_CHOICES, "rows": kind == Kind.GRID}
        for name, needed in needs.items():
            lines = {one: self.lines(name, one) for one in self.content.languages}
            self.check_lines(name, lines, needed and not (name == "choices" and kind in ORDINAL))
        return said

    def lines(self, name, language):
        """The lines that were typed under `name` in one language."""
        typed = self.cleaned_data.get(f"{name}_{language}", "").splitlines()
        return [line.strip() for line in typed if line.strip()]

    def check_lines(self, name, lines, needed):
        """Refuse what cannot be offered: nothing, the same line twice, languages with another number of lines."""
        first = self.content.languages[0]
        if needed and not lines[first]:
            self.add_error(f"{name}_{first}", _("Write at least one line."))
        for language, said in lines.items():
            if len(set(said)) < len(said):
                self.add_error(f"{name}_{language}", _("A line stands here twice. Write each once."))
            if said and len(said) != len(lines[first]):
                words = {"count": len(said), "first": len(lines[first])}
                sentence = _("These are {count} lines, those of the first language {first}. Give each line its own.")
                self.add_error(f"{name}_{language}", sentence.format(**words))

    def offered(self, name, held):
        """The choices or statements that were typed, which keep the keys of those that they were."""
        first, found = self.content.languages[0], []
        lines = {language: self.lines(name, language) for language in self.content.languages}
        known = {one.label.get(first): one.key for one in held}
        gone = known.keys() - set(lines[first])  # only what stands nowhere any more was written anew at its place
        for place, line in enumerate(lines[first]):
            is_anew = len(held) == len(lines[first]) and held[place].label.get(first) in gone
            same_place = held[place].key if is_anew else ""
            taken = [one.key for one in found]
            key = unused(known.get(line) or same_place or key_from(line, f"{name[0]}{place + 1}"), taken)
            said = {language: texts[place] for language, texts in lines.items() if place < len(texts)}
            found.append(Choice(key, said))
        return tuple(found)

    def question(self):
        """The Question of a valid form."""
        said, held = self.cleaned_data, self.held or Question("", "")
        label, kind = self.said("label"), said["kind"]
        base = said["key"] or held.key or key_from(next(iter(label.values())), "q")
        return Question(
            key=base if base == held.key else free_key(self.content, base),
            kind=kind,
            label=label,
            help=self.said("help"),
            is_required=said["is_required"],
            when=self.when,
            choices=self.choices(kind, [one for one in held.choices if not one.is_na]),
            rows=self.offered("rows", held.rows) if kind == Kind.GRID else (),
            words=said["words"],
            least=digits(said["least"]),
            most=digits(said["most"]),
            group=said["group"],
        )

    def choices(self, kind, held):
        """The answers that are offered: those of the lines, else a scale of agreement; “does not apply” last."""
        if kind not in WITH_CHOICES:
            return ()
        found = self.offered("choices", held)
        if not found and kind in ORDINAL:
            said = [{one: in_the_language(one, step) for one in self.content.languages} for step in STEPS]
            found = tuple(Choice(f"c{place}", texts) for place, texts in enumerate(said, 1))
        if self.cleaned_data["has_na"]:
            word = pgettext_lazy("answer", "Does not apply")
            found = (*found, Choice(NA, {one: in_the_language(one, word) for one in self.content.languages}, True))
        return found


def key_from(text, otherwise):
    """A short name made from `text`, or `otherwise` where nothing is left of it."""
    words = slugify(anyascii(text)).replace("-", "_")[:30].strip("_")
    return words if words[:1].isalpha() else otherwise


def unused(key, taken):
    """`key`, with a number where it is `taken`."""
    numbers = (f"{key}_{number}" for number in range(2, len(taken) + 3))
    return key if key not in (*taken, NA) else next(one for one in numbers if one not in taken)


def lines_of(offered, languages):
    """{language: lines} of choices or statements."""
    return {language: "\n".join(one.label.get(language, "") for one in offered) for language in languages}


def digits(number):
    """A Decimal as plain digits, an empty text for None."""
    return "" if number is None else f"{number.normalize():f}"


def earlier_than(content, section, key, with_it):
    """The questions that are asked before the one called `key`, perhaps with it; all before `section` without a key."""
    found = []
    for one in content.questions:
        if one.key == key:
            return [*found, one] if with_it else found
        if not key and content.sections.index(content.section_of(one.key)) >= content.sections.index(section):
            return found
        found.append(one)
    return found


def add_condition(form, earlier, condition):
    """Give `form` the fields of a condition on the questions `earlier`."""
    form.earlier = earlier
    if not earlier:
        return
    questions = [("", pgettext("nothing chosen", "–")), *((one.key, form.content.said(one.label)) for one in earlier)]
    for place in range(TESTS):
        test = condition.tests[place] if place < len(condition.tests) else Comparison("", How.IS)
        words = {"required": False, "initial": test.question, "choices": questions}
        form.fields[f"if_{place}"] = forms.ChoiceField(label=gettext_lazy("Asked only if"), **words)
        form.fields[f"how_{place}"] = forms.ChoiceField(
            label=pgettext_lazy("condition", "how"), choices=How, initial=test.how, required=False
        )
        cause = next((one for one in earlier if one.key == test.question), None)
        chosen = cause.choice(test.value) if cause else None
        value = form.content.said(chosen.label) if chosen else test.value
        form.fields[f"value_{place}"] = forms.CharField(
            label=pgettext_lazy("condition", "answer"), max_length=200, initial=value, required=False
        )
    form.fields["every"] = forms.ChoiceField(
        label=gettext_lazy("Where there are several conditions"),
        choices=[("1", gettext_lazy("all of them hold")), ("", gettext_lazy("any of them holds"))],
        initial="1" if condition.every else "",
        required=False,
    )


def read_condition(form):
    """The Condition that was typed; an answer may be written by its words or by its short name."""
    tests = []
    for place in range(TESTS if form.earlier else 0):
        said = {name: form.cleaned_data.get(f"{name}_{place}", "") for name in ("if", "how", "value")}
        if not said["if"]:
            continue
        cause = next(one for one in form.earlier if one.key == said["if"])
        value = "" if said["how"] == How.ANSWERED else said["value"].strip()
        named = (
            one.key for one in cause.choices if value.casefold() in {text.casefold() for text in one.label.values()}
        )
        tests.append(Comparison(cause.key, said["how"] or How.IS, next(named, value)))
        if cause.choices and value and cause.choice(tests[-1].value) is None:
            offered = in_rows(form.content.said(one.label) for one in cause.choices)
            form.add_error(f"value_{place}", _("Write one of its answers: {answers}").format(answers=offered))
    return Condition(tuple(tests), form.cleaned_data.get("every", "1") == "1")
