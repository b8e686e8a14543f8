"""Results as Rich renderables for a terminal."""
