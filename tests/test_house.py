"""What the law of the house demands and import-linter cannot see: relations, links, guards, budgets, names."""

import ast
import inspect
import re
import statistics
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.account.urls import urlpatterns as account_routes
from allauth.mfa.urls import urlpatterns as mfa_routes
from django.apps import apps
from django.urls import URLPattern, get_resolver, resolve, reverse

from zhinan.accounts.models import Visibility
from zhinan.config import menu
from zhinan.config.urls import OPEN, SIGNED_IN
from zhinan.portal.documents import DOCUMENTS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "zhinan"
TABLES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
FLOORS = [
    [room.strip(" ()") for room in re.split(r"[|:]", floor)] for floor in reversed(TABLES[0]["layers"])
]  # the lowest first
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
MODELS = [model for model in apps.get_models() if model.__module__.startswith("zhinan.")]
FREE = {"kit", "config", "demo", "exchange", "locale"}  # folders whose file names are their own
FILES = {"__init__", "tests", "migrations", "management", "templates", "static"}
FILES |= {word.strip(" ()") for line in TABLES[1]["layers"] for word in line.split(":")} | {"tables"}
EXTRA = {"accounts": {"adapter"}, "codelists": {"tables"}}
VIEW_LINES, TEMPLATE_LINES, FILE_LINES, MEDIAN_LINES = 25, 120, 400, 80
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
OURS = [*SOURCES, *sorted((ROOT / "tests").glob("*.py")), *sorted((ROOT / "bench").glob("*.py"))]
OURS += [*sorted((ROOT / "tools").glob("*.py")), ROOT / "conftest.py", ROOT / "manage.py"]
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))


def room_of(path):
    """The room that a file of the package stands in."""
    return path.relative_to(PACKAGE).parts[0]


def named(path):
    """A file as a failing test shows it."""
    return str(path.relative_to(ROOT))


def below(upper, lower):
    """Whether `lower` is the same room or stands on a lower floor."""
    return upper == lower or FLOOR[lower] < FLOOR[upper]


def patterns(resolver=None):
    """Each route of the site, third-party ones too."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from patterns(pattern)


def owner(pattern):
    """The room that a route's view stands in."""
    return pattern.callback.__module__.split(".")[1]


def noun_of(pattern):
    """The room of the noun that a route is about: `portal` may hold the page of a lower room's noun."""
    nouns = {model._meta.model_name: model._meta.app_label for model in apps.get_models()}
    return nouns.get(pattern.name, owner(pattern))


# relations


def relations():
    """(model, field) of each relation between records of two rooms."""
    for model in MODELS:
        for field in (*model._meta.fields, *model._meta.many_to_many):
            if field.is_relation and field.related_model._meta.app_label != model._meta.app_label:
                yield model, field


