"""What can be reckoned about awards: worth, match, and whether an instalment may be paid; writes nothing."""
