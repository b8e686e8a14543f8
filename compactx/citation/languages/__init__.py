"""The phrases that cite, one table for a language: data alone, read by :mod:`compactx.citation.language`."""
