"""What questions of closed rounds can give an indicator: of a scale who agreed, of choices who chose one."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from zhinan.events.models import Event, Survey
from zhinan.kit.punctuation import in_a_line, labelled
from zhinan.questionnaires import figures as answers
from zhinan.questionnaires.models import ORDINAL, Group, Kind, Purpose, Round, in_language
from zhinan.questionnaires.states import RoundState
from zhinan.questionnaires.tables import too_few
from zhinan.results.models import Dimension, Origin, share
from zhinan.results.rules import fitting_period

from .offers import Offer, unlike

OURS = ("organised", "supported")
CHOSEN = (Kind.SINGLE, Kind.MULTIPLE, Kind.CONSENT)
APART = {Dimension.SEX: Group.GENDER, Dimension.AGE: Group.AGE, Dimension.COUNTRY: Group.COUNTRY}
LONGEST = 60  # letters of the key of a group


def rounds_of(programme):
    """The closed rounds of surveys and tests of `programme` and of its events, the newest first."""
    events = Event.objects.public().of_programme(programme, *OURS).order_by()
    surveys = Survey.objects.filter(event__in=events.values("pk")).order_by()
    own = Q(questionnaire__programme=programme, questionnaire__purpose__in=[Purpose.SURVEY, Purpose.TEST])
    closed = Round.objects.filter(own | Q(pk__in=surveys.values("round")), state=RoundState.CLOSED)
    return closed.exclude(audience="archive").exclude(questionnaire__audience="archive")


def open_to_all(rounds):
    """Those of `rounds` whose results everybody may read: only their answers are taken."""
    return answers.answered(answers.readable_by_all(rounds)).order_by("-closes_on", "title")


def questions_of(round):
    """[(name of an item, words of the question, [(answer, words, share)])] of what `round` can give, and its Results.

    The answer is empty where those are meant who chose one of the two choices of most agreement.
    """
    found, rows = answers.results([round], is_protected=True), []
    for counted in found.counted:
        given = [(key, words_of(found, counted.item, key), share_of(counted, key, 0)) for key in keys_of(counted.item)]
        told = [one for one in given if one[2] is not None]
        if told:
            rows.append((counted.item.name, asked_in(counted.item), told))
    return rows, found


def keys_of(item):
    """What can be taken of an item: of a scale agreement, of choices each; of what tells a group nothing."""
    if item.question.group:
        return []
    if item.kind in ORDINAL:
        return [""]
    return [one.key for one in item.choices if not one.is_na] if item.kind in CHOSEN else []


def asked_in(item):
    """The words of an item, with its statement where it is one of several."""
    return in_a_line(*(in_language(words, None, item.first) for words in (item.question.label, item.row)))


def words_of(results, item, key):
    """Who is meant by the answer `key`, in words."""
    return results.label(item, key) if key else _("the two answers of most agreement")


def share_of(counted, key, place):
    """(how many, of how many) gave the answer `key` in one column; None where that is not shown or nobody did."""
    tally = counted.tallies[place]
    if tally is None or not tally.n or key in tally.unseen:
        return None
    chosen = tally.counts.get(key, 0) if key else tally.top
    return None if chosen is None else (chosen, tally.n)


def answer_offered(indicator, round, name, key):
    """The Offer of the answer `key` to the item `name` of `round`; None where there is no such answer."""
    found = answers.results([round], is_protected=True)
    counted = next((one for one in found.counted if one.item.name == name), None)
    if counted is None or key not in keys_of(counted.item):
        return None
    item = counted.item
    said = in_a_line(labelled(round, asked_in(item)), words_of(found, item, key))
    address = reverse("round-results", args=[round.slug])
    facts = {"kind": Origin.ANSWERS, "key": f"round:{round.pk}:{name}:{key}"[:200], "origin": said, "address": address}
    told = share_of(counted, key, 0)
    reason = too_few(found) if told is None else unlike(indicator, True)
    if reason:
        return Offer(**facts, reason=reason)
    base, target = found.bases[0], fitting_period(indicator.targets.all(), round.closes_on) if round.closes_on else None
    facts |= {"value": share(*told), "numerator": told[0], "n": told[1], "asked": base.asked, "answered": base.sent}
    facts |= {"first": target.starts_on if target else round.opens_on or round.closes_on}
    facts |= {"last": target.ends_on if target else round.closes_on}
    return Offer(**facts, parts=tuple(parts_of(round, found, name, key)))


def parts_of(round, whole, name, key):
    """Yield what women and men, age groups and countries answered, as far as those may be shown."""
    for dimension, group in APART.items():
        if group not in whole.crossings:
            continue
        found = answers.results([round], group, is_protected=True)
        counted = next(one for one in found.counted if one.item.name == name)
        for place, column in enumerate(found.columns):
            told = share_of(counted, key, place) if column.group not in (None, answers.NOT_SAID) else None
            if told is not None:
                words = {"key": column.group[:LONGEST], "label": column.label[:200]}
                yield {"dimension": str(dimension), **words, "value": str(share(*told)), "n": told[1]}
