"""Pages of the network room."""

from .members import VERBS, apply, erase_person, membership, person
from .networks import agreement, members, network, networks

__all__ = ["VERBS", "agreement", "apply", "erase_person", "members", "membership", "network", "networks", "person"]
