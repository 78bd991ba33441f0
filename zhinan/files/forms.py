"""Input of files: uploading, replacing, describing; and how much of an upload is taken in."""

from django import forms
from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.accounts.figures import place_in_words, places
from zhinan.accounts.models import SIGNED_IN, RoleName, roles_of

from .models import EXTENSIONS, File
from .rules import accepted


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file, and of one that is too large no more than the bound.

    The rest is read and let go, so that the browser gets an answer; the upload then carries its full size, by which
    it is refused, and neither memory nor disk is filled.
    """

    def receive_data_chunk(self, raw_data, start):
        """Take in one piece that begins at the byte `start`."""
        if start + len(raw_data) <= settings.LARGEST_FILE:
            super().receive_data_chunk(raw_data, start)


class UploadForm(forms.Form):
    """A file, and perhaps what it is."""

    file = forms.FileField(
        label=pgettext_lazy("label", "File"),
        allow_empty_file=True,  # refused with a sentence of ours
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    caption = forms.CharField(
        label=pgettext_lazy("label", "Caption"), max_length=File._meta.get_field("caption").max_length, required=False
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        endings = (f".{ending}" for endings in EXTENSIONS.values() for ending in endings)
        self.fields["file"].widget.attrs["accept"] = ",".join(endings)
        self.fields["file"].help_text = accepted(settings.LARGEST_FILE)


class ReplaceForm(UploadForm):
    """The file that is to stand in for another."""

    caption = None


class DescribeForm(forms.ModelForm):
    """What is said about a file; for pictures also what they show."""

    class Meta:
        model = File
        fields = ["caption", "alt", "credit", "language", "use", "consent", "consent_note", "audience"]

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        helps = {
            "alt": _("For those who cannot see it: one sentence, without “picture of”."),
            "credit": _("Who made it, as it is to be printed."),
            "consent": _("Of the people who are shown or named."),
            "consent_note": _("When and how it was given, and where the form is kept. Name nobody here."),
            "audience": _("Nobody sees a file who does not see its record."),
        }
        for name, text in helps.items():
            self.fields[name].help_text = text
        if not self.instance.is_picture:
            del self.fields["alt"]
        self.fields["audience"] = forms.ChoiceField(
            label=capfirst(self.fields["audience"].label),
            help_text=helps["audience"],
            choices=audiences(user, self.instance.audience),
            required=False,
        )


def audiences(user, *now):
    """(token, words) of those whom `user` may show a file to: always with `user` among them, and those of `now`."""
    choices = {"": _("Whoever sees the record"), SIGNED_IN: _("People who have signed in")}
    roles = sorted(roles_of(user))
    known = places([scope for _role, scope in roles])
    for role, scope in roles:
        token = f"{role}@{scope}" if scope else role
        choices[token] = in_words(role, scope, known)
    return list((choices | {token: token for token in now if token not in choices}).items())


def in_words(role, scope, known):
    """A role in its scope, as a choice of those who see a file."""
    word = pgettext("audience", "Only: {role}").format(role=RoleName(role).label)
    return f"{word} ({place_in_words(scope, known)})" if scope else word
