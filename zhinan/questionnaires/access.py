"""Who may do what with questionnaires, rounds and answers."""

from zhinan.accounts.access import keep_records, read
from zhinan.accounts.models import RoleName, has_role
from zhinan.programmes.access import keep_in

__all__ = [
    "build",
    "build_version",
    "keep_records",
    "nobody",
    "read",
    "read_answers",
    "read_response",
    "run",
    "run_asked",
]


def build(user, questionnaire):
    """Whether `user` may change what `questionnaire` asks, and ask it: the secretariat of its programme may."""
    return keep_in(user, questionnaire.programme)


def build_version(user, version):
    """Whether `user` may change `version`: those who may build its questionnaire."""
    return build(user, version.questionnaire)


def run(user, round):
    """Whether `user` may open `round`, ask people and close it: those who may build its questionnaire."""
    return build(user, round.questionnaire)


def read_answers(user, round):
    """Whether `user` may read single answers of `round`: its secretariat, and the evaluator of its programme."""
    programme = round.questionnaire.programme
    evaluates = programme is not None and has_role(user, RoleName.EVALUATOR, programme.scope())
    return run(user, round) or evaluates


def run_asked(user, asked):
    """Whether `user` may take `asked` off the list: those who run the round."""
    return run(user, asked.round)


def read_response(user, response):
    """Whether `user` may read `response`: those who may read the answers of its round."""
    return read_answers(user, response.round)


def nobody(user, response):
    """What was sent is not changed by others: nobody may."""
    return False
