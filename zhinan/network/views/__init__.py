"""Pages of the network room."""

from .members import VERBS, apply, membership, person
from .networks import agreement, network, networks

__all__ = ["VERBS", "agreement", "apply", "membership", "network", "networks", "person"]
