"""The poster of a solution: what stands on it, in one language or in two side by side."""

import hashlib
import json
from base64 import b64encode
from datetime import UTC, date, datetime, time

import segno
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from zhinan.files.models import open_content
from zhinan.kit import typesetting
from zhinan.kit.dates import span_in_words
from zhinan.kit.languages import SITE, Said, mark_of, said, set_in, spoken, texts
from zhinan.kit.punctuation import in_a_line, in_rows, labelled, listed
from zhinan.kit.templatetags.kit import day
from zhinan.programmes.models import PartyName

from .excerpts import paragraphs, told
from .gathering import gathered

SIZES = {"a1": "A1", "a0": "A0"}
MOST_COUNTRIES = 14
MOST_INSTITUTIONS = 4
LARGEST_PICTURE = 1600  # pixels: a hall reads it from two metres, and a set of sixty still goes through a mail
NO_CHANGE = date(2000, 1, 1)  # the moment of a document about a record whose history tells nothing
FIRST = (PartyName.IMPLEMENTING, PartyName.PIVOTAL, PartyName.FIRST_PROVIDER, PartyName.ACCOUNTABLE, PartyName.AUTHOR)


def poster(solution, user, size, language=""):
    """The poster of `solution` as the bytes of a PDF in `size`, one of SIZES.

    `language` is one of SITE; empty, both where the solution has texts in both, else the reader's. May raise
    CannotSet.
    """
    (material,) = gathered([solution], user)
    return printed([material], size, language, str(solution))


def printed(materials, size, language, title, **more):
    """Posters of `materials` one after the other as the bytes of a PDF called `title`; `more` goes to the template."""
    numbers = more.pop("numbers", [""] * len(materials))
    sheets = [payload(one, language, number) for one, number in zip(materials, numbers, strict=True)]
    last = max((one.changed_on for one in materials if one.changed_on), default=NO_CHANGE)
    words = {"title": title, "lang": spoken(), "size": size, "posters": sheets, "list": None, **more}
    folder, moment = settings.FOLDER / "documents", datetime.combine(last, time(), UTC)
    return typesetting.kept_pdf(folder, "poster", words, timestamp=moment)


