"""Reports as documents."""

from .reports import report_paper

__all__ = ["report_paper"]
