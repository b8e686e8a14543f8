"""Matrices as files, one format each."""
