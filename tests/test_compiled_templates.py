from pathlib import Path

import jinja2
import pytest

from protocol_builder import compiled_templates, pycache

pytestmark = pytest.mark.usefixtures("kept")


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "settings.py"
    path.write_text("trim = True\n", "utf-8")
    return path


def _environment(code: Path, loud: bool = False, trim: bool = False) -> jinja2.Environment:
    environment = jinja2.Environment(autoescape=True, trim_blocks=trim)
    environment.filters["said"] = str.upper if loud else str.lower
    compiled_templates.keep(environment, str(code))
    return environment


def _printed(environment: jinja2.Environment, text: str, name: str = "a clause") -> str:
    return compiled_templates.from_text(environment, name, text).render(county="Alameda")


def test_a_text_is_not_compiled_twice(code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _printed(_environment(code), "{{ county }} & others") == "Alameda & others"
    monkeypatch.setattr(jinja2.Environment, "compile", None)
    assert _printed(_environment(code), "{{ county }} & others") == "Alameda & others"


def test_a_changed_text_is_compiled_again_in_place_of_the_first(code: Path, kept: Path) -> None:
    assert _printed(_environment(code), "of {{ county }}") == "of Alameda"
    assert _printed(_environment(code), "in {{ county }}") == "in Alameda"
    assert len(list(kept.iterdir())) == 1


def test_a_file_is_compiled_again_when_the_module_with_its_settings_changes(code: Path, tmp_path: Path) -> None:
    (tmp_path / "page.jinja").write_text("{% if county %}\nof {{ county }}\n{% endif %}\n", "utf-8")

    def page(trim: bool) -> str:
        environment = _environment(code, trim=trim)
        environment.loader = jinja2.FileSystemLoader(tmp_path)
        return environment.get_template("page.jinja").render(county="Alameda")

    assert page(trim=False) == "\nof Alameda\n"
    code.write_text("trim = False # now\n", "utf-8")
    pycache._version.cache_clear()
    assert page(trim=True) == "of Alameda\n"


def test_what_a_filter_makes_of_a_constant_is_not_kept(code: Path) -> None:
    text = "{{ 'Duties' | said }} {% if 'a' | said == 'a' %}small{% endif %}"
    assert _printed(_environment(code), text) == "duties small"
    assert _printed(_environment(code, loud=True), text) == "DUTIES "


@pytest.mark.parametrize("length", range(0, 400, 7))
def test_a_torn_kept_template_is_compiled_again(code: Path, kept: Path, length: int) -> None:
    text = "{{ county }} and {{ county | said }}"
    assert _printed(_environment(code), text) == "Alameda and alameda"
    (whole,) = kept.iterdir()
    whole.write_bytes(whole.read_bytes()[:length])
    assert _printed(_environment(code), text) == "Alameda and alameda"


def test_nothing_is_kept_where_python_keeps_nothing(code: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert _printed(_environment(code), "{{ county }}") == "Alameda"
    assert not kept.exists()


def test_code_in_an_archive_keeps_nothing(tmp_path: Path, kept: Path) -> None:
    assert _printed(_environment(tmp_path / "package.zip" / "settings.py"), "{{ county }}") == "Alameda"
    assert not kept.exists()


def test_a_folder_that_cannot_be_written_to_stops_nothing(code: Path, kept: Path) -> None:
    kept.write_text("a file where the folder would be", "utf-8")
    assert _printed(_environment(code), "{{ county }}") == "Alameda"


def test_the_names_that_a_template_looks_up(code: Path) -> None:
    text = "{% macro of(x) %}{{ x.sheriff }}{% endmacro %}{% for one in counties if one.signed %}{{ of(one) }}{% endfor %} or status"
    names = compiled_templates.looked_up(compiled_templates.from_text(_environment(code), "names", text))
    assert {"counties", "signed", "sheriff"} <= names
    assert not {"status", "county"} & names
