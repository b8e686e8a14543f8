"""Results as plain data: the JSON contract and the columns of a pipe."""
