"""Who may do what with events."""

from zhinan.accounts.access import read

__all__ = ["read"]
