"""What the search engine knows of programmes, funds and projects."""

from zhinan.network.documents import dated
from zhinan.search.models import Document

from .models import Fund, Programme, Project


def programmes(rows):
    """Documents of the queryset `rows` of Programme."""
    for one in rows.prefetch_related("parties__country"):
        yield Document(
            id=f"programmes.programme:{one.pk}",
            kind="programme",
            title=one.name,
            title_zh=one.name_zh,
            names=(one.acronym,) if one.acronym else (),
            body=one.summary,
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=(str(one.pk),),
            **parties(one),
            **dated(one.starts_on),
        )


def funds(rows):
    """Documents of the queryset `rows` of Fund."""
    for one in rows:
        yield Document(
            id=f"programmes.fund:{one.pk}",
            kind="fund",
            title=one.name,
            title_zh=one.name_zh,
            names=(one.acronym,) if one.acronym else (),
            body=one.summary,
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            organisations=(str(one.manager_id),) if one.manager_id else (),
            **dated(one.established_on),
        )


def projects(rows):
    """Documents of the queryset `rows` of Project."""
    for one in rows.prefetch_related("parties__country"):
        yield Document(
            id=f"programmes.project:{one.pk}",
            kind="project",
            title=one.title,
            body=one.summary,
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=(str(one.programme_id),) if one.programme_id else (),
            **parties(one),
            **dated(one.starts_on),
        )


def parties(thing):
    """{"countries", "organisations"} of a document: everybody who takes part in `thing`, each once."""
    rows = thing.parties.all()
    return {
        "countries": tuple(dict.fromkeys(row.country.alpha3 for row in rows if row.country_id)),
        "organisations": tuple(dict.fromkeys(str(row.organisation_id) for row in rows if row.organisation_id)),
    }


DOCUMENTS = {Programme: programmes, Fund: funds, Project: projects}
