"""Long work on imports, in the background."""

import gc
from contextlib import contextmanager

from django.utils import timezone, translation
from django.utils.translation import gettext_noop
from django_tasks import task

from zhinan.accounts.models import User
from zhinan.notices.actions import tell

from .judging import Overtaken, preview
from .models import Import
from .states import Work
from .taking import take, take_back


def take_back_today(one, user):
    """Take the import `one` back; what is reversed is reversed today."""
    take_back(one, user, on=timezone.localdate())


SELDOM = (50_000, 50, 50)
WORKS = {Work.PREVIEW: preview, Work.TAKE: take, Work.UNDO: take_back_today}


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
    with translation.override(language):
        do(one, user)
    if Import.objects.filter(pk=pk, run=run, work=Work.NONE, trouble="").exists():
        tell([user], TOLD[what], one, file=one.name)


def do(one, user):
    """Do the work that the import `one` waits for; nothing where it was begun anew meanwhile."""
    try:
        with rarely_collected():
            WORKS[one.work](one, user)
    except Overtaken:
        return


@contextmanager
def rarely_collected():
    """Let Python look for garbage less often: among many small objects that costs a quarter of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
