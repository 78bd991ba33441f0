"""What happened: every change of a record that others can see, in the order in which it happened.

The timeline on a page, the outbox of the search indexer and the proof of who did what are one table. Entries are only
ever added. The actor is a pseudonym, so a person can be forgotten without tearing the history.
"""
