"""What the search engine knows of events."""

from django.conf import settings
from django.utils.translation import override

from zhinan.kit.languages import texts, translated_names
from zhinan.network.documents import dated
from zhinan.programmes.documents import parties
from zhinan.search.models import Document

from .models import Event


def events(rows):
    """Documents of the queryset `rows` of Event."""
    for one in rows.select_related("course").prefetch_related("parties__country", "involvements", "contributions"):
        said = (f"{part.speaker}\n{part.text}" for part in one.contributions.all())
        yield Document(
            id=f"events.event:{one.pk}",
            kind="event",
            title=one.title,
            title_zh=one.title_zh,
            names=translated_names(one),
            summary=one.theme,
            body="\n".join((one.place, *texts(one, "description").values(), *said, *sheet(one))),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=tuple(dict.fromkeys(str(part.programme_id) for part in one.involvements.all())),
            **parties(one),
            **dated(one.starts_on),
        )


def sheet(event):
    """What the course sheet of `event` says of what is taught, in every language that it speaks; nobody's name."""
    course = getattr(event, "course", None)
    if course is None:
        return ()
    return (*texts(course, "subject").values(), *texts(course, "objectives").values(), *fields_of(course))


def fields_of(course):
    """What `course` is about, in the languages of the site."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(str(course.field_in_words()))
    return dict.fromkeys(found)


DOCUMENTS = {Event: events}
