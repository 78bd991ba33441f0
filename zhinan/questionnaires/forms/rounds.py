"""What is typed about a round, and who is asked in it."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhinan.kit.forms import RecordForm
from zhinan.kit.languages import LANGUAGES, spoken

from ..models import Round
from ..states import RoundState

MOST = 5000  # people who are asked at a time
LONGEST = 200  # signs of a name
LINE = re.compile(r"^\s*(?:(?P<name>[^<>]*?)\s*[<,;\t]\s*)?(?P<email>[^\s<>,;]+@[^\s<>,;]+)>?\s*$")


class RoundForm(RecordForm):
    """A round: who answers, from when to when."""

    class Meta(RecordForm.Meta):
        model = Round
        fields = ("title", "way", "is_anonymous", "opens_on", "closes_on", "thanks", "language", "audience")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.state != RoundState.PLANNED:  # what was promised to those who answer stays
            del self.fields["way"], self.fields["is_anonymous"]


class AskForm(forms.Form):
    """People to be asked, one a line."""

    people = forms.CharField(
        label=gettext_lazy("Whom to ask"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("One a line: Amina Diallo &lt;amina@example.org&gt;, or the mail address alone."),
        error_messages={"required": gettext_lazy("Write at least one mail address.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"), choices=list(LANGUAGES.items()))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial.setdefault("language", spoken())

    def clean_people(self):
        """[{name, email}]; raises ValidationError that names each line that is none."""
        found, wrong = [], []
        for line in filter(str.strip, self.cleaned_data["people"].splitlines()):
            read = LINE.match(line)
            if read is None or not is_mail(read["email"]) or len(read["name"] or "") > LONGEST:
                wrong.append(line.strip())
            else:
                found.append({"name": (read["name"] or "").strip(' "'), "email": read["email"]})
        if wrong:
            sentence = _("Not a mail address: “{line}”. Write it as amina@example.org.")
            raise ValidationError([sentence.format(line=line[:LONGEST]) for line in wrong[:10]])
        if len(found) > MOST:
            raise ValidationError(_("At most {most} at a time. Ask the others after these.").format(most=MOST))
        return found


def is_mail(text):
    """Whether `text` is a mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
