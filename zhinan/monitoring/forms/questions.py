"""The questions of a call about a report, as they are answered."""

from zhinan.grants.forms.answers import SectionAnswers
from zhinan.questionnaires.models import Kind
from zhinan.questionnaires.views.answering import might_be_asked

from .. import actions
from ..rules.lacking import questions_of
from .sections import Section


class QuestionSection(Section):
    """What the call asks in its reports, section by section of its questionnaire."""

    def made(self, typed, files):
        """One form of all questions that may be asked."""
        asks, answers = questions_of(self.report).asks, self.narrative.answers
        asked = [one for part in asks.sections for one in part.questions if might_be_asked(one, part, {})]
        return [SectionAnswers(asks, asked, typed, files, before=answers)]

    def show_wanted(self):
        self.forms[0].show_wanted()

    def write(self, *, seen, by):
        """Write the answers down; files come to lie beside the award."""
        form = self.forms[0]
        values, sent = form.values(), [one.key for one in form.questions if one.kind == Kind.FILE]
        for key in sent:
            file = self.laid(form, key, by) if hasattr(form.cleaned_data.get(key), "read") else None
            if file is not None:
                values[key] = str(file.pk)
        actions.write_questions(self.report, values, seen=seen, by=by)
