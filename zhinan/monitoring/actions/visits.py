"""How visits and findings are written down, and action points are done and closed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.awards.actions.locking import alone_with_award, refuse_file
from zhinan.awards.actions.people import keepers, receivers
from zhinan.awards.rules.worth import refuse_future
from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.actions import tell

from ..models import ActionPoint, Finding, Visit
from ..models.visits import Side
from ..states import POINT_LIFE


def add_visit(award, values, *, by, today):
    """Write a visit of `award` down; raises ValidationError for a day that has not come, and for another's file."""
    with alone_with_award(award.pk) as award:
        made = Visit(award=award, recorded_by=by.pseudonym, **values)
        made.full_clean()
        refuse_future(made.on, today)
        refuse_file(made.file, award, "file")
        made.save()
        record(award, "visited", by=by, changes={"visit": [None, str(made)]})
        return made


def add_finding(award, values, *, by, today):
    """Write down what was found, on a visit, in a report or otherwise; raises ValidationError."""
    with alone_with_award(award.pk) as award:
        made = Finding(award=award, recorded_by=by.pseudonym, **values)
        made.full_clean()
        refuse_future(made.on, today)
        made.save()
        record(award, "found", by=by, changes={"finding": [None, made.text]})
        return made


def add_point(finding, values, *, by, today):
    """Agree on what is done about `finding`; who is to do it is told. Raises ValidationError for a day that is over."""
    with alone_with_award(finding.award_id) as award:
        made = ActionPoint(finding=finding, **values)
        made.full_clean()
        if made.due_on < today:
            raise ValidationError({"due_on": _("This day is over. Write one that is still to come.")})
        made.save()
        record(award, "point_agreed", by=by, changes={"action_point": [None, made.what]})
        people = receivers(award) if made.side == Side.GRANTEE else keepers(award)
        told = gettext_noop("To be done by {day}: {what}")
        tell(people, told, made, by=by, day=made.due_on.isoformat(), what=made.what)
        return made


def moved(point, verb, word, *, by, because="", **columns):
    """The action `point` after `verb` of its life, with `columns` set; the history calls it `word`, and says why."""
    with alone_with_award(point.award.pk) as award:
        found = POINT_LIFE.move(point, verb)
        for name, value in columns.items():
            setattr(found, name, value)
        found.full_clean()
        found.save()
        changes = {"action_point": [None, found.what]} | ({"reason": [None, because]} if because else {})
        record(award, word, by=by, changes=changes)
        return found


def do_point(point, values, *, by, today):
    """Say that the action `point` is done, with `told`, `on` and perhaps `evidence`; the secretariat is told.

    Raises NotNow where it is not open, ValidationError for a day that has not come and for another award's file.
    """
    refuse_future(values["on"], today)
    refuse_file(values.get("evidence"), point.award, "evidence")
    facts = {"told": values["told"], "evidence": values.get("evidence"), "done_on": values["on"]}
    found = moved(point, "do", "point_done", by=by, done_by=by.pseudonym, **facts)
    told = gettext_noop("Said to be done: {what}")
    tell(keepers(found.award), told, found, by=by, what=found.what)
    return found


def close_point(point, *, by):
    """Close the action `point`; raises NotNow where it is not said to be done, and for who said so."""
    if point.done_by == by.pseudonym:
        raise NotNow(_("You said that it is done. Somebody else closes it."))
    return moved(point, "close", "point_closed", by=by)


def open_point_again(point, *, by, because):
    """Open the action `point` again, since it was not enough; who is to do it is told. Raises NotNow."""
    found = moved(point, "open_again", "point_opened", by=by, because=because, done_on=None, done_by=None)
    told = gettext_noop("Not done yet: {what}. {because}")
    people = receivers(found.award) if found.side == Side.GRANTEE else keepers(found.award)
    tell(people, told, found, by=by, what=found.what, because=because)
    return found


def drop_point(point, *, by, because):
    """Say why the action `point` is not needed any more; raises NotNow where it is closed."""
    return moved(point, "drop", "point_dropped", by=by, because=because, dropped_because=because)
