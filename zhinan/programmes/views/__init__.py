"""Pages of funds, projects, the ledger and exchange rates."""

from .ledger import VERBS, post
from .projects import fund, ledger, project
from .rates import add_rate, drop_rate, import_rates, rates

__all__ = ["VERBS", "add_rate", "drop_rate", "fund", "import_rates", "ledger", "post", "project", "rates"]
