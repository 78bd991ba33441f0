"""What an application says, whole, as one plain value: it is frozen when it is submitted, and read again from there."""

from zhinan.files.models import File
from zhinan.questionnaires.models import Kind
from zhinan.questionnaires.rules import in_force

from .questions import asked_in

FORMAT = 1  # of the value: a later one is read by its own number


def content_of(application):
    """Everything that `application` says, {section: value} of what JSON holds: keys and raw values, no translated word.

    Institutions and countries have key and name, files name, size and hash, amounts are texts of digits; people who
    write it stand there by key alone. At most 14 queries.
    """
    return {
        "format": FORMAT,
        "call": {"key": application.call.slug, "code": application.call.code},
        "authors": [author(one) for one in application.authors.select_related("organisation__country")],
        "about": about(application),
        "partners": partners(application),
        "people": {name: getattr(application, name) for name in ("beneficiaries", "people", "women")},
        "currency": application.rules.currency.code,
        "budget": [row(one, "heading", "year", "source", "amount") for one in application.budget.all()],
        "match": [source(one) for one in application.sources.select_related("currency", "evidence")],
        "results": rows(application.planned_results, "level", "text", "indicator", "baseline", "target"),
        "plan": rows(application.steps, "what", "first", "last", "who"),
        "risks": rows(application.risks, "what", "likelihood", "impact", "answer"),
        "documents": [
            endorsement(one) for one in application.endorsements.select_related("document", "file", "country")
        ],
        "questions": questions(application),
    }


def about(application):
    """What is applied for, by which institution."""
    names = ("title", "language", "summary", "months")
    return {name: getattr(application, name) for name in names} | {
        "lead": organisation(application.lead),
        "theme": application.theme and application.theme.name,
        "goals": sorted(application.goals.values_list("number", flat=True)),
        "starts_on": application.starts_on and application.starts_on.isoformat(),
    }


def taking_part(application):
    """Of the content of `application` what says which countries take part; at most 3 queries."""
    return {"about": {"lead": organisation(application.lead)}, "partners": partners(application)}


def author(one):
    """Somebody who writes it, by key alone: whoever was erased is not named here either."""
    return {"key": one.user_id, "organisation": organisation(one.organisation)}


def organisation(found):
    """An institution by its key, the name that it goes by, and its country."""
    return found and {"key": found.pk, "name": found.name, "country": country(found.country)}


def country(found):
    """A country by its code and its name."""
    return found and {"key": found.alpha3, "name": found.name}


def partners(application):
    """The countries and institutions that take part."""
    return [party(one) for one in application.parties.select_related("organisation__country", "country")]


def party(one):
    """A country or institution that takes part."""
    return {"role": one.role, "organisation": organisation(one.organisation), "country": country(one.country)}


def source(one):
    """What somebody else contributes."""
    said = row(one, "contributor", "kind", "stage", "amount", "valuation_method")
    return said | {"currency": one.currency.code, "evidence": file(one.evidence)}


def endorsement(one):
    """A document, with who signed it."""
    asked = one.document and {"name": one.document.name, "kind": one.document.kind}
    said = row(one, "signatory", "position", "institution")
    return said | {"document": asked, "country": country(one.country), "file": file(one.file)}


def file(found):
    """A file by what it is called and what is in it."""
    return found and {"key": found.pk, "name": found.name, "size": found.size, "sha256": found.sha256}


def questions(application):
    """The version of the questionnaire, and {key: value} of the answers to what it asks after all."""
    return answered(asked_in(application.call), application.answers, application)


def answered(version, answers, thing):
    """The key of `version` and those `answers` that it asks for after all; files are those beside `thing`."""
    if version is None:
        return {"version": None, "answers": {}}
    answers = in_force(version.asks, answers)
    sent = [one.key for one in version.asks.questions if one.kind == Kind.FILE and answers.get(one.key)]
    keys = {str(answers[key]) for key in sent}
    held = {str(one.pk): file(one) for one in File.objects.about(thing).filter(pk__in=keys)} if keys else {}
    return {"version": version.pk, "answers": answers | {key: held.get(str(answers[key])) for key in sent}}


def rows(related, *names):
    """The lines of one part, in their order."""
    return [row(one, *names) for one in related.all()]


def row(one, *names):
    """{name: value} of one line; an amount as digits."""
    return {name: f"{one.amount:.2f}" if name == "amount" else getattr(one, name) for name in names}