def test_relations_in_the_database_go_down():
    up = [
        str(field)
        for model, field in relations()
        if not below(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert up == []


def test_a_relation_to_another_room_leaves_no_name_there():
    assert [str(field) for _model, field in relations() if not field.remote_field.hidden] == []


# templates


def test_a_template_includes_and_extends_only_what_stands_in_its_room_or_below():
    wrong, homes = [], {}
    for path in TEMPLATES:
        homes[path.as_posix().split("/templates/")[1]] = room_of(path)
    for path in TEMPLATES:
        for name in re.findall(r'{% (?:include|extends) "([^"]+)"', path.read_text()):
            if not below(room_of(path), homes[name]):
                wrong.append(f"{named(path)}: {name}")
    assert wrong == []


def test_a_template_links_only_downwards():
    homes = {pattern.name: noun_of(pattern) for pattern in patterns() if pattern.name not in OPEN + SIGNED_IN}
    homes |= dict.fromkeys(OPEN + SIGNED_IN, "accounts") | dict.fromkeys(menu.FRAME, "kit")
    wrong = []
    for path in TEMPLATES:
        for name in re.findall(r"{% url '([^']+)'", path.read_text()):
            if not below(room_of(path), homes[name]) and not is_frame(path, name):
                wrong.append(f"{named(path)}: {name}")
    assert wrong == []


def is_frame(path, name):
    """Whether the frame of every page, which stands in `kit`, links to a page of sign-in."""
    return room_of(path) == "kit" and name in OPEN


def test_the_names_that_the_frame_links_to_are_addresses():
    assert [name for name in menu.FRAME if not reverse(name)] == []


def test_no_template_holds_an_address_of_ours():
    wrong = []
    for path in TEMPLATES:
        for address in re.findall(r'(?:href|src|action)="([^"]*)"', path.read_text()):
            if address.startswith("/") or (address[:1].isalpha() and not address.startswith("https://www.gnu.org/")):
                wrong.append(f"{named(path)}: {address}")
    assert wrong == []


def test_every_sentence_of_a_template_can_be_translated():
    """Words outside tags and variables: a name of ours, a unit or a sign may stand bare, a sentence may not."""
    bare = []
    for path in TEMPLATES:
        text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text(), flags=re.S)
        text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", text, flags=re.S)
        text = re.sub(r"{%.*?%}|{{.*?}}|&\w+;", "", text, flags=re.S)
        attributes = re.findall(r'(?:alt|title|placeholder|aria-label)="([^"]*[A-Za-z]{2}[^"]*)"', text)
        text = re.sub(r"<svg.*?</svg>|<style.*?</style>|<[^>]*>", " ", text, flags=re.S)
        words = [word for word in re.findall(r"[A-Za-z][A-Za-z-]+", text) if word not in BARE]
        bare += [f"{named(path)}: {word}" for word in (*words, *attributes)]
    assert bare == []


BARE = {"Zhinan", "AGPL-3", "or-later", "CSV", "AGPL-"}


# guards


def test_every_view_says_who_may_open_it():
    silent = [str(pattern.pattern) for pattern in patterns() if not guarded(pattern)]
    assert silent == []


def guarded(pattern):
    """Whether a route's view carries a guard, or is third-party and listed by name."""
    return hasattr(pattern.callback, "guard") or pattern.name in OPEN + SIGNED_IN


def test_of_the_sign_in_pages_of_others_only_the_listed_ones_can_be_reached():
    routes = [*account_routes, *patterns(SimpleNamespace(url_patterns=mfa_routes))]
    wanted = {route.name for route in routes} & {*OPEN, *SIGNED_IN}
    reached = {pattern.name for pattern in patterns() if not pattern.callback.__module__.startswith("zhinan.")}
    assert reached == wanted == {*OPEN, *SIGNED_IN}


@pytest.mark.django_db
@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_third_party_page_for_those_who_signed_in_leads_others_to_sign_in(client, name):
    answer = client.get(reverse(name, args=[1] if name in OF_A_KEY else []))
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("account_login"))


OF_A_KEY = ("mfa_remove_webauthn", "mfa_edit_webauthn")


@pytest.mark.django_db
def test_nobody_signs_up_by_themselves(client):
    answer = client.post(reverse("account_signup"), {"email": "me@zhinan.example"})
    assert "account/signup_closed.html" in [template.name for template in answer.templates]


def test_the_menu_leads_somewhere():
    names = [name for name, _label in menu.SECTIONS + menu.OWN]
    assert [resolve(reverse(name)).url_name for name in names] == names


# names and budgets


def test_a_room_holds_only_the_files_of_the_law():
    strangers = []
    for room in sorted(path for path in PACKAGE.iterdir() if path.is_dir() and path.name not in FREE | {"__pycache__"}):
        for path in room.iterdir():
            name = path.stem if path.suffix == ".py" else path.name
            if name not in FILES | EXTRA.get(room.name, set()) | {"__pycache__"}:
                strangers.append(named(path))
    assert strangers == []


