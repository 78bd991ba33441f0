"""Long work on imports, in the background."""

import gc
from contextlib import contextmanager

from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_noop
from django_tasks import task

from zhinan.accounts.models import User
from zhinan.notices.actions import tell

from . import actions, keeping
from .models import Import
from .states import Work

SELDOM = (50_000, 50, 50)
TOLD = {
    Work.PREVIEW: gettext_noop("“{file}” has been looked at. See what would happen with its rows."),
    Work.TAKE: gettext_noop("The good rows of “{file}” have been taken over."),
    Work.UNDO: gettext_noop("The import of “{file}” has been taken back."),
}


@task()
def work(pk, run, by, language):
    """Do the piece of work number `run` on the import `pk` for the user with the key `by`, who reads `language`.

    They are told when it is over: nobody waits at the page for long.
    """
    one = Import.objects.filter(pk=pk, run=run).exclude(work=Work.NONE).first()
    if one is None:
        return
    user, what = User.objects.get(pk=by), one.work
    with translation.override(language), rarely_collected():
        actions.do(one, user, on=timezone.localdate())
    if Import.objects.filter(pk=pk, run=run, work=Work.NONE, trouble="").exists():
        tell([user], TOLD[what], one, file=one.name)


@task()
def empty_imports():
    """Delete what imports have held for long enough, and files that no import has; to be done once a day."""
    now = timezone.now()
    for one in Import.objects.due_to_be_emptied(now):
        keeping.empty(one)
    keeping.sweep(now)


def hand_over(one, by):
    """Give what is still to be done on the import `one` to the worker, for the user `by`; nothing where nothing is."""
    if one.work:
        work.enqueue(pk=one.pk, run=one.run, by=by.pk, language=get_language())
    return one


@contextmanager
def rarely_collected():
    """Let Python look for garbage less often: among many small objects that costs a quarter of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
