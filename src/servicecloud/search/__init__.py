"""Finding things by Chinese words: one table of entries, the database's own full text on it, nothing beyond the person's reach."""
