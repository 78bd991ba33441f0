"""What the composite pages count and list over the rooms; reads only."""

from .calendar import SOURCES, Occasion, occasions
from .desk import lately, reports, roles_in_words, waiting
from .dossiers import (
    ON_HOME,
    PLURALS,
    dossier_of_country,
    dossier_of_organisation,
    dossier_of_programme,
    pillars,
    statuses,
)
from .stored import kept_nouns, put_away

__all__ = [
    "ON_HOME",
    "PLURALS",
    "SOURCES",
    "Occasion",
    "dossier_of_country",
    "dossier_of_organisation",
    "dossier_of_programme",
    "kept_nouns",
    "lately",
    "occasions",
    "pillars",
    "put_away",
    "reports",
    "roles_in_words",
    "statuses",
    "waiting",
]
