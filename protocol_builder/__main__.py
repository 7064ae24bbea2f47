"""`python -m protocol_builder` is the command `protocol-builder`."""

from .commands.main import main

if __name__ == "__main__":
    main()
