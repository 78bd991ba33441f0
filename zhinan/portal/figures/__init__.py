"""What the composite pages count and list over the rooms; reads only."""

from .beginning import is_underway, programmes_of, steps
from .calendar import SOURCES, Occasion, occasions
from .desk import lately, pairs, reports, roles_in_words, waiting
from .dossiers import (
    ON_HOME,
    PLURALS,
    dossier_of_country,
    dossier_of_organisation,
    dossier_of_programme,
    pillars,
    statuses,
)
from .people import invitations_in, roles_in
from .stored import kept_nouns, put_away

__all__ = [
    "ON_HOME",
    "PLURALS",
    "SOURCES",
    "Occasion",
    "dossier_of_country",
    "dossier_of_organisation",
    "dossier_of_programme",
    "invitations_in",
    "is_underway",
    "kept_nouns",
    "lately",
    "occasions",
    "pairs",
    "pillars",
    "programmes_of",
    "put_away",
    "reports",
    "roles_in",
    "roles_in_words",
    "statuses",
    "steps",
    "waiting",
]
