"""The words of the subject as frozen values, on the standard library alone."""
