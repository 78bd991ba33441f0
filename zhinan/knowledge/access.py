"""Who may do what with solutions, publications, collections and stories."""

from zhinan.accounts.access import read

__all__ = ["read"]
