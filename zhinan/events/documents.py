"""What the search engine knows of events."""

from zhinan.kit.languages import texts, translated_names
from zhinan.network.documents import dated
from zhinan.programmes.documents import parties
from zhinan.search.models import Document

from .models import Event


def events(rows):
    """Documents of the queryset `rows` of Event."""
    for one in rows.prefetch_related("parties__country", "involvements", "contributions"):
        said = (f"{part.speaker}\n{part.text}" for part in one.contributions.all())
        yield Document(
            id=f"events.event:{one.pk}",
            kind="event",
            title=one.title,
            title_zh=one.title_zh,
            names=translated_names(one),
            summary=one.theme,
            body="\n".join((one.place, *texts(one, "description").values(), *said)),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=tuple(dict.fromkeys(str(part.programme_id) for part in one.involvements.all())),
            **parties(one),
            **dated(one.starts_on),
        )


DOCUMENTS = {Event: events}
