"""From checked county files to documents and a website, in one order, and what is taken from an earlier build."""
