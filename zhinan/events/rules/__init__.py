"""What makes a finding among events, and who was there by the file that Zoom or Teams wrote."""

from . import matching, places, platforms
from .erasing import erased_on
from .findings import parts_larger_than_wholes
from .surveys import due_on

__all__ = ["due_on", "erased_on", "matching", "parts_larger_than_wholes", "places", "platforms"]
