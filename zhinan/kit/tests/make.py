"""Short makers for the tests of this room, which may not import the rooms above it."""

from itertools import count

from django.apps import apps
from hypothesis import strategies as st

NUMBERS = count(1)


def noun(label):
    """The model of some room above, as `network.organisation`."""
    return apps.get_model(label)


def organisation(**facts):
    """An organisation in the database."""
    number = next(NUMBERS)
    return noun("network.organisation").objects.create(**{"slug": f"made-{number}", "name": f"Made {number}", **facts})


def user(role="", scope=""):
    """Somebody who signs in, with one role or none."""
    found = noun("accounts.user").objects.create_user(f"made-{next(NUMBERS)}@zhinan.example", name="Somebody")
    if role:
        noun("accounts.role").objects.create(user=found, role=role, scope=scope)
    return found


def dates_in_text():
    """Texts of partial dates: a year, a month, a day, or one of several of them."""
    single = st.one_of(
        st.integers(1, 9999).map(lambda year: f"{year:04}"),
        st.dates().map(lambda day: day.isoformat()[:7]),
        st.dates().map(lambda day: day.isoformat()),
    )
    several = st.lists(single, min_size=2, max_size=5).map(lambda parts: f"[{','.join(parts)}]")
    return st.one_of(single, several)


def sent(form_class, **values):
    """What a browser sends of a record's form without any row: `values`, for everybody, to be saved."""
    counts = (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"), ("MIN_NUM_FORMS", "0"), ("MAX_NUM_FORMS", "200"))
    sets = (*form_class.rows, *(("translations",) if hasattr(form_class._meta.model, "translatable") else ()))
    rows = {f"{name}-{key}": value for name in sets for key, value in counts}
    return {"audience": "public", "language": "en", "step": "save", **rows, **values}
