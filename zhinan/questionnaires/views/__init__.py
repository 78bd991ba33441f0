"""The pages of questionnaires: building, asking, answering, reading results."""

from .answering import answer, mine, sealed, thanks, writing
from .building import add_question, add_section, arrange, build, edit_question, edit_section, languages
from .exchange import export_form, import_form
from .questionnaires import discard, next_version, publish, questionnaire, version
from .results import results, tag_text, texts
from .rounds import VERBS, add_round, ask_no_more, copy_round, people, remind, response, round

__all__ = [
    "VERBS",
    "add_question",
    "add_round",
    "add_section",
    "answer",
    "arrange",
    "ask_no_more",
    "build",
    "copy_round",
    "discard",
    "edit_question",
    "edit_section",
    "export_form",
    "import_form",
    "languages",
    "mine",
    "next_version",
    "people",
    "publish",
    "questionnaire",
    "remind",
    "response",
    "results",
    "round",
    "sealed",
    "tag_text",
    "texts",
    "thanks",
    "version",
    "writing",
]
