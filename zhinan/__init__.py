"""Zhinan runs South-South and triangular cooperation programmes from need to proven result."""
