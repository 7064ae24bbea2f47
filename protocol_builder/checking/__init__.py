"""Findings and verdicts about a county file, and what `--fix` adds to it."""
