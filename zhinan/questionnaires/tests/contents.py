"""Contents of questionnaires for property tests, and small XLSForm workbooks."""

import io

from hypothesis import strategies as st

from zhinan.kit.languages import LANGUAGES
from zhinan.kit.sheets import Page, write_pages

from ..models import (
    ORDINAL,
    TEXTS,
    WITH_CHOICES,
    Choice,
    Comparison,
    Condition,
    Content,
    Group,
    How,
    Kind,
    Question,
    Section,
)
from ..rules import xlsform
from ..rules.content import GROUPING

SEVERAL = {Kind.MULTIPLE, Kind.RANKING}
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
WORDS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"], exclude_characters="$#"
    ),
    min_size=1,
    max_size=12,
)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
NUMBERS = st.integers(-1000, 1000).map(str) | st.sampled_from(["0.5", "1.50", "1e3"])
BY_NUMBER = st.sampled_from([How.MORE, How.LESS])


def texts(languages, may_lack=False):
    """{language: text}, of all `languages` or, where some may lack, of any of them."""
    whole = st.fixed_dictionaries(dict.fromkeys(languages, PHRASES))
    return st.dictionaries(st.sampled_from(languages), PHRASES) if may_lack else whole


@st.composite
def choices(draw, languages, least=2, may_apply_not=True):
    """A tuple of choices with different keys."""
    keys = draw(st.lists(st.from_regex(r"[a-zA-Z0-9_]{1,8}", fullmatch=True), min_size=least, max_size=4, unique=True))
    not_applying = draw(st.booleans()) and may_apply_not
    last = len(keys) - 1
    return tuple(
        Choice(key, draw(texts(languages)), not_applying and place == last and place > 1)
        for place, key in enumerate(keys)
    )


@st.composite
def comparisons(draw, earlier):
    """A Comparison on one of the `earlier` questions."""
    cause = draw(st.sampled_from(earlier))
    how = How.ANSWERED
    if cause.kind not in {Kind.GRID, Kind.FILE, Kind.CONSENT}:
        how = draw(st.sampled_from(How) if cause.kind == Kind.NUMBER else st.sampled_from([How.IS, How.IS_NOT, how]))
    if how == How.ANSWERED:
        return Comparison(cause.key, how)
    if cause.kind == Kind.NUMBER:
        return Comparison(cause.key, how, draw(NUMBERS))
    if cause.choices:
        return Comparison(cause.key, how, draw(st.sampled_from(cause.choices)).key)
    return Comparison(cause.key, how, draw(PHRASES | st.sampled_from(["it's", 'so "good"', 'it\'s "so" good'])))


@st.composite
def conditions(draw, earlier):
    """A Condition on `earlier` questions; one test alone stands for all of them."""
    if not earlier or draw(st.integers(0, 2)):
        return Condition()
    found = tuple(draw(st.lists(comparisons(earlier), min_size=1, max_size=3)))
    return Condition(found, len(found) == 1 or draw(st.booleans()))


@st.composite
def questions(draw, key, languages, earlier, groups):
    """A question called `key`, after the `earlier` ones; `groups` are those that none of them tells."""
    kind = draw(st.sampled_from(Kind))
    bounds = {}
    if kind in TEXTS and draw(st.booleans()):
        bounds["words"] = draw(st.integers(1, 2000))
    if kind == Kind.NUMBER or kind in SEVERAL:
        numbers = NUMBERS if kind == Kind.NUMBER else st.integers(1, 2).map(str)  # never more than are offered
        least, most = sorted(draw(st.lists(numbers, min_size=2, max_size=2)), key=float)
        bounds |= {"least": draw(st.sampled_from(["", least])), "most": draw(st.sampled_from(["", most]))}
    return Question(
        key,
        kind,
        draw(texts(languages)),
        draw(texts(languages, may_lack=True)),
        draw(st.booleans()),
        draw(conditions(earlier)),
        draw(choices(languages, 3 if kind in ORDINAL else 2)) if kind in WITH_CHOICES else (),
        draw(choices(languages, 1, may_apply_not=False)) if kind == Kind.GRID else (),
        group=draw(st.sampled_from(groups)) if kind in GROUPING and groups and draw(st.booleans()) else "",
        **bounds,
    )


@st.composite
def contents(draw):
    """A Content that may be published, but for texts of help that lack in some languages."""
    languages = draw(st.lists(st.sampled_from(list(LANGUAGES)), min_size=1, max_size=3, unique=True))
    keys = draw(st.lists(KEYS, min_size=2, max_size=9, unique=True))
    groups = [group for group in Group.values if group]
    count = draw(st.integers(1, min(3, len(keys) // 2)))
    sections, earlier = [], []
    for place in range(count):
        when, asked = draw(conditions(earlier)), []
        for key in keys[count + place :: count]:
            question = draw(questions(key, languages, earlier, groups))
            groups = [group for group in groups if group != question.group]
            earlier.append(question)
            asked.append(question)
        title, guidance = draw(texts(languages)), draw(texts(languages, may_lack=True))
        sections.append(Section(keys[place], title, guidance, when, tuple(asked)))
    return Content(tuple(languages), tuple(sections))


HEAD = ("type", "name", "label::English (en)")
YES_NO = (("list_name", "name", "label::English (en)"), ("yn", "yes", "Yes"), ("yn", "no", "No"))
STEPS = (("list_name", "name", "label::English (en)"), ("s", "1", "Low"), ("s", "2", "High"))


def book(*survey, choices=(), setting=(), **more):
    """A workbook of these rows, each sheet with its headings first."""
    sheets = {"survey": survey, "choices": choices, "settings": setting, **more}
    stream = io.BytesIO()
    write_pages([Page(name, (), rows) for name, rows in sheets.items() if rows], stream)
    return stream.getvalue()


def read(*survey, **sheets):
    """The Reading of a workbook of these rows."""
    return xlsform.read(book(*survey, **sheets))
