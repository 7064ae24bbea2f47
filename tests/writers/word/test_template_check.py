"""A county's Word template is tried out: what is wrong is said in words, and no template takes time or memory without end."""

import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import agreement
from protocol_builder.writers.word.document import TemplateError, docx
from protocol_builder.writers.word.sandbox import docx_from_template
from protocol_builder.writers.word.template import load_template
from protocol_builder.writers.word.template_check import faults

from ...conftest import EXAMPLE, Ran, report_of
from .test_document import BODY, HEADER, STYLES, TEMPLATE, changed, swap


@pytest.mark.usefixtures("in_this_process")
def test_the_template_that_comes_along_has_no_fault(run: Callable[..., Ran]) -> None:
    ran = run("template", TEMPLATE)
    assert (ran.code, ran.out) == (0, "")
    assert "can be used" in ran.err


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        (BODY, swap("{{ county }}", "{{ conty }}"), "there is no field {{ conty }}; did you mean county?"),
        (
            BODY,
            swap("{{ county }}", "{{ cou</w:t></w:r></w:p><w:p><w:r><w:t>nty }}"),
            "county.docx: “{{ cou” has a field split across paragraphs; retype the whole field in one paragraph\n",
        ),
        (
            BODY,
            swap("{{ county }}", "{{ county – title }}"),
            "with the character “–”, which Word may have inserted; retype the field with plain",
        ),
        (BODY, swap("{{ title }}", "Our agreement"), "does not print {{ title }}"),
        (
            BODY,
            swap("{{ statement }}", ""),
            "does not print {{ statement }}, so readers do not learn that this is not legal",
        ),
        (
            BODY,
            swap("{{p articles }}", "nothing"),
            "county.docx does not print articles; it must have one paragraph with only {{p articles }}\n",
        ),
        (
            BODY,
            swap("{{p articles }}", "as {{p articles }} says"),
            "has text in “as {{p articles }} says” that would be lost",
        ),
        (BODY, swap("{%p endif %}", ""), "end"),
        (
            BODY,
            swap("{{ county }}", "{{ county }}{% include 'letterhead.docx' %}"),
            "county.docx includes another file, “letterhead.docx”; paste its text into county.docx\n",
        ),
        (HEADER, swap("{{ marks }}", "an agreement"), "a draft would look final"),
        (STYLES, swap('w:val="Clause text"', 'w:val="Our text"'), "does not have the style “Clause text”"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    name: str, change: Callable[[str], str], told: str, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    ran = run("template", changed(tmp_path, name, change))
    assert ran.code == 1
    assert told in ran.out
    assert "Traceback" not in ran.out + ran.err


@pytest.mark.usefixtures("in_this_process")
def test_several_unknown_fields_are_told_at_once(tmp_path: Path) -> None:
    found = faults(changed(tmp_path, BODY, lambda s: s.replace("{{ county }}", "{{ conty }} {{ tittle }}")))
    assert [("conty" in fault, "tittle" in fault) for fault in found] == [(True, False), (False, True)]


@pytest.mark.usefixtures("in_this_process")
def test_a_county_may_change_what_is_not_in_braces(tmp_path: Path) -> None:
    template = changed(tmp_path, BODY, swap("{{ county }}", "The Board of {{ county }} &amp; others"))
    assert faults(template) == ()


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    ("name", "change"),
    [
        (STYLES, swap('<w:name w:val="Clause text"/>', "")),
        ("[Content_Types].xml", swap('PartName="/word/styles.xml"', 'PartName="/word/zz"')),
    ],
    ids=["style without a name", "part of another kind"],
)
def test_what_is_built_wrongly_is_said_with_what_to_do(
    name: str, change: Callable[[str], str], tmp_path: Path, run: Callable[..., Ran]
) -> None:
    ran = run("template", changed(tmp_path, name, change))
    assert ran.code == 1
    assert re.fullmatch(
        r"county.docx is not a document as Word saves it \(\w+Error: .+\); open it in Word and save it again\n", ran.out
    )
    assert ran.err == ""


