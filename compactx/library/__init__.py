"""The stored documents of a user's library: their file and its SQL."""
