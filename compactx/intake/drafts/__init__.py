"""Documents to draft extracts, again and again."""
