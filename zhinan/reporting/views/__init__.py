"""Pages of reports, figures, findings and statements; of indicators, and of what is taken for them."""

from .indicators import indicator
from .reports import download, figure, findings, highlights, statement, world_map
from .taking import take

__all__ = ["download", "figure", "findings", "highlights", "indicator", "statement", "take", "world_map"]
