"""Carries the program to the reader's browser: the files of the site that check and write county files there."""
