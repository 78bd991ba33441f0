"""How a table of the package is checked, and which country a text means."""

from .countries import CountryNames, country_names
from .tables import WrongTable, read

__all__ = ["CountryNames", "WrongTable", "country_names", "read"]
