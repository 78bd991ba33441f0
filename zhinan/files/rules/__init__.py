"""What an upload is, and whether it may stay."""

from .content import Content, examine
from .kinds import Refused, accepted, in_bytes
from .names import cleaned
from .order import in_order
from .pictures import at_width

__all__ = ["Content", "Refused", "accepted", "at_width", "cleaned", "examine", "in_bytes", "in_order"]
