"""Rules that look for problems in the corpus; a rule is a generator of findings."""
