"""A county's Word template is tried out: what is wrong is said in words, and no template takes time or memory without end."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.agreement import agreement
from protocol_builder.trial import faults
from protocol_builder.untrusted import filled
from protocol_builder.word import TemplateError, docx

from .conftest import EXAMPLE, Ran, report_of
from .test_word import BODY, HEADER, STYLES, TEMPLATE, changed, swap


def test_the_template_that_comes_along_has_no_fault(run: Callable[..., Ran]) -> None:
    ran = run("template", TEMPLATE)
    assert (ran.code, ran.out) == (0, "")
    assert "can be used" in ran.err


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        (BODY, swap("{{ county }}", "{{ conty }}"), "there is no field {{ conty }}; did you mean county?"),
        (
            BODY,
            swap("{{ county }}", "{{ cou</w:t></w:r></w:p><w:p><w:r><w:t>nty }}"),
            "the line “{{ cou” has a field that does not begin and end in it",
        ),
        (BODY, swap("{{ county }}", "{{ county – title }}"), "holds the sign “–”"),
        (BODY, swap("{{ title }}", "Our agreement"), "does not print {{ title }}"),
        (
            BODY,
            swap("{{ statement }}", ""),
            "does not print {{ statement }}, so readers are not told that this is no legal",
        ),
        (BODY, swap("{{p articles }}", "nothing"), "prints articles nowhere"),
        (BODY, swap("{{p articles }}", "as {{p articles }} says"), "“as {{p articles }} says” would be lost"),
        (BODY, swap("{%p endif %}", ""), "end"),
        (HEADER, swap("{{ marks }}", "an agreement"), "a draft would look final"),
        (STYLES, swap('w:val="Clause text"', 'w:val="Our text"'), "lacks the style “Clause text”"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    name: str, change: Callable[[str], str], told: str, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    ran = run("template", changed(tmp_path, name, change))
    assert ran.code == 1
    assert told in ran.out
    assert "Traceback" not in ran.out + ran.err


def test_several_unknown_fields_are_told_at_once(tmp_path: Path) -> None:
    found = faults(changed(tmp_path, BODY, lambda s: s.replace("{{ county }}", "{{ conty }} {{ tittle }}")))
    assert [("conty" in fault, "tittle" in fault) for fault in found] == [(True, False), (False, True)]


def test_a_county_may_change_what_is_not_in_braces(tmp_path: Path) -> None:
    template = changed(tmp_path, BODY, swap("{{ county }}", "The Board of {{ county }} &amp; others"))
    assert faults(template) == ()


def test_what_is_no_document_is_refused(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = tmp_path / "x.docx"
    path.write_text("Dear county,", "utf-8")
    ran = run("template", path)
    assert (ran.code, ran.out) == (1, "x.docx is not a Word document (.docx)\n")


LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.mark.parametrize("field", [LOOP, "{{ 'a' * 5000000000 }}"], ids=["endless", "huge"])
def test_a_template_has_only_so_much_time_and_memory(field: str, tmp_path: Path) -> None:
    template = changed(tmp_path, BODY, swap("{{ county }}", "{{ county }}" + field))
    began = time.monotonic()
    with pytest.raises(TemplateError, match="more memory than a document needs"):
        filled(agreement(report_of(EXAMPLE.read_text("utf-8"))), template, seconds=5)
    assert time.monotonic() - began < 40


def test_in_a_process_of_its_own_the_document_is_the_same() -> None:
    found = agreement(report_of(EXAMPLE.read_text("utf-8")))
    assert filled(found, TEMPLATE) == docx(found, TEMPLATE)


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
