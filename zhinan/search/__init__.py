"""The search engine: one door over an index on this machine's disk, which knows no noun.

    rooms' documents.py ──> portal's indexer ──> actions.Writer ──> index folder <── models.Index <── pages
                                                 actions.rebuild ─┘

Documents come in from callers and carry the tokens of those who may see them; what a person may not see is in no hit,
count, facet, suggestion or neighbour. The index can be thrown away: `zhinan search rebuild` makes it from the database.

SEARCH_FOLDER/current            names the folder that answers, with the schema number in its name
SEARCH_FOLDER/1-000004/          an index; `position` in it is the place in the history that it has followed
SEARCH_FOLDER/1-000003/          the one before, kept until the next rebuild for readers that have it open
"""
