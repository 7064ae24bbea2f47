"""The agreement's text, title page, appendices, signatures, and pictures as blocks, in no format."""
