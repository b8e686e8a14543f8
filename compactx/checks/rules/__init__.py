"""The rules, one family a file. A file here is found without being registered."""