def test_every_room_stands_on_a_floor_and_keeps_the_order_inside():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    ordered = {name.removeprefix("zhinan.") for name in TABLES[1]["containers"]}
    assert (rooms - FLOOR.keys(), rooms - FREE - ordered) == (set(), set())


def test_every_room_has_its_card():
    cards = [path / "__init__.py" for path in PACKAGE.iterdir() if (path / "__init__.py").exists()]
    assert [named(path) for path in cards if not ast.get_docstring(ast.parse(path.read_text()))] == []


def test_no_file_is_longer_than_400_lines():
    assert {named(path): lines(path) for path in OURS if lines(path) > FILE_LINES} == {}


def test_the_median_file_is_at_most_80_lines():
    found = statistics.median(lines(path) for path in SOURCES if "tests" not in path.parts and lines(path) > 1)
    assert found <= MEDIAN_LINES, found


def test_no_template_is_longer_than_120_lines():
    assert {named(path): lines(path) for path in TEMPLATES if lines(path) > TEMPLATE_LINES} == {}


def test_no_view_is_longer_than_25_lines():
    long = {}
    for pattern in patterns():
        if pattern.callback.__module__.startswith("zhinan."):
            code = inspect.unwrap(pattern.callback).__code__
            last = max(line for _start, _end, line in code.co_lines() if line)
            long[pattern.name] = last - code.co_firstlineno
    assert {name: number for name, number in long.items() if number > VIEW_LINES} == {}


def lines(path):
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def test_nothing_is_imported_late_or_caught_blindly():
    """Ruff sees both; this sees that nobody told it to look away."""
    wrong = []
    for path in OURS:
        text = path.read_text(encoding="utf-8")
        wrong += [
            f"{named(path)}: {word}" for word in re.findall(r"#\s(?:noqa(?:: (?!T201|F403)|$)|type: ignore)", text)
        ]
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception"):
                wrong.append(f"{named(path)}:{node.lineno} catches everything")
    assert wrong == []


def test_no_name_is_numbered_or_says_nothing():
    """Numbered variables, and words that hide what a thing is."""
    empty = re.compile(r"(?:^|_)(?:manager|helper|util|utils|process|handle)(?:_|$)|^data$|[a-z]_?[0-9]$")
    wrong = []
    for path in [path for path in SOURCES if "tests" not in path.parts]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in given_names(node):
                if empty.search(name) and name not in KNOWN:
                    wrong.append(f"{named(path)}:{node.lineno} {name}")
    assert wrong == []


# Words of standards, of commands of Django, and who manages a fund.
KNOWN = {"handle", "m49", "alpha2", "alpha3", "manager", "x1", "y1", "x2", "y2"}


def given_names(node):
    """The names that a statement gives."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    return [node.arg] if isinstance(node, ast.arg) else []


# what stands in the repository


def test_the_repository_names_no_registry_no_machine_and_not_how_it_was_made():
    wrong = []
    for path in [*repository_files()]:
        text = path.read_text(encoding="utf-8", errors="replace")
        wrong += [f"{named(path)}: {found}" for found in FOREIGN.findall(text)]
    assert wrong == []


FOREIGN = re.compile(
    "|".join(
        (
            r"https?://[\w.]*py" + r"pi[\w./]*",
            r"files\.python" + r"hosted\.org",
            r"registry\.npm" + r"js\.org",
            r"--(?:extra-)?index" + r"-url",
            r"/work" + r"/\w+",
            r"\.\./shared" + r"\b",
            r"/root" + r"/\w*",
            r"/home" + r"/\w+",
            r"(?i:\bco-authored" + r"-by\b)",
        )
    )
)


def repository_files():
    """Each text file that belongs to the repository: seeds and pictures are others' words."""
    kept = {".py", ".md", ".toml", ".html", ".css", ".js", ".txt", ".typ", ".csv", ""}
    out = {".git", ".venv", "var", "__pycache__", "seeds", "screenshots", "work", "zhinan.egg-info"}
    for path in sorted(ROOT.rglob("*")):
        hidden = out.intersection(path.relative_to(ROOT).parts) or any(
            part.startswith(".") and part not in {".ci", ".gitignore"} for part in path.relative_to(ROOT).parts
        )
        if path.is_file() and path.suffix in kept and not hidden:
            yield path


