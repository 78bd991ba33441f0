"""What the search engine knows of disseminations."""

from zhinan.kit.languages import translated_names
from zhinan.network.documents import dated
from zhinan.search.models import Document

from .models import Dissemination


def disseminations(rows):
    """Documents of the queryset `rows` of Dissemination, called as its publication is."""
    for one in rows.select_related("programme", "publication", "event"):
        yield Document(
            id=f"outreach.dissemination:{one.pk}",
            kind="dissemination",
            title=f"{one.publication.title}: {one.copies}",
            title_zh=one.publication.title_zh,
            names=translated_names(one.publication),
            summary=one.medium,
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=(str(one.programme_id),),
            **dated(one.happened_on),
        )


DOCUMENTS = {Dissemination: disseminations}
