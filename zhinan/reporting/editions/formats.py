"""The report in its formats: JSON, Markdown, HTML and PDF, all from the same figures, sections and findings."""

import hashlib
import json
from datetime import UTC, datetime, time
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from zhinan.kit import typesetting
from zhinan.kit.languages import spoken
from zhinan.kit.punctuation import colon, in_rows, labelled, space
from zhinan.kit.quantities import counted, qualified
from zhinan.kit.templatetags.kit import VERDICTS, day, number

from ..figures import BY_KEY
from .answer import as_data, records_url
from .sections import sections_of

KINDS = {
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
}
FINDINGS = {
    "impossible_combination": pgettext_lazy("kind of finding", "impossible combination"),
    "statement_against_records": pgettext_lazy("kind of finding", "statement against records"),
    "fewer_records_than_said": pgettext_lazy("kind of finding", "fewer records than said"),
    "statement_against_statement": pgettext_lazy("kind of finding", "statement against statement"),
    "percentage_without_base": pgettext_lazy("kind of finding", "percentage without base"),
    "part_larger_than_whole": pgettext_lazy("kind of finding", "part larger than its whole"),
    "sum_against_total": pgettext_lazy("kind of finding", "sum of parts against total"),
    "completed_yet_going_on": pgettext_lazy("kind of finding", "completed yet going on"),
    "secondary_repeats_primary": pgettext_lazy("kind of finding", "secondary goal repeats the primary"),
    "overlapping_programmes": pgettext_lazy("kind of finding", "overlapping programmes"),
}


def kind_in_words(kind):
    """The kind of a finding as a reader expects it."""
    return FINDINGS[kind]


def findings_by_kind(report):
    """[(kind in words, its findings)], each finding with (key, label) of the figures that it is about."""
    groups = {}
    for found in report.findings:
        figures = [(key, BY_KEY[key].declaration.label) for key in found.figures]
        groups.setdefault(found.kind, []).append({"finding": found, "figures": figures})
    return [(kind_in_words(kind), findings) for kind, findings in groups.items()]


def highlights_url(report):
    """Address of the Highlights page of `report`."""
    return reverse("highlights", args=[report.programme.slug, report.year])


def write(report, kind, *, with_findings):
    """`report` in the format `kind` of KINDS, as bytes; the findings only `with_findings`. May raise CannotSet."""
    writers = {"json": _json, "md": _markdown, "html": _html, "pdf": _pdf}
    return writers[kind](report, with_findings)


def tiles(report, keys=None):
    """The figures at a glance, all or those with `keys`: each with words, mark and its list's address."""
    figures = [report.answers.figure(key) for key in keys] if keys else report.figures
    return [
        {
            "value": figure.value,
            "qualifier_key": figure.qualifier,
            "currency": figure.currency,
            "unit": figure.unit,
            "label": figure.declaration.label,
            "n": figure.n() if figure.base is None else figure.base,
            "reason": figure.reason,
            "as_of": report.known_on,
            "url": records_url(report, figure),
            "verdict_key": report.mark(figure),
        }
        for figure in figures
    ]


def edition(report):
    """The first sixteen signs of the SHA-256 of the figures and what is said of them, in any language.

    The same values, records and statements have the same edition, whoever asks.
    """
    told = as_data(report, with_findings=False) | {"as_of": report.as_of.isoformat()}  # so far: the same tomorrow
    for figure in told["figures"]:
        for words in ("label", "definition", "unit", "reason"):
            del figure[words]
        for part in figure["parts"]:
            del part["label"]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _json(report, with_findings):
    told = as_data(report, with_findings=with_findings)
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _markdown(report, with_findings):
    title = labelled(report.programme, _("Highlights %(year)s") % {"year": report.year})
    lines = [f"# {title}", _cut_off(report), "## " + _("At a glance")]
    lines.append("\n".join(f"- **{_tile_value(tile)}** {tile['label']}{_tile_note(tile)}" for tile in tiles(report)))
    for section in sections_of(report):
        lines += [f"## {section.title}", *(block.markdown() for block in section.blocks)]
    if with_findings and report.findings:
        lines.append("## " + _("Findings"))
        lines += [
            f"- **{kind_in_words(found.kind)}**{colon()}{found.message} {_sources(found)}" for found in report.findings
        ]
    return ("\n\n".join(lines) + "\n").encode()


