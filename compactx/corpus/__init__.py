"""Corpus files to model: find them, read them with places, check their shape, write them back."""
