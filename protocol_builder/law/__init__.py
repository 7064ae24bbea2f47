"""The law as data: requirements, vocabulary, the county file's shape, statutes, and the published schema."""
