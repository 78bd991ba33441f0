"""What the search engine knows of grants."""

from zhinan.kit.languages import texts, translated_names
from zhinan.network.documents import dated
from zhinan.programmes.documents import parties
from zhinan.search.models import Document

from .models import Call, Grant


def grants(rows):
    """Documents of the queryset `rows` of Grant."""
    for one in rows.select_related("project").prefetch_related("parties__country", "outputs", "goals"):
        said = [text for name in ("summary", "beneficiaries") for text in texts(one, name).values()]
        yield Document(
            id=f"grants.grant:{one.pk}",
            kind="grant",
            title=one.title,
            names=translated_names(one),
            summary=one.sector,
            body="\n".join((*said, *(output.text for output in one.outputs.all()))),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            goals=tuple(str(goal.number) for goal in one.goals.all()),
            programmes=(str(one.project.programme_id),) if one.project.programme_id else (),
            **parties(one),
            **dated(one.approved_on),
        )


def calls(rows):
    """Documents of the queryset `rows` of Call."""
    for one in rows.prefetch_related("versions__themes", "versions__goals"):
        published = [rules for rules in one.versions.all() if rules.published_at]
        rules = max(published, key=lambda each: each.number, default=None)
        themes = [theme.name for theme in rules.themes.all()] if rules else []
        yield Document(
            id=f"grants.call:{one.pk}",
            kind="call",
            title=one.title,
            names=(*translated_names(one), one.code),
            body="\n".join((*texts(one, "summary").values(), *themes)),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            goals=tuple(str(goal.number) for goal in rules.goals.all()) if rules else (),
            programmes=(str(one.programme_id),),
            year=one.year,
        )


DOCUMENTS = {Grant: grants, Call: calls}
