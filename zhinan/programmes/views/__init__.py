"""Pages of funds, projects, the ledger and exchange rates."""

from .ledger import VERBS, post
from .projects import fund, project
from .rates import add_rate, drop_rate, import_rates, rates

__all__ = ["VERBS", "add_rate", "drop_rate", "fund", "import_rates", "post", "project", "rates"]
