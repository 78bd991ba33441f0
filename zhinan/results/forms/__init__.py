"""What is typed about frameworks, indicators and measurements."""

from .frameworks import FrameworkForm
from .indicators import IndicatorForm
from .measurements import MeasurementForm, WithdrawalForm

__all__ = ["FrameworkForm", "IndicatorForm", "MeasurementForm", "WithdrawalForm"]
