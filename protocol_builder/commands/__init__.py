"""The command line `protocol-builder`: a file for each command, and in `reports` what the commands print."""
