"""The places of a report at which somebody may remark something."""

from zhinan.grants.rules.parts import label
from zhinan.grants.rules.questions import asked_then
from zhinan.kit.punctuation import in_a_line
from zhinan.kit.quantities import money
from zhinan.questionnaires.rules import asked_now

from ..models import Narrative
from .content import STORY
from .lacking import headings
from .reading import actual, read_lines


def places_of(sent):
    """[(place, label)] of the ReportSubmission `sent`, in its order; one query at most."""
    content = sent.content
    version = asked_then(content)
    found = [(name, label(Narrative, name)) for name in STORY]
    if version is not None:
        asks = version.asks
        rows = asked_now(asks, content["questions"]["answers"])
        found += [(f"q-{one.key}", asks.said(one.label)) for _section, asked in rows for one in asked]
    found += [(f"result-{one['indicator']}", one["title"]) for one in content["results"]]
    found += [(one.place, one.heading) for one in read_lines(content)]
    named = headings()
    return [*found, ("finances", named["finances"]), ("match", named["match"])]


def said_at(sent):
    """{place: text} of what the ReportSubmission `sent` says at its places, as far as it is words or one number."""
    content = sent.content
    found = {name: content["story"][name] for name in STORY}
    found |= {f"result-{one['indicator']}": in_a_line(actual(one), one["comment"]) for one in content["results"]}
    lines = {
        one.place: in_a_line(money(one.spent, content["currency"]), one.explanation) for one in read_lines(content)
    }
    return found | lines


def remarks_in(sent):
    """[(section, label of its place, text)] of the remarks with which the ReportSubmission `sent` came back."""
    remarks = {one.place: one.text for one in sent.remarks.all()}
    if not remarks:
        return []
    return [(section_of(place), label, remarks[place]) for place, label in places_of(sent) if place in remarks]


def section_of(place):
    """The key of the section in which a `place` lies."""
    begins = {"q-": "questions", "result-": "results", "line-": "finances"}
    found = (section for start, section in begins.items() if place.startswith(start))
    return "story" if place in STORY else next(found, place)
