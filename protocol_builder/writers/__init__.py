"""Writes agreements and role sheets, one file for each format."""
