"""Writes Word documents, checks Word templates, and finds edits made by hand."""
