"""The posters of a collection in one document, behind the list by which they are hung."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhinan.kit.languages import spoken
from zhinan.kit.punctuation import in_rows

from .gathering import gathered
from .posters import countries, institutions, printed

MOST = 60


def posters(collection, user, size, language=""):
    """The posters of the good practices of `collection` that `user` may see, in their order, as the bytes of a PDF.

    The first page is the list for the floor. A good practice without a solution stands in it and has no poster; posters
    end after MOST. `size` and `language` are as for one poster. May raise CannotSet.
    """
    items = list(collection.items.visible_to(user).select_related("solution"))
    shown = [item for item in items if item.solution is not None][:MOST]
    materials = gathered(list({item.solution_id: item.solution for item in shown}.values()), user)
    found = {one.solution.pk: one for one in materials}
    return printed(
        [found[item.solution_id] for item in shown],
        size,
        language,
        str(collection),
        numbers=[item.position for item in shown],
        list=floor_list(collection, items, shown, found),
    )


def floor_list(collection, items, shown, found):
    """The list for the floor: {"title", "collection", "header", "rows", "notes"}; a row is four texts."""
    column = {
        "number": pgettext("column of a floor list", "No."),
        "title": pgettext("column", "Title"),
        "institution": pgettext("column", "Organisation"),
        "country": pgettext("column", "Countries"),
        "check": pgettext("column of a floor list", "Hung"),
    }
    rows = [row_of(item, found.get(item.solution_id)) for item in items]
    return {
        "title": _("Floor list"),
        "collection": str(collection),
        "header": list(column.values()),
        "rows": rows,
        "notes": notes(items, shown),
    }


def row_of(item, material):
    """A good practice as {"cells", "has_poster"}."""
    if material is None:
        return {"cells": [str(item.position), str(item), "", ""], "has_poster": False}
    language = spoken()
    institution = in_rows(institutions(material, language))
    return {"cells": [str(item.position), str(item), institution, countries(material, language)], "has_poster": True}


def notes(items, shown):
    """The sentences under the list: how many posters there are, and which are not here."""
    found = [ngettext("{n} poster follows.", "{n} posters follow.", len(shown)).format(n=len(shown))]
    whole = sum(item.solution is not None for item in items)
    if whole > len(shown):
        said = _("A set holds at most {most} posters: of {whole}, the others are set from their solutions' own pages.")
        found.append(said.format(most=MOST, whole=whole))
    if whole < len(items):
        found.append(_("A good practice whose solution is not recorded has no poster."))
    return found
