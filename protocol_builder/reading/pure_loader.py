"""PyYAML's own loader, faster, for where libyaml is not: in a browser, or where no wheel has it.

It looks for the end of a comment or of a word with a pattern instead of character by character. The tokens are the same;
`tests/reading/test_pure_loader.py` compares them.
"""

import re
from typing import Any

import yaml

_END = "\0 \t\r\n\x85\u2028\u2029"
_BLOCK_WORD = re.compile(f"(?:[^{_END}:]|:(?![{_END}]))*")
_FLOW_WORD = re.compile(rf"(?:[^{_END}:,?\[\]{{}}]|:(?![{_END},\[\]{{}}]))*")
_SPACES = re.compile(" *")
_COMMENT = re.compile("[^\0\r\n\x85\u2028\u2029]*")


class PureLoader(yaml.SafeLoader):
    """`yaml.SafeLoader` for a text that is all there, with the same tokens, marks, and errors."""

    def scan_to_next_token(self) -> None:
        """Skip spaces, comments, and line breaks."""
        this: Any = self
        if this.index == 0 and this.peek() == "\ufeff":
            this.forward()
        while True:
            self._skip(_SPACES)
            if this.peek() == "#":
                self._skip(_COMMENT)
            if not this.scan_line_break():
                return
            if not this.flow_level:
                this.allow_simple_key = True

    def scan_plain(self) -> yaml.ScalarToken:
        """Return a scalar without quotes, which may go on over lines."""
        this: Any = self
        word = _FLOW_WORD if this.flow_level else _BLOCK_WORD
        parts: list[str] = []
        spaces: list[str] = []
        start = end = this.get_mark()
        indent = this.indent + 1
        while this.peek() != "#":
            found = word.match(this.buffer, this.pointer)
            assert found
            if not found[0]:
                break
            this.allow_simple_key = False
            parts += [*spaces, found[0]]
            self._pass(found[0])
            end = this.get_mark()
            spaces = this.scan_plain_spaces(indent, start)
            if not spaces or (not this.flow_level and this.column < indent):
                break
        return yaml.ScalarToken("".join(parts), True, start, end)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        this: Any = self
        if found := pattern.match(this.buffer, this.pointer):
            self._pass(found[0])

    def _pass(self, text: str) -> None:
        """Go past characters that are no line breaks; a byte order mark has no column."""
        this: Any = self
        this.pointer += len(text)
        this.index += len(text)
        this.column += len(text) - text.count("\ufeff")
