"""Where a record comes from, and whether its source gives a list whole.

Source     a document that was read, with its text in sections
Citation   the place in a source that a record rests on, with the words as printed
Listing    whether a list that was read from a source is whole, a part ("such as"), or only a total
"""
