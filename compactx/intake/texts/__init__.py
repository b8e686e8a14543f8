"""The official wording that a user attached, aligned and verified."""
