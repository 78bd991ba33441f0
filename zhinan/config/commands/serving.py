"""Commands that serve: the demonstration, an installation, the worker alone."""

import sys

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from zhinan.accounts.actions import opening_key
from zhinan.accounts.models import User
from zhinan.codelists import actions as codelists
from zhinan.demo import worlds
from zhinan.kit.supervisor import claim, run_together, wait_for
from zhinan.kit.terminal import Progress, say
from zhinan.portal import tasks as indexer

from .. import environment, worker
from ..restore import has

SETTING_UP = "Setting up; this takes about half a minute."


def do_demo(words):
    """Make the demonstration installation, once, and serve it."""
    if not words.no_serve:
        claim(environment.bind(), environment.port())
    if words.fresh:
        environment.start_over()
    prepare()
    worlds.load_world(settings.WORLD, progress=Progress("Records"))
    indexer.bring_up_to_date(progress=Progress("Search index"))
    if words.no_serve:
        return 0
    people = [f"  {address:<34} {password:<20} {role}" for address, password, role in worlds.accounts()]
    return serve(["\nDemonstration accounts (sign in with mail address and password):", *people] if people else [])


def do_serve(words):
    """Serve an installation; one in which nobody has an account yet is begun on its first page."""
    claim(environment.bind(), environment.port())
    if not has(User):
        say(SETTING_UP)
    prepare()
    worker.open_index()
    if User.objects.exists():
        return serve([])
    link = f"{settings.ADDRESS}{reverse('begin')}?key={opening_key()}"
    return serve(["\nNobody has an account yet. Begin here:", f"  {link}"])


def do_worker(words):
    """Work in the background until a signal comes."""
    worker.work()


def prepare():
    """Bring database, codelists and style sheets up to this version; quick where nothing is to be done.

    Returns {table: (added, changed, same)} of the codelists.
    """
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    found = codelists.load_all()
    call_command("collectstatic", verbosity=0, interactive=False)
    return found


def serve(lines):
    """Run web server and worker until a signal comes; `lines` are shown once the pages are answered."""

    held = environment.hold()  # until this process ends

    def ready():
        wait_for(environment.bind(), environment.port())
        say(f"\nZhinan serves {what()} on {settings.ADDRESS}/")
        for line in lines:
            say(line)
        say("\nCtrl-C ends it.")

    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", environment.bind()]
    web += ["--port", str(environment.port()), "--workers", str(environment.web_workers())]
    web += ["--respawn-failed-workers", "--blocking-threads", "2", "--backpressure", "64", "--log-level", "warning"]
    web += ["--no-ws", "zhinan.config.wsgi:application"]
    try:
        return run_together([web, [sys.executable, "-m", "zhinan", "worker"]], ready)
    finally:
        if held is not None:
            held.close()


def what():
    """What is served, in words."""
    return "your installation" if settings.WORLD == environment.OWN else f"the {settings.WORLD} world"
