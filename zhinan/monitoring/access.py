"""Who may do what with reports, visits, findings and action points."""

from zhinan.awards.access import keep, look, receive

__all__ = ["close", "do", "judge", "keep", "look", "receive", "write"]


def write(user, report):
    """Whether `user` may write and send `report`: who receives its award, and who keeps it, for one who is offline."""
    return receive(user, report) or keep(user, report)


def judge(user, report):
    """Whether `user` may accept and return `report`: who keeps its award."""
    return keep(user, report)


def do(user, point):
    """Whether `user` may say that the action `point` is done: who receives its award, and who keeps it."""
    return receive(user, point) or keep(user, point)


def close(user, point):
    """Whether `user` may close the action `point`: who keeps its award, and never who said that it is done."""
    return keep(user, point) and user.pseudonym != point.done_by
