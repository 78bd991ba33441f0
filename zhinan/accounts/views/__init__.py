"""What the pages of all records share, and the pages of people and their roles."""

from .records import kind_word, record_page, traces

__all__ = ["kind_word", "record_page", "traces"]
