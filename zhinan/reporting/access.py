"""Who may do what with reports and findings."""

from zhinan.accounts.access import read, sign_in
from zhinan.programmes.access import see_findings

__all__ = ["read", "see_findings", "sign_in"]
