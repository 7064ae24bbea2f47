"""Reading YAML: what the author typed is kept, everything has its place, and no file can hurt the reader."""

from pathlib import Path

import pytest

from protocol_builder.diagnostic import Diagnostic, Span
from protocol_builder.reading import source
from protocol_builder.reading.source import MAX_BYTES, MAX_DEPTH, Source, load_yaml, read, read_bytes, read_text

from ..conftest import ROOT

COUNTY_FILES = sorted((ROOT / "county_configs").glob("*.yml"))


def problems(source: Source) -> list[tuple[int, int, str, str]]:
    return [(p.line, p.column, p.id, p.message) for p in source.problems]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("no", "no"),
        ("off", "off"),
        ("y", "y"),
        ("2026-07-01", "2026-07-01"),
        ("2026-02-30", "2026-02-30"),
        ("06001", "06001"),
        ("01234", "01234"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("0o17", "0o17"),
        ("2015", 2015),
        ("-3", -3),
        ("1.5", 1.5),
        ("20.0", 20),
        ("-2.5e5", -250000),
        ("1.05e1", 10.5),
        ("1e15", 1e15),
        ("1e400", "1e400"),
        (".inf", ".inf"),
        ("123456789012345678901", "123456789012345678901"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("", None),
        ('"2015"', "2015"),
        ("'true'", "true"),
        ("C & F <interim>", "C & F <interim>"),
        ("!!str 2015", "2015"),
    ],
)
def test_a_scalar_is_what_the_author_typed(typed: str, value: object) -> None:
    source = read_text(f"key: {typed}\n", "county.yml")
    assert source.problems == ()
    assert source.data == {"key": value}
    assert type(source.data["key"]) is type(value)


def test_keys_are_text_whatever_they_look_like() -> None:
    assert read_text("no: 1\n2015: 2\nnull: 3\n", "county.yml").data == {"no": 1, "2015": 2, "null": 3}


def test_every_path_has_its_place() -> None:
    source = read_text("county: El Dorado\nagencies:\n  hhsa:\n    functions: [a, bc]\nlist:\n  - x: 1\n", "county.yml")
    assert source.keys == {
        ("county",): Span(1, 1, 7),
        ("agencies",): Span(2, 1, 9),
        ("agencies", "hhsa"): Span(3, 3, 7),
        ("agencies", "hhsa", "functions"): Span(4, 5, 14),
        ("agencies", "hhsa", "functions", 0): Span(4, 17, 18),
        ("agencies", "hhsa", "functions", 1): Span(4, 20, 22),
        ("list",): Span(5, 1, 5),
        ("list", 0): Span(6, 5, 6),
        ("list", 0, "x"): Span(6, 5, 6),
    }
    assert source.values["agencies", "hhsa", "functions"] == Span(4, 16, 23)
    assert source.values["county",] == Span(1, 9, 18)


@pytest.mark.parametrize("path", COUNTY_FILES, ids=lambda path: path.stem)
def test_a_place_that_is_looked_up_alone_is_the_one_that_a_slow_reading_notes(path: Path) -> None:
    text = path.read_text("utf-8")
    quick, slow = read_text(text, path.name), source._read_slowly(text)[1]
    assert quick.node is not None

    def place(path: tuple[str | int, ...], at_value: bool) -> Span:
        return quick.place(Diagnostic("", "error", "", path, at_value)).span

    for known, key in slow.keys.items():
        assert (place(known, False), place(known, True)) == (key, slow.values[known])
        assert place((*known, "nothing", 0), True) == key
        assert place((*known, 99), False) == key
    assert place((), False) == place(("nothing",), True) == slow.values[()]
    assert quick.without_node().keys == slow.keys


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_line_ends_and_byte_order_marks_change_nothing(mark: bytes, end: bytes) -> None:
    source = read_bytes(
        mark + end.join([b"county: Ca\xc3\xb1on", b"csec_program:", b"  elects_funds: true", b""]), "county.yml"
    )
    assert source.problems == ()
    assert source.data == {"county": "Cañon", "csec_program": {"elects_funds": True}}
    assert source.keys["csec_program", "elects_funds"] == Span(3, 3, 15)


