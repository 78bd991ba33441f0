"""Who may do what with organisations and networks."""

from zhinan.accounts.access import read

__all__ = ["read"]
