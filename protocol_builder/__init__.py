"""County CSEC interagency protocols as text files: checked against California law, rendered as Word, PDF and website."""

__version__ = "0.1.0"
