"""Makes a demonstration world: its records, its sources' texts, and an account for each role."""

import secrets

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from zhinan.accounts.actions import grant_role
from zhinan.accounts.models import RoleName, User
from zhinan.network.models import Organisation
from zhinan.programmes.models import Programme
from zhinan.sources.models import Source

from .loading import Loader
from .reading import HERE, WrongData, read_world
from .surveys import load_surveys

DOMAIN = "zhinan.example"
CAST = (
    ("administrator", RoleName.ADMINISTRATOR, None),
    ("secretariat", RoleName.SECRETARIAT, Programme),
    ("finance", RoleName.FINANCE, Programme),
    ("evaluator", RoleName.EVALUATOR, Programme),
    ("focal-point", RoleName.FOCAL_POINT, Organisation),
)


@transaction.atomic
def load_world(world, progress=None):
    """Load the data files of `world` with its accounts, unless they are there; everything or nothing.

    `world` is record, practice, or the path of a folder of data files. Raises WrongData where one cannot be used.
    """
    if Programme.objects.exists():
        return
    folder = HERE / world
    Loader(progress).load(read_world(folder))
    for source in Source.objects.filter(text=""):
        read_text(source, folder)
    load_surveys(folder)
    make_cast()


def read_text(source, folder):
    """Lay the whole text of `source` beside it, where the world has it."""
    path = folder / source.file
    if source.file.endswith(".txt"):
        if not path.is_file():
            raise WrongData(f"{source.file}: the text of “{source.title}” is missing in {folder.name}.")
        try:
            source.text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise WrongData(f"{source.file}: not written in UTF-8. Save it as UTF-8.") from None
        source.save(update_fields=["text"])


def make_cast():
    """Make an account for each role of the cast, all with the password that is kept beside the database."""
    password = secrets.token_urlsafe(9)
    hashed = make_password(password)  # once: hashing is slow on purpose
    programmes = Programme.objects.filter(periods__isnull=False).distinct()
    for word, role, where in CAST:
        name = word.replace("-", " ").capitalize()
        user = User.objects.create(email=f"{word}@{DOMAIN}", name=name, password=hashed)
        if where is None:
            grant_role(user, role)
        elif where is Programme:
            for programme in programmes:
                grant_role(user, role, programme.scope())
        else:
            for organisation in Organisation.objects.filter(memberships__isnull=False).order_by("pk")[:1]:
                grant_role(user, role, f"organisation:{organisation.pk}")
    (settings.FOLDER / "accounts.txt").write_text(password, encoding="utf-8")


def accounts():
    """(mail address, password, role) of the cast, as long as the demonstration's password is kept."""
    path = settings.FOLDER / "accounts.txt"
    if not path.exists():
        return []
    password = path.read_text(encoding="utf-8").strip()
    return [(f"{word}@{DOMAIN}", password, RoleName(role).label) for word, role, _where in CAST]
