"""The questions that a call asks beside budget, results and work plan."""

from zhinan.questionnaires.models import Version

PREFIX = "q-"  # of the keys of sections that a questionnaire asks


def asked_in(call):
    """The newest published Version of the questionnaire of `call`, or None; one query."""
    return call.questionnaire.published() if call.questionnaire_id else None


def asked_then(content):
    """The Version that the answers of a `content` were given to, or None; one query."""
    key = content["questions"]["version"]
    return Version.objects.filter(pk=key).first() if key else None
