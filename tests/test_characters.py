"""One table of characters: which of them each use refuses, and what becomes of a text that has them."""

import re
import sys
from collections.abc import Callable

import pytest

from protocol_builder import characters

C0 = {*range(0x20)} - {0x09, 0x0A, 0x0D}
C1 = {*range(0x7F, 0xA0)}
OVERRIDES = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
SURROGATES = {*range(0xD800, 0xE000)}
SETS = {
    "OBEYED": C0 | C1 | OVERRIDES | SURROGATES | {0x0D, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029},
    "REFUSED_BY_XML": C0 | C1 | OVERRIDES | SURROGATES | {0x0D, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFFFE, 0xFFFF},
    "REFUSED_BY_DOCUMENTS": C0 | C1 | OVERRIDES | SURROGATES | {0xFFFE, 0xFFFF},
    "REFUSED_BY_PAGES": C0 | C1 | OVERRIDES | SURROGATES | {0x0D, *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF},
    "YAML_LINE_ENDS": {0x85, 0x2028, 0x2029},
    "WHITE_SPACE": {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0x2028, 0x2029},
}


@pytest.mark.parametrize("name", SETS)
def test_each_use_refuses_exactly_its_characters(name: str) -> None:
    refused = re.compile(f"[{getattr(characters, name)}]")
    assert {code for code in range(sys.maxunicode + 1) if refused.match(chr(code))} == SETS[name]


@pytest.mark.parametrize(
    ("function", "text", "expected"),
    [
        (characters.safe_text, "a\x1b[2J\nb\u202ec", "a�[2J\nb�c"),
        (characters.safe_text, "##[error] ##vso[x] ## [x]", "#�[error] #�vso[x] ## [x]"),
        (characters.without_command, " ::error::x", "./ ::error::x"),
        (characters.without_command, "x ::error::", "x ::error::"),
        (characters.safe_line, "a\n::error::\x07", "a ::error::�"),
        (characters.safe_line, "::a\nb", "./::a b"),
        (characters.safe_lines, "a\n::error::\x07", "a\n./::error::�"),
        (characters.safe_json, '"\x9b ##[x]"', '"\\u009b #\\u0023[x]"'),
        (characters.safe_xml, "<a>\n ::b ##[c]</a>", "<a>\n &#58;:b #&#35;[c]</a>"),
        (characters.xml_text, "a\x00\ufffe\u202e\tb", "a���\tb"),
        (characters.page_text, "a\x00\ufdd0\u202e\r\tb", "a\tb"),
        (characters.diff_path, "a b.yml", "a b.yml"),
        (characters.diff_path, 'é\n".yml', '"\\303\\251\\012\\042.yml"'),
        (characters.without_invisible, "a\u00a0b\u200bc", "a bc"),
        (characters.as_it_looks, "Vасаnt ΡΟST", "Vacant POST"),
        (characters.as_it_looks, "\uff36acánt…", "Vacant..."),
        (characters.as_it_looks, "V a c a n t", "Vacant"),
        (characters.as_it_looks, "A B C", "A B C"),
        (characters.as_it_looks, "Children\u2019s Team", "Children\u2019s Team"),
    ],
)
def test_a_text_is_made_safe(function: Callable[[str], str], text: str, expected: str) -> None:
    assert function(text) == expected


def test_an_invisible_character_is_found_with_its_place() -> None:
    assert characters.first_invisible("ab\u200b\u00a0") == 2
    assert characters.first_invisible("ab ") == -1


def test_a_text_in_small_letters_has_each_letter_that_a_pattern_finds_without_regard_to_capitals() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    below = every[:0x3000]  # above, nothing is taken for one of these letters, as the second pattern shows
    for pattern in (r"\b", "[a-z]", "[^a-z]", *"abcdefghijklmnopqrstuvwxyz"):
        text = below if pattern.isalpha() else every
        places = [found.start() for found in re.finditer(pattern, text, re.IGNORECASE)]
        assert [found.start() for found in re.finditer(pattern, characters.in_small_letters(text))] == places, pattern
    assert max(found.start() for found in re.finditer("[a-z]", every, re.IGNORECASE)) < len(below)
