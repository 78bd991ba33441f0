"""Programmes, funds and projects, who takes part in them, and the ledger of contributions.

A programme may follow a predecessor and leads networks. A project belongs to a programme; postings of the ledger belong
to a project and are only ever added: a correction is a posting that reverses another. A posting keeps the dated
exchange rate that it was written with.

    contribution: pledged -> secured -> disbursed -> spent | returned, in cash, in kind or technical
"""
