"""Characters that cannot be printed as they are, by class, and text without them.

A character is refused for one of four reasons: a terminal or a job's log obeys it, a document cannot hold it, it makes
a reader see other text than what the file says, or nobody sees it at all. What each output refuses is a set of classes.
"""

import os
import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Classes. Each is the inside of a class of a regular expression; ranges end with their last character.
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
"""Control characters but tab, line feed and carriage return."""
CARRIAGE_RETURN = "\r"
LINE_SEPARATORS = "\u2028\u2029"
"""Line and paragraph separator: the end of a line for some programs, and nothing for others."""
DIRECTION_MARKS = "\u061c\u200e\u200f"
"""Invisible characters that count as text in one direction of writing."""
DIRECTION_OVERRIDES = "\u202a-\u202e\u2066-\u2069"
"""What embeds, overrides or isolates a direction of writing: text after it is read as it is not."""
SURROGATES = "\ud800-\udfff"
"""Halves of a pair, which are no character; Python has one for each byte of a file's name that is not text."""
NONCHARACTERS_OF_XML = "\ufffe\uffff"
OTHER_NONCHARACTERS = "\ufdd0-\ufdef"
PLACEHOLDERS = "\ue000-\ue007"
"""Private-use characters that hold the place of a county's words in a clause, of a reference to an article, and of a mark."""

# Sets: what each use refuses.
OBEYED = f"{CONTROLS}{CARRIAGE_RETURN}{DIRECTION_MARKS}{LINE_SEPARATORS}{DIRECTION_OVERRIDES}{SURROGATES}"
"""What a terminal obeys: it could move the cursor, hide text or make it read backwards."""
REFUSED_BY_XML = f"{OBEYED}{NONCHARACTERS_OF_XML}"
"""What no text of an XML report holds: what XML has no place for, not even escaped, and what a terminal obeys."""
REFUSED_BY_DOCUMENTS = f"{CONTROLS}{DIRECTION_OVERRIDES}{SURROGATES}{NONCHARACTERS_OF_XML}"
"""What no document holds: XML, and so Word, has no place for it, no font shows it, or it misleads its reader."""
REFUSED_BY_PAGES = f"{REFUSED_BY_DOCUMENTS}{CARRIAGE_RETURN}{OTHER_NONCHARACTERS}"
"""What no page of the website holds; there a carriage return is nothing but white space."""
YAML_LINE_ENDS = f"\x85{LINE_SEPARATORS}"
"""What ends a line for YAML and in no editor, so that nobody finds a line by its number."""
WHITE_SPACE = f" \t\n\r\f\v{YAML_LINE_ENDS}"
"""What one space replaces where words are printed on one line."""
UNSEEN_IN_PDF = "\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f"
"""What PDF leaves out where no font has it: joiners, direction marks and choices of a glyph are never seen alone."""

SPACES_FROM_WORD = {
    "\u00a0": "a non-breaking space",
    "\u2002": "a wide space",
    "\u2003": "a wide space",
    "\u2007": "a non-breaking space",
    "\u2009": "a thin space",
    "\u202f": "a narrow non-breaking space",
    "\u3000": "a wide space",
}
"""Pasted characters that look like a space, with their names."""
INVISIBLE_FROM_WORD = {
    "\u00ad": "a hidden hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width joiner",
    "\u200d": "a zero-width joiner",
    "\u2060": "a zero-width joiner",
    "\ufeff": "a zero-width space",
}
"""Pasted characters that look like nothing, with their names."""

_LOOK_ALIKES = str.maketrans(
    "аеорсухіѕјһԁԛԝѵкАВЕКМНОРСТУХІЅЈοανρικτυΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɑɡ",
    "aeopcyxisjhdqwvkABEKMHOPCTYXISJoavpiktuABEZHIKMNOPTYXiag",
)
"""Letters of other alphabets that a reader takes for Latin ones, and those."""
_SPACED_OUT = re.compile(r"\w(?:[ .\u00b7-]\w){3,}")