def payload(material, language="", number=""):
    """What the template sets of `material`: words, numbers and drawings only, nothing of it is markup."""
    solution = material.solution
    languages = languages_of(solution, language)
    address = f"{settings.ADDRESS}{solution.get_absolute_url()}"
    told_of = {
        "number": str(number),
        "lang": languages[0],
        "titles": in_each(solution, "title", titled_in(solution, language, languages)),
        "who": [who(material, one, languages) for one in languages],
        "columns": [column(solution, one, languages) for one in languages],
        "figures": figures(solution, languages),
        "goals": goals(solution, languages),
        "picture": picture(material.cover),
        "foot": [foot(material, one) for one in languages],
        "address": address.partition("://")[2].rstrip("/"),
        "qr": segno.make(address, error="m", micro=False).svg_inline(border=0, dark="#14212e", omitsize=True),
    }
    hashed = hashlib.sha256(json.dumps(told_of, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]
    return told_of | {"edition": edition(material, languages, hashed)}


def languages_of(solution, language):
    """The languages of the poster: the one asked for, else both where the solution has texts in both."""
    if language:
        return [language]
    found = [one for one in SITE if one in texts(solution, "challenges") or one in texts(solution, "towards")]
    return found if len(found) == len(SITE) else [set_in(spoken())]


def titled_in(solution, language, languages):
    """The languages of the title: both where the solution is called in both, unless one language is asked for."""
    others = [] if language else [one for one in SITE if one in texts(solution, "title")]
    return list(dict.fromkeys([*languages, *others]))


def in_each(record, field, languages):
    """What `record` says under `field` in each of `languages` as {"text", "lang"}, each text once."""
    found = dict.fromkeys(said(record, field, one) for one in languages)
    return [{"text": one.text, "lang": one.language} for one in found if one.text]


def named(record, language):
    """What `record` is called in `language`, or as near to it as it says."""
    return said(record, "name", language).text


def institutions(material, language):
    """The names of those who carry a solution: who implement it, else the programme that does, else its network."""
    found = [party.organisation for role in FIRST for party in material.parties if party.role == role]
    names = [named(one, language) for one in found if one is not None]
    for other in (material.implementing_programme, material.network):
        names = names or ([named(other, language)] if other is not None else [])
    return list(dict.fromkeys(names))[:MOST_INSTITUTIONS]


def countries(material, language):
    """The countries of a solution, else its words for them, else those of who takes part, with those names alone."""
    found = list(material.solution.countries.all())
    if not found and material.solution.scope:
        return material.solution.scope
    found = found or [party.country or party.organisation.country for party in material.parties if party.role in FIRST]
    names = list(dict.fromkeys(named(one, language) for one in found if one is not None))
    more = len(names) - MOST_COUNTRIES
    if more > 0:
        return _("{countries} and {n} more").format(countries=listed(names[:MOST_COUNTRIES]), n=more)
    return listed(names)


def who(material, language, languages):
    """{"lang", "lead", "institutions", "countries", "time"} in words, what is not known being empty."""
    solution = material.solution
    lead = said(solution, "subtitle", language)
    if lead.language != language and lead.language in languages:  # it stands beside
        lead = Said("", language)
    with override(SITE[language]):
        return {
            "lang": language,
            "lead": {"text": lead.text, "lang": lead.language},
            "institutions": in_rows(institutions(material, language)),
            "countries": countries(material, language),
            "time": in_a_line(span_in_words(solution.starts_on, solution.ends_on), solution.get_status_display()),
        }


def column(solution, language, languages):
    """{"lang", "parts"}: the problem and the solution under their headings, without what is not told.

    What is told in another language only stands here in that one, unless it has a column of its own.
    """
    with override(SITE[language]):
        headings = {"challenges": _("Challenges"), "towards": _("Towards a solution")}
        parts = []
        for field, heading in headings.items():
            found = said(solution, field, language)
            if found.text.strip() and (found.language == language or found.language not in languages):
                note, lines = str(mark_of(found.language)), paragraphs(found.text)
                parts.append({"heading": heading, "note": note, "lang": found.language, "paragraphs": lines})
    return {"lang": language, "parts": parts}


def figures(solution, languages):
    """Numbers that the solution tells, as {"before", "number", "words"}; beside it `others` in a second language."""
    spoken_of = [said(solution, "towards", one) for one in languages]
    found = [told(one.text, one.language) for one in dict.fromkeys(spoken_of)]
    rows = []
    for one in found[0]:
        again = next((two for two in (found[1] if len(found) > 1 else []) if two.number == one.number), None)
        others = [{"words": again.words, "lang": spoken_of[1].language}] if again else []
        rows.append({**one._asdict(), "lang": spoken_of[0].language, "others": others})
    return rows


def goals(solution, languages):
    """The goals, the primary one first and none twice, as {"number", "names", "colour", "on", "is_main"}."""
    main = solution.primary_goal
    others = [one for one in solution.secondary_goals.all() if one != main]
    return [
        {
            "number": str(one.number),
            "names": in_each(one, "name", languages),
            "colour": one.colour,
            "on": "#ffffff" if luminance(one.colour) < 0.19 else "#000000",
            "is_main": one == main,
        }
        for one in ([main] if main else []) + others
    ]


def luminance(colour):
    """The relative luminance of a `colour` as #A1B2C3, from 0 to 1, after WCAG."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def picture(file):
    """A picture as {"svg", "ratio", "alt", "caption", "credit"}; None for none.

    The drawing holds the picture, since a template opens no file.
    """
    if file is None:
        return None
    width = LARGEST_PICTURE if LARGEST_PICTURE in file.widths() else file.width
    stored, kind = (file.stored_at(width), "image/webp") if width != file.width else (file.stored, file.kind)
    with open_content(stored) as body:
        content = b64encode(body.read()).decode()
    height = file.height_at(width)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:{kind};base64,{content}"/></svg>'
    )
    words = {"alt": file.alt or str(file), "caption": file.caption, "credit": file.credit}
    return {"svg": svg, "ratio": height / width, **words}


def foot(material, language):
    """{"lang", "more", "programme", "source"}: where to read on, whose programme it is, where it was read."""
    with override(SITE[language]):
        label, source = pgettext("label", "Programme"), pgettext("of a chart", "Source")
        programme = material.programme
        return {
            "lang": language,
            "more": _("The whole solution, its sources and its contacts:"),
            "programme": labelled(label, named(programme, language)) if programme else "",
            "source": labelled(source, in_rows(material.sources)) if material.sources else "",
        }


def edition(material, languages, hashed):
    """The edition in words: the day of the last change, and a hash of all that the poster shows."""
    with override(SITE[languages[0]]):
        when = day(material.changed_on)
        return capfirst(labelled(pgettext("label", "Edition"), in_a_line(when, hashed)))
