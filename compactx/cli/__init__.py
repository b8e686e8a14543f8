"""The command line: parse, ask, present."""
