"""`site serve`: the open page follows each edit of a county file, with what check says of it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import provenance
from protocol_builder.checking.check import check_file

from ..conftest import EXAMPLE
from ..live import Live, served
from ..test_repository import posix

SMALL = """county: {county}
instrument: {{kind: interagency_protocol, title: {title}}}
csec_program: {{elects_funds: true}}
agencies: {{probation: {{name: {county} County Probation Department, kind: county_department, functions: [probation]}}}}
"""

pytestmark = posix  # elsewhere a process cannot be sent Ctrl+C alone


def county_file(folder: Path, county: str, title: str = "The protocol", more: str = "") -> Path:
    file = folder / "county_configs" / f"{county.lower()}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(SMALL.format(county=county, title=title) + more, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with county files and no settings for a website."""
    folder = tmp_path_factory.mktemp("served")
    for county in ("Inyo", "Mono"):
        county_file(folder, county)
    return folder


@pytest.fixture(scope="module")
def live(folder: Path) -> Iterator[Live]:
    with served(folder) as live:
        yield live


def test_an_open_page_shows_the_edit_and_what_is_wrong_with_it(live: Live, folder: Path) -> None:
    reader = live.reader("counties/inyo.html")
    assert "The protocol" in reader.page
    county_file(folder, "Inyo", "The second protocol", "nonsense: 1\n")
    page = reader.after("The second protocol")
    assert "The second protocol" in page
    assert "<code>nonsense" in page or "nonsense" in re.sub(r"<[^>]+>", "", page)
    county_file(folder, "Inyo", "The third protocol")
    page = reader.after("The third protocol")
    assert "The third protocol" in page
    assert "nonsense" not in page


def test_a_file_that_cannot_be_read_for_a_while_takes_nothing_down(live: Live, folder: Path) -> None:
    reader, other = live.reader("counties/inyo.html"), live.page("counties/mono.html")
    file = county_file(folder, "Inyo", "Whole")
    reader.after("Whole")
    file.write_text("county: Inyo\ninstrument: {kind: [\n", encoding="utf-8")
    assert "cannot be read" in reader.after("cannot be read")
    assert "The protocol" in other
    assert "The protocol" in live.page("counties/mono.html")
    county_file(folder, "Inyo", "Whole again")
    assert "Whole again" in reader.after("Whole again")


def test_a_new_county_file_gets_its_page_and_its_line_on_the_home_page(live: Live, folder: Path) -> None:
    home = live.reader("index.html")
    assert "Alpine County</a>" not in home.page
    county_file(folder, "Alpine")
    assert "Alpine County</a>" in home.after("Alpine County</a>")
    assert "The protocol" in live.page("counties/alpine.html")


def test_words_beside_a_county_file_are_followed_and_count_for_its_revision(live: Live, folder: Path) -> None:
    file = county_file(folder, "Mono", "With words beside it")
    text, page = live.reader("counties/mono/agreement-1.html"), live.reader("counties/mono.html")
    page.after("With words beside it")
    before = provenance(check_file(file)).sha256[:12]
    assert before in page.page
    (file.with_suffix(".clauses")).mkdir()
    words = file.with_suffix(".clauses") / "purpose.add.md"
    words.write_text("The lake is a witness.\n", encoding="utf-8")
    assert "The lake is a witness." in text.after("The lake is a witness.")
    after = provenance(check_file(file)).sha256[:12]
    assert after != before
    assert after in page.after(after)
    words.write_text("The lake is still a witness.\n", encoding="utf-8")
    assert "still a witness" in text.after("still a witness")


def test_nothing_is_told_of_it_but_what_a_person_can_use(live: Live) -> None:
    assert "Traceback" not in live.said()
    assert "'dirty' build" not in live.said()


def test_a_countys_own_repository_is_followed_too(tmp_path: Path) -> None:
    """With settings, pages and a hook of its own, as `init` writes them."""
    command = [sys.executable, "-m", "protocol_builder", "init", "El Dorado", "--elects-funds", "--developed", "2019"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    file = tmp_path / "county_configs" / "el-dorado.yml"
    with served(tmp_path) as live:
        reader = live.reader("counties/el-dorado.html")
        text = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: El Dorado", 1)
        file.write_text(text, encoding="utf-8")
        assert "Immediate response" in reader.after("Immediate response")
        (tmp_path / "pages" / "ours.md").write_text("# A page of our own\n", encoding="utf-8")
        home = live.reader("index.html")
        home.follow()
        assert "A page of our own" in live.page("ours.html")
    assert live.process.returncode in (0, 3)


@pytest.mark.parametrize(
    ("address", "code", "told"),
    [("nowhere", 2, "is not an address"), ("127.0.0.1:99999", 2, "is not an address"), (None, 3, "is in use already")],
)
def test_an_address_that_cannot_be_had_is_told_in_a_line(
    live: Live, folder: Path, address: str | None, code: int, told: str
) -> None:
    command = [sys.executable, "-m", "protocol_builder", "site", "serve", "-a"]
    taken = live.address.removeprefix("http://")
    ran = subprocess.run([*command, address or taken], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == code
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr
