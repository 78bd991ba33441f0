"""What the search engine knows of results frameworks: their results and indicators, not what was measured."""

from zhinan.kit.languages import texts, translated_names
from zhinan.search.models import Document

from .models import Framework


def frameworks(rows):
    """Documents of the queryset `rows` of Framework."""
    for one in rows.select_related("programme", "project__programme").prefetch_related("results__indicators"):
        results = one.results.all()
        inside = [*results, *(indicator for result in results for indicator in result.indicators.all())]
        said = [text for thing in inside for text in texts(thing, "title").values()]
        programme = one.keeper()
        yield Document(
            id=f"results.framework:{one.pk}",
            kind="framework",
            title=one.title,
            names=translated_names(one),
            body="\n".join((*texts(one, "description").values(), *said)),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=(str(programme.pk),) if programme else (),
        )


DOCUMENTS = {Framework: frameworks}
