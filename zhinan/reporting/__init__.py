"""Figures over several rooms, what sources say about them, the differences, and the yearly Highlights.

figures.py   the only catalogue of figures: each a definition, and a value with the query behind it
models.py    statements: what a source says, with where it stands and at which cut-off
rules/       verdicts on statements, and the findings
editions/    the report of a year: its sections, and its formats
"""