def test_a_key_written_twice_is_told_and_the_first_is_kept() -> None:
    source = read_text("county: Inyo\nx:\n  a: 1\n  a: 2\ncounty: Mono\n", "county.yml")
    assert source.data == {"county": "Inyo", "x": {"a": 1}}
    assert problems(source) == [
        (4, 3, "yaml-duplicate-key", "the key a is written twice"),
        (5, 1, "yaml-duplicate-key", "the key county is written twice"),
    ]
    assert source.problems[1].remedy == "keep one of the two; the first is on line 1"


def test_two_maps_under_one_key_can_be_a_list() -> None:
    [problem] = read_text("seats:\n  a: {x: 1}\n  a: {x: 2}\n", "county.yml").problems
    assert problem.remedy == "keep one of the two; the first is on line 2; or write both as a list, a: [{…}, {…}]"


@pytest.mark.parametrize(
    ("text", "line", "column", "id", "message"),
    [
        ("", 1, 1, "file-empty", "the file is empty"),
        ("# only a comment\n", 1, 1, "file-empty", "the file is empty"),
        ("- a\n", 1, 1, "file-not-a-map", "the file does not begin with a key such as county: El Dorado"),
        ("just text\n", 1, 1, "file-not-a-map", "the file does not begin with a key such as county: El Dorado"),
        ("a: 1\n\tb: 2\n", 2, 1, "yaml-syntax", "this line starts with a tab; indent with spaces"),
        (
            "a: b: c\n",
            1,
            5,
            "yaml-syntax",
            "the text of a contains a colon",
        ),
        ("a: [1, 2\nb: 3\n", 1, 4, "yaml-syntax", "this [ is not closed"),
        ('a: "open\n', 1, 4, "yaml-syntax", "a quote is opened here and never closed"),
        (
            'a: 1\nb: "open\nc: 2\nd: "closed"\n',
            2,
            4,
            "yaml-syntax",
            'this quote (") is closed only on line 4, where text follows it',
        ),
        (
            "a: 1\nb: 'The county's protocol'\n",
            2,
            4,
            "yaml-syntax",
            "the quote (') closes in column 15, before the end of the text",
        ),
        (
            "a: {b: 'the county's', c: 1}\n",
            1,
            8,
            "yaml-syntax",
            "the quote (') closes in column 19, before the end of the text",
        ),
        ('a: {b: "c" d: e}\n', 1, 12, "yaml-syntax", "a map in braces is not closed, or a comma is missing"),
        ("a: @b\n", 1, 4, "yaml-syntax", "text cannot begin with @"),
        ("a: \x07\n", 1, 4, "yaml-syntax", "control character here; delete it"),
        ("a: *b\n", 1, 4, "yaml-syntax", "this alias (*) names an anchor (&) that the file does not have"),
        ("a: 1\n---\nb: 2\n", 2, 1, "file-second-document", "a second document begins here (---)"),
        ("? [a]\n: 1\n", 1, 3, "yaml-key", "a key must be a word, not a list or a map"),
        ("a: &x [*x]\n", 1, 4, "file-endless-alias", "this anchor (&) contains itself"),
        ("a: !!python/object:os.system x\n", 1, 4, "yaml-tag", "a tag (!) has no meaning in a county file"),
        ("a: !!int x\n", 1, 4, "yaml-tag", "a tag (!) has no meaning in a county file"),
        (
            "a: b\n# see\u2028\nb: c\n",
            2,
            6,
            "invisible-line-end",
            "invisible character here (a line separator pasted from Word or a web page)",
        ),
        (
            "a: b\u2029c\u2028\n",
            1,
            5,
            "invisible-line-end",
            "invisible character here (a line separator pasted from Word or a web page)",
        ),
        (
            "# c\x85 d\n",
            1,
            4,
            "invisible-line-end",
            "invisible character here (a line separator pasted from Word or a web page)",
        ),
    ],
)
def test_a_bad_file_gets_a_sentence_and_a_place(text: str, line: int, column: int, id: str, message: str) -> None:
    source = read_text(text, "county.yml")
    assert problems(source) == [(line, column, id, message)]
    assert source.problems[0].remedy, "it says what is wrong, and not what to do"


