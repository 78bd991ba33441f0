"""Notices come about with what they tell of, in the rhythm of the reader."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from zhinan.kit.tests.make import organisation
from zhinan.notices.actions import choose, mark_read, send_again, tell
from zhinan.notices.models import Mail, Notice, Often

from .make import SENTENCE, told, user

pytestmark = pytest.mark.django_db


class ChangeOfMindError(Exception):
    """Something that undoes a transaction."""


def test_everybody_is_told_but_the_one_who_did_it(django_assert_num_queries):
    reader, other, doer = user("Reader"), user("Other"), user("Doer")
    about = organisation(name="UNOSSC", slug="unossc")
    with django_assert_num_queries(2):  # the rhythms, the notices
        tell([reader, other, doer], SENTENCE, about, by=doer)
    assert list(Notice.objects.order_by("pk").values_list("user", "actor", "address", "noun", "noun_id")) == [
        (person.pk, doer.pseudonym, "/organisations/unossc/", "network.organisation", about.pk)
        for person in (reader, other)
    ]


def test_nobody_is_told_of_what_is_undone():
    with pytest.raises(ChangeOfMindError), transaction.atomic():
        told(user())
        raise ChangeOfMindError
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("facts", [{"number": 3}, {"number": "{who.pk}"}])
def test_a_notice_is_read_with_its_facts_and_forgets_who_is_gone(facts):
    doer = user("Doer")
    notice = told(user(), by=doer, sentence="{who} sent {number} questions.", **facts)
    assert notice.words({doer.pseudonym: "Doer"}) == f"Doer sent {facts['number']} questions."
    assert notice.words({}) == f"Somebody sent {facts['number']} questions."


@pytest.mark.parametrize(
    ("often", "mail"),
    [
        (Often.AT_ONCE, Mail.WAITING),
        (Often.DAILY, Mail.WAITING),
        (Often.WEEKLY, Mail.WAITING),
        (Often.PAGE_ONLY, Mail.NONE),
    ],
)
def test_a_notice_waits_to_be_sent_as_its_reader_chose(often, mail):
    reader, now = user(), timezone.now()
    choose(reader, often, now=now)
    notice = told(reader)
    assert (notice.mail, notice.due_at is None) == (mail, mail == Mail.NONE)
    assert Notice.objects.due(now + timedelta(days=8)).count() == (mail == Mail.WAITING)


def test_another_choice_counts_for_what_waits_already():
    reader, now = user(), timezone.now()
    told(reader)
    choose(reader, Often.DAILY, now=now)
    assert (Notice.objects.due(now).count(), Notice.objects.due(now + timedelta(days=1)).count()) == (0, 1)
    choose(reader, Often.PAGE_ONLY, now=now)
    assert Notice.objects.get().mail == Mail.NONE


def test_a_notice_waits_for_its_reader_until_it_is_read():
    reader, other = user(), user()
    first, _second, _others = told(reader), told(reader), told(other)
    assert mark_read(Notice.objects.filter(pk=first.pk), now=timezone.now()) == 1
    assert (Notice.objects.waiting_for(reader).count(), Notice.objects.waiting_for(other).count()) == (1, 1)
    assert mark_read(Notice.objects.waiting_for(reader), now=timezone.now()) == 1
    assert mark_read(Notice.objects.visible_to(reader), now=timezone.now()) == 0


def test_only_what_failed_is_sent_again():
    failed, sent = told(user()), told(user())
    Notice.objects.filter(pk=failed.pk).update(mail=Mail.FAILED, attempts=5, trouble="refused", due_at=None)
    Notice.objects.filter(pk=sent.pk).update(mail=Mail.SENT, due_at=None)
    now = timezone.now()
    assert send_again(Notice.objects.all(), now=now) == 1
    assert list(Notice.objects.order_by("pk").values_list("mail", "attempts", "trouble", "due_at")) == [
        (Mail.WAITING, 0, "", now),
        (Mail.SENT, 0, "", None),
    ]


def test_notices_go_with_their_reader():
    reader = user()
    told(reader)
    choose(reader, Often.DAILY, now=timezone.now())
    reader.delete()
    assert Notice.objects.count() == 0
