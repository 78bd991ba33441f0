"""What is typed of questions about a call."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy


class QuestionForm(forms.Form):
    """A question about a call."""

    text = forms.CharField(
        label=pgettext_lazy("label", "Your question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Once it is answered everybody reads both, without your name. Write none into it."),
    )


class ReplyForm(forms.Form):
    """An answer to a question about a call."""

    text = forms.CharField(
        label=pgettext_lazy("label", "Answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Everybody reads it with the question. Neither should tell who asked."),
    )