def test_what_is_no_document_is_refused(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = tmp_path / "x.docx"
    path.write_text("Dear county,", "utf-8")
    ran = run("template", path)
    assert (ran.code, ran.out) == (1, "x.docx is not a Word document (.docx)\n")


LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
LATE = (
    "county.docx takes more than 3 seconds or more memory than a document needs; look for a loop ({%p for …%}) or a very "
    "large picture in it"
)


@pytest.mark.parametrize(
    "field",
    [LOOP, "{{ 'a' * 5000000000 }}", "{{ 9 ** (9 ** 9) }}"],
    ids=["endless", "huge", "power"],
)
def test_a_template_has_only_so_much_time_and_memory_when_filled_or_tried(field: str, tmp_path: Path) -> None:
    template = changed(tmp_path, BODY, swap("{{ county }}", "{{ county }}" + field))
    began = time.monotonic()
    with pytest.raises(TemplateError) as told:
        docx_from_template(agreement(report_of(EXAMPLE.read_text("utf-8"))), template, seconds=3)
    assert str(told.value) == LATE
    assert faults(template, seconds=3) == (LATE,)
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("field", ["{{ 9 ** (9 ** 9) }}", "{{ 'a' | center(3000000000) }}", "{{ 'a' * 5000000000 }}"])
def test_to_read_which_fields_a_template_has_computes_none_of_them(field: str, tmp_path: Path) -> None:
    path = changed(tmp_path, BODY, swap("{{ county }}", f"{{{{ conty }}}}{field}"))
    began = time.process_time()
    names = load_template(path.read_bytes(), path.name).names
    assert time.process_time() - began < 5
    assert "conty" in names


@pytest.mark.usefixtures("in_this_process")
def test_names_that_a_template_gives_itself_are_no_unknown_fields(tmp_path: Path) -> None:
    own = "{% set x = 1 %}{% macro m(a) %}{{ a }}{{ x }}{% endmacro %}{% for y in facts %}{{ loop.index }}{% endfor %}{{ m(2) }}"
    assert faults(changed(tmp_path, BODY, swap("{{ county }}", "{{ county }}" + own))) == ()


@pytest.mark.parametrize("command", ["template", "mou"])
def test_a_document_of_nothing_but_zeros_is_not_unpacked(command: str, tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open(BODY, "w", force_zip64=True) as part:
        for _ in range(300):
            part.write(b"\0" * 2**20)
    assert path.stat().st_size < 400_000
    refused = "bomb.docx is larger, or has more parts, than any agreement, so it is not opened\n"
    if command == "template":
        assert run("template", path) == Ran(refused, "", 1)
    else:
        ran = run("mou", EXAMPLE, "--to", "docx", "-o", tmp_path, "--template", path)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.endswith(f"; cannot be made: mou.docx\nError: {refused}")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does it")
def test_where_less_memory_is_allowed_it_is_said_in_the_same_words(tmp_path: Path) -> None:
    huge = changed(tmp_path, BODY, swap("{{ county }}", "{{ county }}{{ 'a' * 900000000 }}"))
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))\n"
        "from protocol_builder.commands.main import main; main(sys.argv[1:])"
    )
    for path, code, words in ((TEMPLATE, 0, "can be used"), (huge, 1, "more memory than a document needs")):
        ran = subprocess.run([sys.executable, "-c", program, "template", path], capture_output=True, text=True)
        assert ran.returncode == code
        assert words in ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr


@pytest.mark.usefixtures("in_this_process")
def test_no_more_faults_are_told_than_can_be_read_and_none_at_length(tmp_path: Path) -> None:
    line = f"<w:p><w:r><w:t>%s {{{{ conty {'x' * 500} </w:t></w:r></w:p>"
    found = faults(changed(tmp_path, BODY, swap("<w:body>", "<w:body>" + "".join(line % n for n in range(400)))))
    assert len(found) == 50
    assert max(map(len, found)) < 400


def test_in_a_process_of_its_own_the_document_is_the_same() -> None:
    found = agreement(report_of(EXAMPLE.read_text("utf-8")))
    assert docx_from_template(found, TEMPLATE) == docx(found, TEMPLATE)


def test_the_command_leaves_the_earlier_document_where_the_template_fails(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    assert run("mou", EXAMPLE, "--to", "docx", "-o", tmp_path).code == 0
    before = (tmp_path / "example" / "mou.docx").read_bytes()
    template = changed(tmp_path, BODY, swap("{{ county }}", "{{ conty }}"))
    ran = run("mou", EXAMPLE, "--to", "docx", "-o", tmp_path, "--template", template)
    assert ran.code == 3
    assert "'conty' is undefined" in ran.err
    assert (tmp_path / "example" / "mou.docx").read_bytes() == before
