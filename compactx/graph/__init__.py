"""The typed reference graph over the index: neighbours and explained paths."""
