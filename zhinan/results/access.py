"""Who may do what with results frameworks, their indicators and measurements."""

from zhinan.accounts.access import keep_records, read
from zhinan.programmes.access import keep_in

__all__ = ["edit", "keep_indicator", "keep_measurement", "keep_records", "keep_result", "read"]


def edit(user, framework):
    """Whether `user` may change `framework` and all in it: the secretariat of the programme that keeps it may."""
    return keep_in(user, framework.keeper())


def keep_result(user, result):
    """Whether `user` may add indicators to `result`: those who may change its framework."""
    return edit(user, result.framework)


def keep_indicator(user, indicator):
    """Whether `user` may change and measure `indicator`: those who may change its framework."""
    return keep_result(user, indicator.result)


def keep_measurement(user, measurement):
    """Whether `user` may correct and withdraw `measurement`: those who may measure its indicator."""
    return keep_indicator(user, measurement.indicator)
