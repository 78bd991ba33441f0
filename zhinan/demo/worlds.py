"""Makes a demonstration world: its records, its sources' texts, and an account for each role."""

import secrets

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from zhinan.accounts.actions import grant_role
from zhinan.accounts.models import RoleName, User
from zhinan.events.actions import name_officer
from zhinan.events.models import Course
from zhinan.grants.models import Call
from zhinan.network.models import Organisation
from zhinan.programmes.models import Programme
from zhinan.sources.models import Source

from .awards import load_awards
from .calls import load_calls
from .loading import Loader
from .reading import HERE, WrongData, read_world
from .surveys import load_surveys
from .trainings import load_trainings

DOMAIN = "zhinan.example"
CAST = (
    ("administrator", RoleName.ADMINISTRATOR, None),
    ("secretariat", RoleName.SECRETARIAT, Programme),
    ("finance", RoleName.FINANCE, Programme),
    ("evaluator", RoleName.EVALUATOR, Programme),
    ("focal-point", RoleName.FOCAL_POINT, Organisation),
    ("course-officer", RoleName.COURSE_OFFICER, Course),
    ("applicant", None, Call),
    ("grantee", None, Call),
    ("reviewer", RoleName.REVIEWER, Call),
    ("committee", RoleName.COMMITTEE, Call),
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
    today = timezone.localdate()
    load_trainings(folder, today)
    people = make_cast(today, {Course: Course.objects.exists(), Call: (folder / "calls").is_dir()})
    now = timezone.now()
    load_awards(folder, now, people)
    load_calls(folder, now, people)  # the newest of the history


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


def make_cast(today, is_there):
    """Make an account for each role of the cast, all with the password that is kept beside the database.

    `is_there` tells of a noun whether this world has records of it: without them nobody looks after one. Returns
    {word: User}; who looks after calls gets the role with the call.
    """
    password = secrets.token_urlsafe(9)
    hashed = make_password(password)  # once: hashing is slow on purpose
    people = {}
    for word, role, where in CAST:
        if not is_there.get(where, True):
            continue
        user = people[word] = User.objects.create(
            email=f"{word}@{DOMAIN}", name=word.replace("-", " ").capitalize(), password=hashed
        )
        if where is Course:
            for course in Course.objects.select_related("event"):
                name_officer(course, user, by=None, on=today)
        elif where is not Call:
            for scope in scopes(where):
                grant_role(user, role, scope)
    (settings.FOLDER / "accounts.txt").write_text(password, encoding="utf-8")
    return people


def scopes(where):
    """The scopes in which somebody of the cast has their role: of `where`, a model, or the whole site for None."""
    if where is None:
        return [""]
    if where is Programme:
        return [one.scope() for one in Programme.objects.filter(periods__isnull=False).distinct()]
    members = Organisation.objects.filter(memberships__isnull=False).order_by("pk")[:1]
    return [f"organisation:{one.pk}" for one in members]


def accounts():
    """(mail address, password, role) of the cast, as long as the demonstration's password is kept."""
    path = settings.FOLDER / "accounts.txt"
    if not path.exists():
        return []
    password = path.read_text(encoding="utf-8").strip()
    cast = {f"{word}@{DOMAIN}": RoleName(role).label if role else word for word, role, _where in CAST}
    made = set(User.objects.filter(email__in=cast).values_list("email", flat=True))
    return [(address, password, label) for address, label in cast.items() if address in made]
