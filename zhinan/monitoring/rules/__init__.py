"""What can be reckoned about reports: lines of the budget, what they lack, what they say; writes nothing."""
