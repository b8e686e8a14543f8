"""Documents to provisions and draft extracts."""