# A service that runs jobs takes `##[command]`, and `##vso[command]`, anywhere in a line for an order.
_COMMAND_IN_A_LINE = r"(?<=#)#(?=\[|vso\[)"
_UNSAFE = re.compile(f"[{OBEYED}]|{_COMMAND_IN_A_LINE}")
_NOT_IN_XML = re.compile(f"[{REFUSED_BY_XML}]")
_NOT_IN_PAGES = re.compile(f"[{REFUSED_BY_PAGES}]")
_SAME_LETTERS = (("ı", "i"), ("İ", "i"), ("ſ", "s"))
"""Letters that a pattern takes for others where capital letters do not count."""
_FROM_WORD = re.compile(f"[{''.join(SPACES_FROM_WORD)}{''.join(INVISIBLE_FROM_WORD)}]")


def in_small_letters(text: str) -> str:
    """The text in small letters, each at its place, as a pattern of them reads it where capital letters do not count."""
    for odd, plain in _SAME_LETTERS:
        text = text.replace(odd, plain)
    return text.lower()


def safe_text(text: str) -> str:
    """The text, as long as it was, with a replacement character for each that a terminal or a job's log would obey."""
    return _UNSAFE.sub(REPLACEMENT, text)


def without_command(line: str) -> str:
    """A line that a job's log does not take for a command (`::command::` at its beginning); any other line unchanged."""
    return f"./{line}" if line.lstrip().startswith("::") else line


def safe_line(text: str) -> str:
    """The text on one line, without what a terminal or a job's log would obey."""
    return without_command(safe_text(text).replace("\n", " "))


def safe_lines(text: str) -> str:
    """The text with its lines, each without what a terminal or a job's log would obey."""
    return "\n".join(map(without_command, safe_text(text).split("\n")))


def safe_json(text: str) -> str:
    """JSON with every character escaped that would be obeyed; outside of its strings it has none."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def safe_xml(text: str) -> str:
    """XML with everything escaped that a job's log takes for a command; outside of its texts it has none."""
    return re.sub(_COMMAND_IN_A_LINE, "&#35;", re.sub(r"(?m)^([^\S\n]*):(?=:)", r"\1&#58;", text))


def xml_text(text: str) -> str:
    """A text, not escaped yet, as XML can hold it: with a replacement character for each that it cannot."""
    return _NOT_IN_XML.sub(REPLACEMENT, text)


def page_text(text: str) -> str:
    """The text without characters that no page of the website, and no picture, may hold."""
    return _NOT_IN_PAGES.sub("", text)


def diff_path(path: str) -> str:
    """A file's path in a unified diff: with unsafe characters, tabs or line ends quoted as `git` quotes them."""
    if safe_text(path) == path and not re.search('[\t\n]|^"', path):
        return path
    quoted = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\#' else f"\\{byte:03o}" for byte in os.fsencode(path))
    return f'"{"".join(quoted)}"'


def first_invisible(text: str) -> int:
    """The index of the first character in a text that came from Word or a web page and is not seen; -1 without one."""
    found = _FROM_WORD.search(text)
    return found.start() if found else -1


def describe_invisible(text: str) -> tuple[str, str]:
    """For a text that has such a character: (a message, up to where it is, and a remedy)."""
    character = text[first_invisible(text)]
    name = SPACES_FROM_WORD.get(character) or INVISIBLE_FROM_WORD[character]
    remedy = "delete it and type a space" if character in SPACES_FROM_WORD else "delete it"
    return f"an invisible character from Word ({name}) is", remedy


def without_invisible(text: str) -> str:
    """The text as its author meant to type it: spaces for what looks like one, nothing for what looks like nothing."""
    return _FROM_WORD.sub(lambda found: " " if found[0] in SPACES_FROM_WORD else "", text)


def as_it_looks(text: str) -> str:
    """The text as its reader sees it, in Latin letters without accents: `Vacant` for what looks like it.

    Letters of other alphabets that look alike, of a bold or wide font, or with an accent, and spaces between all letters
    let no list of words find a word that everybody reads.
    """
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", without_invisible(text)).translate(_LOOK_ALIKES)
        text = "".join(character for character in apart if not unicodedata.combining(character))
    return re.sub(r"[ .\u00b7-]", "", text) if _SPACED_OUT.fullmatch(text) else text
