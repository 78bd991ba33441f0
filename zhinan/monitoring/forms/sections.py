"""What the sections of a report have in common while they are written."""

from django.core.exceptions import ValidationError

from zhinan.files.actions import attach
from zhinan.files.rules import Refused


class Section:
    """A section of `report` with what was `typed`; `forms` are its parts, each a form with its own prefix.

    A subclass says in `write` what is done with them.
    """

    heads = ()  # of the columns, where the forms stand as rows of a table

    def __init__(self, report, narrative, typed=None, files=None):
        self.report, self.narrative = report, narrative
        self.forms = self.made(typed, files)

    def is_valid(self):
        """Whether all of it can be taken; every form says then what is wrong with it."""
        return all([one.is_valid() for one in self.forms])

    def is_multipart(self):
        """Whether files can be sent along."""
        return any(one.is_multipart() for one in self.forms)

    def show_wanted(self):
        """Mark on the page what must be there before the report is sent; until then it may wait."""

    def refuse(self, sentence):
        """Say what is wrong with the section as a whole."""
        self.forms[0].add_error(None, sentence)

    def laid(self, form, name, by):
        """The File that the upload under `name` of `form` becomes beside the award; None without one.

        An upload that may not stay is refused at its field; then raises ValidationError, so that nothing is written.
        """
        upload = form.cleaned_data.get(name)
        if not upload:
            return None
        try:
            return attach(self.report.award, upload, by=by)
        except Refused as refusal:
            form.add_error(name, str(refusal))
            raise ValidationError(str(refusal)) from refusal