def _html(report, with_findings):
    sheet = Path(settings.BASE_DIR / "zhinan/kit/static/kit/site.css").read_text(encoding="utf-8")
    words = {"report": report, "tiles": tiles(report), "sections": sections_of(report), "sheet": sheet}
    words["groups"] = findings_by_kind(report) if with_findings else None
    return render_to_string(
        "reporting/document.html",
        words | {"cut_off": _cut_off(report), "standalone": True, "address": settings.ADDRESS},
    ).encode()


def _pdf(report, with_findings):
    moment = datetime.combine(report.known_on, time(), UTC)
    folder = settings.FOLDER / "documents"
    return typesetting.kept_pdf(folder, "highlights", _payload(report, with_findings), timestamp=moment)


def _payload(report, with_findings):
    """What the document template sets: words and numbers only, nothing of it is markup."""
    programme, hashed = report.programme, edition(report)
    sections = [
        {
            "id": section.id,
            "title": str(section.title),
            "blocks": [part for block in section.blocks for part in block.printed()],
        }
        for section in sections_of(report)
    ]
    return {
        "lang": spoken(),
        "words": _words(report),
        "title": pgettext("label", "Highlights"),
        "title_zh": "年度要览" if spoken() != "zh" else "",
        "year": str(report.year),
        "running": _("Highlights %(year)s") % {"year": report.year},
        "gap": space(),
        "programme": str(programme),
        "programme_zh": programme.name_zh if spoken() != "zh" else "",
        "cut_off": day(report.known_on),
        "edition": hashed,
        "tiles": [_printed_tile(tile) for tile in tiles(report)],
        "contents": [section["title"] for section in sections],
        "sections": sections,
        "findings": [_printed_finding(found) for found in report.findings] if with_findings else [],
        "colophon": {
            "rows": [[pgettext("label", "Cut-off"), _cut_off_day(report)], [pgettext("label", "Edition"), hashed]],
            "sources": sorted({checked.statement.source.title for checked in report.answers.statements()}),
            "note": _("Each figure is computed from records; the edition is a hash of all figures and statements."),
        },
    }


def _words(report):
    """The words of the PDF's own frame."""
    return {
        "cut_off": _("So far, records as of") if report.is_so_far else _("Records as of"),
        "edition": pgettext("label", "Edition"),
        "at_a_glance": _("At a glance"),
        "contents": _("Contents"),
        "findings": _("Findings"),
        "settle": _("What would settle it:"),
        "colophon": _("Colophon"),
        "sources": _("Sources"),
    }


def _printed_tile(tile):
    """A tile for the PDF."""
    key = tile["verdict_key"]
    mark = pgettext("label", "not supported") if key == "unsupported" else key
    words = {"value": _tile_value(tile), "label": str(tile["label"]), "note": _tile_note(tile).strip(), "mark": mark}
    return words | ({"mark_word": str(VERDICTS[key])} if key in VERDICTS else {})


def _printed_finding(found):
    """A finding for the PDF."""
    return {
        "kind": str(kind_in_words(found.kind)),
        "message": str(found.message),
        "values": [str(value) for value in found.values],
        "sources": list(dict.fromkeys(source.cited() for source in found.sources)),
        "settle": str(found.settle),
    }


def _tile_value(tile):
    """The number of a tile in words: “more than 470”, “USD 258,800”, a dash for none."""
    shown = " ".join(word for word in (tile["currency"], counted(number(tile["value"]), tile["unit"])) if word)
    return qualified(shown, tile["qualifier_key"])


def _tile_note(tile):
    """What stands under a tile's number: n, or the reason why there is none."""
    return f" {tile['reason']}" if tile["reason"] else f" (n = {tile['n']})"


def _cut_off(report):
    """The sentence that tells the period and the cut-off."""
    said = _("Period {period}, records as of {day}.")
    if report.is_so_far:
        said = _("Period {period} so far, records as of {day}.")
    return said.format(period=report.period.in_words(), day=day(report.known_on))


def _cut_off_day(report):
    """The cut-off in words; while it lies ahead, the day of asking with “so far”."""
    known = day(report.known_on)
    return pgettext("a cut-off that lies ahead", "{day}, so far").format(day=known) if report.is_so_far else known


def _sources(found):
    """The places of a finding, in brackets."""
    return "(" + in_rows(dict.fromkeys(source.cited() for source in found.sources)) + ")"
