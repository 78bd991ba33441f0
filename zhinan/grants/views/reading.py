"""What somebody reads of an application: which version of it, with or without names."""

from django.http import Http404
from django.utils.translation import gettext as _

from zhinan.files.models import File
from zhinan.files.views.shown import row_of
from zhinan.kit.punctuation import sentences

from .. import access
from ..rules import Reading, content_of
from ..rules.countries import country_verdicts, explained
from ..rules.parts import FileName
from ..states import WRITABLE

JOIN = ("call__programme__provider", "call__questionnaire", "rules__currency", "lead__country", "theme")


def reading_of(user, application):
    """(Reading, Submission): what is written now for its authors as long as they write, else what was submitted last.

    The Submission is None for what is still written. Raises Http404 where there is nothing that `user` reads.
    """
    sent = application.submissions.order_by("-number").first()
    if access.write(user, application) and (application.state in WRITABLE or sent is None):
        return Reading(content_of(application)), None
    if sent is None:
        raise Http404(_("There is no such page."))
    return as_read(user, application, sent), sent


def read_version(user, application, number):
    """(Reading, Submission) of one version of `application`; raises Http404 where it has none of this `number`."""
    sent = application.submissions.filter(number=number).first()
    if sent is None:
        raise Http404(_("There is no such page."))
    return as_read(user, application, sent), sent


def as_read(user, application, sent):
    """The Reading of the Submission `sent`; who reads no names gets none of the other versions either."""
    if access.see_names(user, application):
        return Reading(sent.content)
    others = application.submissions.exclude(pk=sent.pk).values_list("content", flat=True)
    return Reading(sent.content, names=False, others=others)


def head(application, reading):
    """What the pages of `application` begin with."""
    return {"application": application, "call": application.call, "title": reading.title(), "mark": application.mark}


def countries_told(application, reading, rules, on):
    """{"said", "found"}: in words which countries count under `rules`, and [(name, why not)] of those of `reading`.

    None where the call asks for no number of countries; at most 6 queries.
    """
    if not rules.minimum_countries:
        return None
    rules.call = application.call
    verdicts = country_verdicts(reading.content, rules, on)
    seen = [one for one in verdicts if one.code or reading.names]
    found = [(reading.countries.get(one.code, one.name), one.why) for one in seen]
    return {"said": sentences(*explained(rules)), "found": found}


def told_in(application, reading, user):
    """{"sections", "files"}: what stands in `reading`, names of files with their addresses, and the files themselves.

    Who reads no names gets no files; 1 query beside those of the sections.
    """
    sections = reading.sections()
    files = files_in(application, reading, user) if reading.names else None
    rows = {row["file"].pk: row for row in files["papers"]} if files else {}
    for name in names_of_files(sections):
        if found := rows.get(name.key):
            name.address, name.size = found["address"], found["size"]
    return {"sections": sections, "files": files}


def names_of_files(sections):
    """Every FileName in the facts and rows of `sections`."""
    lines = [line for one in sections for line in (*one.facts, *one.rows)]
    return [cell for line in lines for cell in line if isinstance(cell, FileName)]


def files_in(application, reading, user):
    """The files that the content of `reading` names, as `files/list.html` shows them; 1 query."""
    content = reading.content
    held = [one["evidence"] for one in content["match"]] + [one["file"] for one in content["documents"]]
    held += [one for one in content["questions"]["answers"].values() if isinstance(one, dict) and "sha256" in one]
    keys = {one["key"] for one in held if one}
    files = File.objects.about(application).visible_to(user).filter(pk__in=keys) if keys else ()
    return {"pictures": [], "papers": [row_of(application, one) for one in files]}
