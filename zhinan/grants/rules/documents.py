"""Checks of the documents that must come with an application."""

from django.utils.translation import gettext as _

from zhinan.kit.punctuation import labelled, listed, sentences

from ..models import DocumentKind, Endorsement
from .content import endorsement, taking_part
from .countries import participating
from .passing import Check

SIGNED = ("signatory", "position", "institution")


def document_checks(content, rules):
    """Yield one Check for each document that `rules` ask for; 1 query."""
    for document in rules.documents.all():
        rows = [one for one in content["documents"] if is_meant(one, document)]
        yield document_check(document, rows, participating(content) if document.each_country else {})


def not_begun(application, rules):
    """[(RequiredDocument, code of a country or None)] that `rules` ask for and no row stands for; at most 5 queries."""
    rows = [endorsement(one) for one in application.endorsements.select_related("document", "file", "country")]
    found, countries = [], participating(taking_part(application))
    for document in rules.documents.all():
        held = [one for one in rows if is_meant(one, document)]
        there = {one["country"]["key"] for one in held if one["country"]}
        once = [] if held else [None]
        lacking = [code for code in countries if code not in there] if document.each_country else once
        found += [(document, code) for code in lacking]
    return found


def is_meant(row, document):
    """Whether `row` of a content is this `document`: by name and kind, since each version of rules has lines anew."""
    return row["document"] == {"name": document.name, "kind": document.kind}


def document_check(document, rows, countries):
    """Whether `document` is there, from each of `countries` where there are some, with who signed it."""
    sent = [one for one in rows if one["file"]]
    there = {one["country"]["key"] for one in sent if one["country"]}
    lacking = [name for code, name in countries.items() if code not in there]
    unsigned = [one for one in sent if lacks_signature(document, one)]
    mend = sentences(
        lacking and _("Send one from each of these: {names}.").format(names=listed(lacking)),
        not sent and not countries and _("Send the file."),
        len(sent) < len(rows) and _("Send the file of each line, or take the line away."),
        unsigned and _("Write who signed it: {fields}.").format(fields=fields_lacking(unsigned)),
    )
    found = _("{n} there.").format(n=len(sent))
    rule = labelled(document.name, _("one from each participating country")) if countries else document.name
    return Check(f"document-{document.pk}", rule, not mend, found, mend, "documents")


def lacks_signature(document, row):
    """Whether `row` is an endorsement that does not say who signed it."""
    return document.kind == DocumentKind.ENDORSEMENT and not all(row[name].strip() for name in SIGNED)


def fields_lacking(rows):
    """The labels of what is empty in some of `rows`."""
    names = [name for name in SIGNED if any(not one[name].strip() for one in rows)]
    return listed(str(Endorsement._meta.get_field(name).verbose_name) for name in names)
