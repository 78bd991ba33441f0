"""The mail that asks somebody to write an application with others, with a link of their own."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from zhinan.accounts.models import User
from zhinan.kit.mail import deliver

SUBJECT = gettext_lazy("Write an application together: {title}")


def invited(invitation, *, inviter):
    """The link of `invitation`, in the language of whoever has that address here, else in that of the application."""
    known = User.objects.filter(email=invitation.email).values_list("language", flat=True).first()
    wanted = known or next((code for code, _name in settings.LANGUAGES if code == invitation.application.language), "")
    words = {"invitation": invitation, "application": invitation.application, "inviter": inviter.name}
    words["address"] = settings.ADDRESS + invitation.own_address()
    with translation.override(wanted or settings.LANGUAGE_CODE):
        subject = str(SUBJECT).format(title=invitation.application.title)
        body = render_to_string("grants/email/author_message.txt", words)
    send_mail(" ".join(subject.split()), body.strip() + "\n", None, [invitation.email])


def undelivered(emails):
    """Those of the mail addresses `emails` whose newest mail was given up: one query."""
    kept = DBTaskResult.objects.filter(task_path=deliver.module_path, args_kwargs__kwargs__to__0__in=list(emails))
    newest = {}
    for letter in kept.order_by("enqueued_at"):
        newest[letter.args_kwargs["kwargs"]["to"][0]] = letter.status == "FAILED"
    return {address for address, is_failed in newest.items() if is_failed}
