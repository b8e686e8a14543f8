"""The graph in other formats, one a file."""
