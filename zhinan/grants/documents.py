"""What the search engine knows of grants."""

from zhinan.network.documents import dated
from zhinan.programmes.documents import parties
from zhinan.search.models import Document

from .models import Grant


def grants(rows):
    """Documents of the queryset `rows` of Grant."""
    for one in rows.select_related("project").prefetch_related("parties__country", "outputs", "goals"):
        yield Document(
            id=f"grants.grant:{one.pk}",
            kind="grant",
            title=one.title,
            summary=one.sector,
            body="\n".join((one.summary, one.beneficiaries, *(output.text for output in one.outputs.all()))),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            goals=tuple(str(goal.number) for goal in one.goals.all()),
            programmes=(str(one.project.programme_id),) if one.project.programme_id else (),
            **parties(one),
            **dated(one.approved_on),
        )


DOCUMENTS = {Grant: grants}
