"""Read words as citations: normalise, detect, parse pinpoints, resolve."""
