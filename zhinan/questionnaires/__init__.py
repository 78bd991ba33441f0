"""Questionnaires, the rounds in which people are asked, what they answered, and what that comes to.

The same questionnaires serve surveys, registrations, proposals and reports. A version is a draft until it is published
and never changes afterwards; a correction makes the next one. A round asks one group of people from a day to a day,
by its newest published version. Of an anonymous round nobody can tell whose an answer is (`models/secrecy.py`).

    version: draft -> published
    round:   planned -> open -> closed -> open
"""
