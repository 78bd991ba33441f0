"""Pages that show nouns of several rooms, one's own desk, the search page, and the search indexer."""
