"""Who may do what with deliveries."""

from zhinan.accounts.access import read

__all__ = ["read"]
