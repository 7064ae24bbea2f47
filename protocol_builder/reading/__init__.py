"""Reads county files: YAML to plain data with positions, and what to say when the text cannot be read."""
