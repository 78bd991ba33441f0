"""What each command of `zhinan` does, once the installation is open: one function `do_...` a command."""

import sys
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from zhinan.codelists.rules import WrongTable
from zhinan.demo.reading import WrongData
from zhinan.kit.supervisor import PortInUse
from zhinan.kit.terminal import say
from zhinan.kit.typesetting import CannotSet
from zhinan.reporting.editions import NoReport
from zhinan.search.actions import Busy

from .. import environment
from ..archive import NotKept
from ..asking import NoAnswer
from .looking import CannotWrite

MODULES = {
    "init": "beginning",
    "demo": "serving",
    "serve": "serving",
    "worker": "serving",
    "report": "looking",
    "search": "looking",
    "codelists": "looking",
    "doctor": "looking",
    "backup": "keeping",
    "restore": "keeping",
    "upgrade": "keeping",
}
MAKERS = ("init", "demo", "serve", "restore")  # the commands that make an installation where there is none


class NoInstallation(Exception):
    """There is nothing yet that the command could work on; the text says where it looked."""


TROUBLE = (
    environment.WrongSetting,
    NoInstallation,
    NoAnswer,
    NoReport,
    NotKept,
    WrongData,
    WrongTable,
    PortInUse,
    CannotSet,
    Busy,
    CannotWrite,
)
NO_DATABASE = (
    "The database does not answer or is not set up ({trouble}). `zhinan doctor` looks closer; `{maker}` sets one up."
)


def run(words):
    """Run the command that `words` name; returns the exit code. What a person can mend is said in a sentence."""
    try:
        if words.command not in MAKERS:
            find_installation()
        module = import_module(f"{__name__}.{MODULES[words.command]}")
        return getattr(module, f"do_{words.command}")(words) or 0
    except TROUBLE as trouble:
        say(trouble, stream=sys.stderr)
    except DatabaseError as trouble:
        say(NO_DATABASE.format(trouble=str(trouble).strip().splitlines()[0], maker=maker()), stream=sys.stderr)
    except OSError as trouble:
        say(f"{trouble.filename or 'Writing'}: {trouble.strerror}.", stream=sys.stderr)
    return 1


def find_installation():
    """Make sure that there is a database to ask, since SQLite would make an empty one; raises NoInstallation."""
    file = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite" and not Path(file).exists():
        raise NoInstallation(
            f"There is no installation in {settings.FOLDER}. Name its folder with ZHINAN_DATA, "
            f"or make one with `{maker()}`."
        )


def maker():
    """The command that makes an installation of the world that is named."""
    return "zhinan init" if settings.WORLD == environment.OWN else "zhinan demo --no-serve"
