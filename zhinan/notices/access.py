"""Who may do what with notices and mail."""

from zhinan.accounts.access import administer, read, sign_in

__all__ = ["administer", "read", "sign_in"]
