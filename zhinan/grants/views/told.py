"""What an applicant, the office and the committee read of decisions and of what reviewers wrote for the applicant."""

from zhinan.kit.quantities import money

from .. import access
from ..models import Application, Outcome, Review
from ..states import ReviewState, Stage

BY_COMMITTEE = (Outcome.APPROVED, Outcome.CONDITIONS, Outcome.RETURNED, Outcome.DECLINED)
SAYING = {  # the outcomes that tell a state
    Stage.INELIGIBLE: (Outcome.INELIGIBLE,),
    Stage.AWARDED: (Outcome.APPROVED, Outcome.CONDITIONS),
    Stage.DECLINED: (Outcome.DECLINED,),
}
UNTOLD = {Stage.INELIGIBLE: Stage.SUBMITTED, Stage.AWARDED: Stage.COMMITTEE, Stage.DECLINED: Stage.COMMITTEE}
TONES = {
    Stage.AWARDED: "good",
    Stage.ELIGIBLE: "good",
    Stage.RETURNED: "waiting",
    Stage.INELIGIBLE: "bad",
    Stage.DECLINED: "bad",
}


def decisions_for(user, application):
    """The decisions on `application` that `user` reads, oldest first, each with its `letter`, an address or nothing.

    Its authors read those whose letter was sent, office, evaluator and committee all of them, reviewers none; 1 query.
    """
    standing = access.standing(user, application)
    if not standing & {"author", "office", "evaluator", "committee", "finance"}:
        return []
    rows = list(application.decisions.order_by("decided_at", "pk"))
    if not standing & {"office", "evaluator", "committee"}:
        rows = [one for one in rows if one.letter_sent_at is not None]
    may_read = access.read_letter(user, application)
    for one in rows:
        one.application = application
        one.letter = f"{application.get_absolute_url()}letters/{one.pk}/" if may_read else ""
        one.money = money(one.amount, application.rules.currency) if one.amount is not None else ""
    return rows


def state_for(user, application, decisions):
    """The Stage of `application` as `user` may know it: what was decided and not told yet, its authors do not read."""
    state = Stage(application.state)
    if state not in UNTOLD or "author" not in access.standing(user, application):
        return state
    is_told = bool(decisions) and decisions[-1].outcome in SAYING[state]
    return state if is_told else UNTOLD[state]


def own_in(call, user):
    """[(Application, its state in words, as far as its authors were told)] of what `user` writes for `call`."""
    rows = Application.objects.filter(call=call, authors__user=user.pk).select_related("call", "rules__currency")
    return [(one, state_for(user, one, decisions_for(user, one)).label) for one in rows.order_by("pk")]


def comments_for(user, application, decisions):
    """What reviewers wrote for the authors of `application`, without names, once the committee's decision was told."""
    is_decided = any(one.outcome in BY_COMMITTEE for one in decisions)
    if not is_decided or "author" not in access.standing(user, application):
        return []
    sent = Review.objects.filter(application=application, state=ReviewState.SENT).exclude(comment="")
    return sorted(sent.values_list("comment", flat=True))  # in an order that tells nothing of who wrote which
