"""Pages that show nouns of several rooms: lists, calendar, desk, archive, dossiers, the search page and its indexer."""
