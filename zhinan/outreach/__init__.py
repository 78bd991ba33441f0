"""Contacts with the outside: engagements with organisations, visits, and where knowledge products went."""
