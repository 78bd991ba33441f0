"""What is typed: where questionnaires are built, where rounds are run, and where people answer."""

from .answering import AnswerForm
from .building import LanguagesForm, QuestionnaireForm
from .questions import QuestionForm, SectionForm
from .rounds import AskForm, RoundForm

__all__ = ["AnswerForm", "AskForm", "LanguagesForm", "QuestionForm", "QuestionnaireForm", "RoundForm", "SectionForm"]
