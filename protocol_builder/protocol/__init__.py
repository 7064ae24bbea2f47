"""What a county file says, as typed, immutable values that every document and page reads."""
