"""What the search engine knows of grants."""

from zhinan.kit.languages import texts, translated_names
from zhinan.network.documents import dated
from zhinan.programmes.documents import parties
from zhinan.search.models import Document

from .models import Grant


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


DOCUMENTS = {Grant: grants}
