"""Who may do what with grants."""

from zhinan.accounts.access import read

__all__ = ["read"]
