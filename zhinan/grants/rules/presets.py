"""What is known of the rules of three funds, to begin the rules of a call with; each rule with where it is said."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy, pgettext_lazy

from ..models import DocumentKind, Gate

GK = gettext_lazy("Usual practice, check with the fund.")
THEMES = (  # the priority areas that the fund's own page names
    pgettext_lazy("priority area", "Food and agriculture"),
    pgettext_lazy("priority area", "Trade"),
    pgettext_lazy("priority area", "Energy"),
    pgettext_lazy("priority area", "Raw materials"),
    pgettext_lazy("priority area", "Technology"),
    pgettext_lazy("priority area", "Industrialization"),
    pgettext_lazy("priority area", "Finance"),
    pgettext_lazy("priority area", "Technical cooperation among developing countries"),
)
ENDORSEMENT = pgettext_lazy("required document", "Letter of endorsement")
PROOF = pgettext_lazy("required document", "Proof of matching funds")
GUIDELINES = gettext_lazy("Guidelines of the fund at g77.org, updated on 26 September 2014.")
CALLS = gettext_lazy("Calls of the fund in 2017, 2019 and 2021; in 2010 it was 40,000.")
MATCHED = gettext_lazy("Call of the fund: inputs from other sources at least equal, secured before submission.")
HOW_TO_APPLY = gettext_lazy("Page of the GEF Small Grants Programme on how to apply; shares are usual practice.")


class Preset(NamedTuple):
    """Rules to begin with: `values` of columns, `rows` under their names, `sources` of either, by name.

    `closes` is the month and the day of the deadline in each year, or None.
    """

    name: str
    values: dict
    rows: dict
    sources: dict
    closes: tuple | None = None


def shares(*pairs, needs_match=False):
    """Rows of instalments: (percent, gate) each; the last one waits for verified match where that is said."""
    rows = [{"percent": f"{percent}.00", "gate": gate.value, "needs_match": False} for percent, gate in pairs]
    rows[-1]["needs_match"] = needs_match
    return rows


PRESETS = {
    "ssdc": Preset(
        gettext_lazy("Small grants of the South-South development cooperation project (SSDC)"),
        {"currency": "USD", "match_ratio": "1.00", "minimum_countries": 0, "months_most": 24},
        {
            "instalments": shares((70, Gate.AGREEMENT), (30, Gate.FINAL), needs_match=True),
            "reports": [{"months": 6, "is_final": False}, {"months": 12, "is_final": True}],
            "documents": [{"name": PROOF, "kind": DocumentKind.MATCH.value, "each_country": False}],
        },
        {
            "match_ratio": gettext_lazy("Annual report of the project: partners at least match each grant, 1 to 1."),
            "minimum_countries": gettext_lazy("No minimum is named in the reports of the project."),
            "months_most": gettext_lazy("Annual report of the project: grants of 2020 ran for 12 or 24 months."),
            **dict.fromkeys(("instalments", "reports", "documents"), GK),
        },
    ),
    "pgtf": Preset(
        gettext_lazy("Perez-Guerrero Trust Fund (PGTF)"),
        {
            "currency": "USD", "ceiling": "35000.00", "minimum_countries": 3, "match_ratio": "1.00",
            "is_match_secured": True, "one_per_institution": True, "languages": "ar en fr es",
        },
        {
            "themes": [{"name": name} for name in THEMES],
            "documents": [
                {"name": ENDORSEMENT, "kind": DocumentKind.ENDORSEMENT.value, "each_country": True},
                {"name": PROOF, "kind": DocumentKind.MATCH.value, "each_country": False},
            ],
            "instalments": shares((80, Gate.AGREEMENT), (20, Gate.FINAL)),
            "reports": [{"months": 12, "is_final": True}],
        },
        {
            "deadline_at": gettext_lazy("Page of the fund: 30 April, and what comes later is not considered."),
            "ceiling": CALLS,
            "minimum_countries": GUIDELINES,
            "one_per_institution": GUIDELINES,
            "match_ratio": MATCHED,
            "is_match_secured": MATCHED,
            "languages": gettext_lazy("Page of the fund: the model format stands in four languages."),
            "themes": gettext_lazy("Page of the fund on the South-South Galaxy."),
            "documents": gettext_lazy("Call of the fund: institution, name, position and signature are shown."),
            **dict.fromkeys(("instalments", "reports"), GK),
        },
        closes=(4, 30),
    ),
    "sgp": Preset(
        gettext_lazy("A fund like the GEF Small Grants Programme (SGP)"),
        {"currency": "USD", "ceiling": "50000.00", "match_ratio": "1.00", "match_technical": False, "months_most": 24},
        {
            "instalments": shares((50, Gate.AGREEMENT), (40, Gate.PROGRESS), (10, Gate.FINAL)),
            "reports": [{"months": 6, "is_final": False}, {"months": 12, "is_final": True}],
        },
        {
            "ceiling": gettext_lazy("Country pages of the programme: regular grants up to 50,000."),
            "match_ratio": gettext_lazy("1 to 1, in cash or in kind. Usual practice, check with the fund."),
            "match_technical": gettext_lazy("1 to 1, in cash or in kind. Usual practice, check with the fund."),
            "instalments": HOW_TO_APPLY,
            **dict.fromkeys(("reports", "months_most"), GK),
        },
    ),
}  # fmt: skip
CHOICES = [("", gettext_lazy("none: I write every rule")), *((key, one.name) for key, one in PRESETS.items())]
