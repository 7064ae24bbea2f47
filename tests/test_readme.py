"""What the README shows is what the tool says."""

import io
import re
import shlex
import zipfile

from protocol_builder.commands.reports.text import findings

from .conftest import EXAMPLE, ROOT, report_of
from .sample_documents import FOLDER, documents


def test_the_message_in_the_readme_is_the_one_that_check_prints() -> None:
    text = re.sub(r"    probation:\n(      .*\n)+", "", EXAMPLE.read_text("utf-8"), count=1)
    printed = "\n".join(findings([report_of(text)])).replace("county.yml:", "county_configs/example.yml:")
    shown = re.search(r"```text\n(county_configs/.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown
    assert shown[1] == printed


def test_each_link_of_the_readme_leads_to_something_in_the_repository() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    links = [link.partition("#") for link in re.findall(r"\]\(([^)]+)\)", text)]
    assert len(links) > 8
    on_github = ("../../deployments/github-pages",)  # seen from the page of the repository's main branch
    for path, _, heading in links:
        if path in on_github:
            continue
        assert (ROOT / path).exists(), path
        if heading:
            headings = re.findall(r"(?m)^#+ (.+)$", (ROOT / path).read_text("utf-8"))
            assert heading in [re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-") for one in headings]


def test_the_sample_documents_are_what_the_program_makes() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    made = dict(documents())
    assert sorted(made) == sorted(path.name for path in FOLDER.iterdir())
    for name, content in made.items():
        assert f"(.github/sample/{name})" in readme
        assert _parts(name, content) == _parts(name, (FOLDER / name).read_bytes()), "run nox -s picture"


def _parts(name: str, content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word document, which no two versions of zlib pack alike, or a PDF as it is."""
    if name.endswith(".pdf"):
        return {name: content}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {part: package.read(part) for part in package.namelist()}


def test_each_command_of_the_readme_installs_what_it_runs() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    installed = {shlex.split(line)[8] for line in re.findall(r"(?m)^python3 -m venv .*protocol-builder build$", text)}
    assert installed == {".[all]"}
