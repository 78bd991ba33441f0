"""Who may do what with reports, findings, and what is taken for indicators."""

from zhinan.accounts.access import read, sign_in
from zhinan.programmes.access import see_findings
from zhinan.results.access import keep_indicator

__all__ = ["keep_indicator", "read", "see_findings", "sign_in"]
