"""What the search engine knows of questionnaires: what they are called and ask, never what was answered."""

from zhinan.kit.languages import texts, translated_names
from zhinan.search.models import Document

from .models import Questionnaire


def questionnaires(rows):
    """Documents of the queryset `rows` of Questionnaire."""
    for one in rows.prefetch_related("versions"):
        newest = max(one.versions.all(), key=lambda version: version.number, default=None)
        asked = [text for question in newest.asks.questions for text in question.label.values()] if newest else []
        yield Document(
            id=f"questionnaires.questionnaire:{one.pk}",
            kind="questionnaire",
            title=one.title,
            names=translated_names(one),
            body="\n".join((*texts(one, "description").values(), *asked)),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=(str(one.programme_id),) if one.programme_id else (),
        )


DOCUMENTS = {Questionnaire: questionnaires}
