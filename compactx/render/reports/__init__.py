"""Findings in the formats that editors, forges and people read, one format a file."""