def test_what_is_not_closed_is_shown_where_it_begins() -> None:
    [bracket] = read_text("a:\n  b: [c, d\n  e: f\n", "county.yml").problems
    assert (bracket.line, bracket.remedy) == (2, "add the ]\nb: [c, d]")
    [quote] = read_text('a: "open\nb: 1\nc: "closed"\n', "county.yml").problems
    assert quote.line == 1
    assert quote.remedy == 'close the quote on this line, for example\na: "open"'


def test_text_that_is_not_utf_8_is_told_where_it_begins() -> None:
    source = read_bytes("county: Inyo\nnotes: Cañon".encode("cp1252"), "county.yml")
    assert problems(source) == [(2, 10, "file-not-utf-8", "the file is not UTF-8 text from here on")]
    assert source.data is None


def test_nesting_is_limited_before_anything_recursive_sees_it() -> None:
    """A file nested 100,000 deep crashes the interpreter when libyaml composes it."""
    deep = read_text("a: " + "[" * 100_000 + "]" * 100_000, "county.yml")
    assert problems(deep) == [(1, 4 + MAX_DEPTH - 1, "file-too-deep", f"more than {MAX_DEPTH} levels are nested here")]
    assert read_text("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1), "county.yml").problems == ()


def test_aliases_cannot_multiply_without_end() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for previous, name in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{name}: &{name} [{', '.join([f'*{previous}'] * 10)}]\n"
    assert [p.id for p in read_text(bomb, "county.yml").problems] == ["file-too-many-values"]


def test_an_alias_stands_for_what_its_anchor_holds() -> None:
    source = read_text("a: &t {x: 1}\nb: *t\n", "county.yml")
    assert source.data == {"a": {"x": 1}, "b": {"x": 1}}
    assert source.data["a"] is not source.data["b"]


def test_a_huge_file_is_refused(tmp_path: object) -> None:
    assert problems(read_bytes(b"#" * (MAX_BYTES + 1), "county.yml")) == [
        (1, 1, "file-too-large", "the file is larger than 4 MB")
    ]


def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "county.yml"
    for size in (99_999, 100_000, 100_001, 250_000, MAX_BYTES, MAX_BYTES + 1):
        text = "county: Inyo\n"
        file.write_text(f"{text}# {'x' * (size - len(text) - 3)}\n")
        assert file.stat().st_size == size
        found = read(file)
        assert [problem.id for problem in found.problems] == ["file-too-large"] * (size > MAX_BYTES)
        assert len(found.text) == (size if size <= MAX_BYTES else 0)


def test_a_file_that_cannot_be_opened_is_the_caller_s_to_tell(tmp_path: object) -> None:
    with pytest.raises(FileNotFoundError):
        read(f"{tmp_path}/absent.yml")


def test_the_project_s_own_texts_are_read_alike() -> None:
    assert load_yaml("since: 2018-01-01\n") == {"since": "2018-01-01"}


@pytest.mark.parametrize("half", ["\ud83d", "a\udfffb"])
def test_half_of_a_pair_of_utf_16_is_told_as_what_is_no_utf_8(half: str) -> None:
    for text in (f"county: Inyo\ntitle: {half}\n", f"county: [\n{half}", half):
        (problem,) = read_text(text, "county.yml").problems
        assert problem.id == "file-not-utf-8"
