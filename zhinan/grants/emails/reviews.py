"""What reviewers and the office are told about reviews. Who is recused later keeps no notice that names anything."""

from django.urls import reverse
from django.utils.translation import gettext_noop

from zhinan.notices.actions import tell

from .sending import office_of


def asked(review, *, by):
    """To a reviewer: that they are asked for a review."""
    sentence = gettext_noop("You are asked to review an application to “{call}”.")
    return to_reviewer(review, sentence, by=by)


def asked_for_many(call, reviewer, applications, *, by):
    """To `reviewer`: that reviews of so many `applications`, a list of keys, are asked of them."""
    sentence = gettext_noop("You are asked to review applications to “{call}”: {n}.")
    words = {"call": str(call), "n": len(applications)}
    return tell([reviewer], sentence, call, by=by, address=page_of(applications[0]), **words)


def reminder(call, reviewer, applications, *, by):
    """To `reviewer`: that reviews of so many `applications`, a list of keys, are waited for."""
    sentence = gettext_noop("Reviews of applications to “{call}” that wait for you: {n}.")
    words = {"call": str(call), "n": len(applications)}
    return tell([reviewer], sentence, call, by=by, address=page_of(applications[0]), **words)


def opened_again(review, *, by):
    """To a reviewer: that what they sent is open again."""
    sentence = gettext_noop("Your review of an application to “{call}” is open again. Change what should be changed.")
    return to_reviewer(review, sentence, by=by)


def moderation(review, *, by):
    """To a reviewer: that the reviews of an application are far apart, and theirs is open again."""
    sentence = gettext_noop("Reviews of an application to “{call}” are far apart. Read your marks again and send them.")
    return to_reviewer(review, sentence, by=by)


def declared(application, *, by):
    """To the office, but for who is recused themselves: that somebody declared a conflict of interest."""
    sentence = gettext_noop("{who} declared a conflict of interest for {number}.")
    where = reverse("application-reviews", args=[application.pk])
    return tell(office_of(application), sentence, application, by=by, address=where, number=application.number)


def page_of(application):
    """Where the review of the application with this key is written, and others that wait are named."""
    return reverse("application-review", args=[application])


def to_reviewer(review, sentence, *, by):
    """Tell the reviewer of `review` a `sentence`, which says the call alone and neither title nor number."""
    words = {"call": str(review.application.call), "address": page_of(review.application_id)}
    return tell([review.reviewer], sentence, review.application, by=by, **words)
