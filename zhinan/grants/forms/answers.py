"""The questions of a call that stand beside the other sections of an application."""

from zhinan.questionnaires.forms import AnswerForm


class SectionAnswers(AnswerForm):
    """The questions of one section; what must be answered may wait until the application is submitted."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.wanted = [name for name, field in self.fields.items() if field.required]
        for name in self.wanted:
            self.fields[name].required = False

    def show_wanted(self):
        """Mark as needed, on the page alone, what must be there when the application is submitted."""
        for name in self.wanted:
            self.fields[name].required = True
