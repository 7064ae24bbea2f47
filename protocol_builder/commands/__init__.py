"""The command line, one file for each command, and the formats of its reports."""
