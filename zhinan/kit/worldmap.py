"""The world map as one SVG document, pale but for the countries and areas that are meant."""

import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OUTLINES = Path(__file__).parent / "static/kit/map.svg"
SHAPE = re.compile(r'<(path|circle) id="c-([a-z]{3})"([^>]*?)/>')
MEANT = "#b23a1e"
DOT = "3.5"  # radius of a dot that is meant: larger than the pale ones

# The usual note of the United Nations; it stands under every map.
NOTE = gettext_lazy(
    "The designations employed and the presentation of material on this map do not imply the expression of any opinion "
    "whatsoever on the part of the Secretariat of the United Nations concerning the legal status of any country, "
    "territory, city or area or of its authorities, or concerning the delimitation of its frontiers or boundaries."
)


@cache
def _outlines():
    """The committed map, as text."""
    return OUTLINES.read_text(encoding="utf-8")


@cache
def areas():
    """Lowercase ISO alpha-3 codes of the countries and areas that the map can colour: those of M49, less Antarctica."""
    return frozenset(code for _tag, code, _rest in SHAPE.findall(_outlines()))


def coloured(codes, *, label=""):
    """A standalone SVG document of the map in which the areas with the alpha-3 `codes` are coloured.

    `label` is what the picture shows, for those who do not see it. Colours are presentation attributes, since no style
    sheet reaches a picture. Raises ValueError with a sentence for a code that the map does not know.
    """
    wanted = frozenset(code.lower() for code in codes)
    strange = sorted(wanted - areas())
    if strange:
        raise ValueError(_("The world map has no country or area with the code “%(code)s”.") % {"code": strange[0]})
    return _drawn(wanted, str(label) or _("World map"))


def _dot(attributes):
    """A dot upon a shape that is too slight to be seen on a small screen, or nothing."""
    middle = re.search(r'data-at="(\S+) (\S+)"', attributes)
    return f'<circle cx="{middle[1]}" cy="{middle[2]}" r="{DOT}" fill="{MEANT}"/>' if middle else ""


@lru_cache(maxsize=64)
def _drawn(wanted, label):
    """The document for lowercase codes that are known to be on the map."""

    def colour(shape):
        tag, code, rest = shape.groups()
        if code not in wanted:
            return shape.group()
        rest = re.sub(r'\br="[^"]+"', f'r="{DOT}"', rest)
        return f'<{tag} id="c-{code}" class="on" fill="{MEANT}"{rest}/>{_dot(rest)}'

    head, shapes = _outlines().split(">", 1)
    return f'{head} role="img"><title>{escape(label)}</title>{SHAPE.sub(colour, shapes)}'
