"""What the rules of a new call begin with: those of a preset and a rubric, or last year's."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import override

from zhinan.kit.languages import ENGLISH, SITE
from zhinan.kit.zones import moment_of, wall_of

from .presets import PRESETS
from .rubrics import RUBRICS, criteria


def begun(preset, rubric, language):
    """{name: value} of the columns and rows of new rules, in the shape of `kit.values.kept`, texts in `language`.

    `preset` and `rubric` are keys or empty; the currency is its code, USD where no preset says another.
    """
    found, rows = {"currency": "USD"}, {}
    with override(SITE.get(language, ENGLISH)):
        if preset:
            found |= PRESETS[preset].values
            rows |= PRESETS[preset].rows
        if rubric:
            rows["criteria"] = criteria(rubric)
        placed = {name: numbered(lines) for name, lines in rows.items()}
    return found | placed


def numbered(lines):
    """Rows with their places, texts in the language of now."""
    words = ({name: str(value) if name == "name" else value for name, value in line.items()} for line in lines)
    return [{"position": place, **line} for place, line in enumerate(words, 1)]


def first_deadline(preset, year):
    """The last minute of the preset's day in `year`, at UTC; None where it names no day."""
    closes = PRESETS[preset].closes if preset else None
    return closes and moment_of(datetime(year, *closes, 23, 59), "UTC").moment


def a_year_later(moment, zone):
    """The moment at which the clocks of `zone` show the same a year later; None for an hour that they leave out."""
    wall = wall_of(moment, zone)
    if wall is None:
        return None
    day = min(wall.day, 28) if wall.month == 2 else wall.day
    try:
        return moment_of(wall.replace(year=wall.year + 1, day=day), zone).moment
    except ValidationError:
        return None


def sources_of(rules, values, language):
    """{name: sentence} of where the CallRules `rules`, that hold `values`, come from, as far as they are still so."""
    preset = rules.preset
    held = {name: without_keys(value) for name, value in values.items()}
    known = begun(preset, "", language) if preset else {}
    told = {}
    for name, source in (PRESETS[preset].sources if preset else {}).items():
        if is_its_day(rules, preset) if name == "deadline_at" else name in known and held[name] == known[name]:
            told[name] = source
    for key, rubric in RUBRICS.items():
        if held["criteria"] == begun("", key, language)["criteria"]:
            told["criteria"] = rubric.source
    return told


def is_its_day(rules, preset):
    """Whether the deadline of `rules` lies on the day that the preset names, by the clocks of its zone."""
    wall = wall_of(rules.deadline_at, rules.zone)
    return wall is not None and (wall.month, wall.day) == PRESETS[preset].closes


def without_keys(value):
    """Rows without the keys that the database gave them; anything else as it is."""
    is_rows = isinstance(value, list) and bool(value) and isinstance(value[0], dict)
    return [{name: one for name, one in row.items() if name != "id"} for row in value] if is_rows else value
