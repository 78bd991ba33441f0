"""Composite pages and the search page."""