# history


def test_every_noun_that_others_can_see_is_found_by_the_search_or_says_where_it_is_read():
    nouns = {model for model in MODELS if issubclass(model, Visibility)}
    elsewhere = {model for model in nouns - DOCUMENTS.keys() if hasattr(model, "get_absolute_url")}
    assert {model.__name__ for model in nouns - DOCUMENTS.keys() - elsewhere} == set(UNREACHED)


UNREACHED = ()


def test_every_action_that_writes_a_noun_writes_the_history():
    """A function that saves, makes or deletes rows calls `record`, or is called by one that does."""
    silent = []
    for path in sorted(PACKAGE.glob("*/actions*")):
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            if room_of(file) in GROUND:
                continue
            for node in ast.parse(file.read_text()).body:
                if isinstance(node, ast.FunctionDef) and writes(node) and "record" not in called(node):
                    silent.append(f"{named(file)}: {node.name}")
    assert silent == NOT_TOLD


NOT_TOLD = [
    "zhinan/accounts/actions.py: only_once",  # that a form was sent is no noun
    # What plans the reports, and sets their days, is told where the agreement takes effect or the day is moved.
    *(f"zhinan/awards/actions/reports.py: {name}" for name in ("plan_reports", "set_days")),
    "zhinan/events/actions/certificates.py: drop_addresses",  # nobody is written to again
    "zhinan/events/actions/life.py: told",  # the verb of the event's life is told; mails follow
    *(f"zhinan/events/actions/registering.py: {name}" for name in ("claim", "unclaim")),  # that a mail went out
    # Nothing is written but the list itself; `take_roll` tells of what comes of it.
    *(f"zhinan/events/actions/rolls.py: {name}" for name in ("lay", "write_down", "note_present")),
    "zhinan/grants/actions/call_rules.py: follow",  # `publish_rules` tells of it
    # `writing` tells that a report was written, the actions of awards that it was sent, returned, accepted.
    *(f"zhinan/monitoring/actions/contents.py: {name}" for name in ("write_results", "write_finances")),
    *(f"zhinan/monitoring/actions/sending.py: {name}" for name in ("send", "return_with", "accept", "open_again")),
    # Nothing of the report is written; `take_sheet` tells of what comes of it.
    *(f"zhinan/monitoring/actions/sheets.py: {name}" for name in ("lay_sheet", "drop_sheet", "forget_sheets")),
    # What somebody is writing is theirs until it is sent, and of an anonymous round nothing may ever be told.
    *(f"zhinan/questionnaires/actions/answering.py: {name}" for name in ("begin", "put", "cell_of", "drop", "use_up")),
    "zhinan/questionnaires/actions/building.py: create",  # `write` tells of it
    "zhinan/questionnaires/actions/mixing.py: mix",  # nothing is said in another way
    # `move` tells of opening; that a mail went out stands at who was asked; words of anonymous links belong to nobody.
    *(f"zhinan/questionnaires/actions/rounds.py: {name}" for name in ("open_round", "give_out", "claim", "unclaim")),
]
GROUND = {"history", "sources", "search", "codelists", "notices"}  # what they write is no noun of somebody's


def called(node):
    """Names of the functions and methods that are called inside."""
    calls = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
    return {getattr(function, "id", getattr(function, "attr", "")) for function in calls}


def writes(node):
    """Whether a function changes rows."""
    return bool(
        called(node) & {"save", "create", "bulk_create", "update", "delete", "get_or_create", "update_or_create"}
    )
