"""Folders and archives into the library: walk, pool, reader, run."""
