"""One question a file, one frozen result each."""
