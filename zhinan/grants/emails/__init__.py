"""What is written to whom about calls, applications and decisions."""
