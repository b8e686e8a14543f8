"""The compiled corpus: one SQLite file, built atomically, opened read-only. All SQL lives here."""
