"""Every way organisations, people, networks and what they agree on change: one function a verb."""

from . import identity, memberships

__all__ = ["identity", "memberships"]
