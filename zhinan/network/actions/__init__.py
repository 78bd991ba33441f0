"""Every way organisations, people, networks and what they agree on change: one function a verb."""

from . import agreements, identity, memberships, people

__all__ = ["agreements", "identity", "memberships", "people"]
