"""Who may do what with the closure of an award."""

from zhinan.awards.access import keep, look, read_proposal, refund, take_back

__all__ = ["close", "document", "look", "read_proposal", "refund", "take_back"]


def close(user, award):
    """Whether `user` may close `award`: who keeps it."""
    return keep(user, award)


def document(user, award):
    """Whether `user` may turn the lessons of `award` into a draft solution: who keeps it."""
    return keep(user, award)
