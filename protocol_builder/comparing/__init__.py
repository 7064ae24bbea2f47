"""What changes over the years: two revisions of a county file, two dates of the law, and what is due when."""
