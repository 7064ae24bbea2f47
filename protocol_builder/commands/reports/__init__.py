"""What the commands print: one module per format of `check`, and one for each other report."""
