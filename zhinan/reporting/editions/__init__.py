"""A programme's report of a year: its figures, statements and findings, and the Highlights made of the same records."""

from .report import NoReport, Report

__all__ = ["NoReport", "Report"]
