"""Mail that waits in the database's queue until the worker sends it."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django_tasks import task


class QueuedBackend(BaseEmailBackend):
    """Puts each message into the queue, in the transaction of whoever sends it."""

    def send_messages(self, email_messages):
        """Queue `email_messages`; returns their number."""
        for message in email_messages:
            html = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
            deliver.enqueue(
                subject=message.subject,
                body=message.body,
                sender=message.from_email,
                to=list(message.to),
                html=html[0] if html else "",
            )
        return len(email_messages)


@task()
def deliver(subject, body, sender, to, html):
    """Send one message through the backend that the installation is set to."""
    connection = get_connection(settings.DELIVERY_BACKEND)
    message = EmailMultiAlternatives(subject, body, sender, to, connection=connection)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
