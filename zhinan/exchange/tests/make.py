"""Short makers for the tests of this room: a file, an import, and an import that was looked at."""

import io

from django.core.files.base import ContentFile

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.exchange import actions
from zhinan.exchange.resources import BY_KEY
from zhinan.kit.sheets import write_xlsx


class EMPTY:
    """A form without fields, for the words of a row."""

    def of_row(row):
        return (), ()


def office(scope="programme:7"):
    """Somebody of a secretariat."""
    return user("Secretariat", RoleName.SECRETARIAT, scope)


def xlsx(header, rows):
    """The bytes of a file."""
    stream = io.BytesIO()
    write_xlsx(header, rows, stream)
    return stream.getvalue()


def uploaded(resource, header, rows, by, name="list.xlsx"):
    """An import of `rows` under `header`, just uploaded."""
    return actions.upload(ContentFile(xlsx(header, rows)), name, BY_KEY[resource], by=by)


def looked_at(resource, header, rows, by):
    """An import of `rows`, its columns as they are guessed, and looked at."""
    one = uploaded(resource, header, rows, by)
    return actions.preview(actions.name_columns(one, one.columns, styles(one), by=by), by=by)


def styles(one):
    """{column: [order, decimal sign]} of the columns of `one`, as they tell themselves."""
    known = one.chosen()["styles"]
    return {name: known[place][:2] if place < len(known) else ["", ""] for name, place in one.columns.items()}


def states(one):
    """The state of each row, in the order of the sheet."""
    return list(one.rows.values_list("state", flat=True))


def row(one, number):
    """The row of `one` with that number."""
    return one.rows.get(number=number)
