"""What questions about wordings are given: documents, references and words, read as texts."""
