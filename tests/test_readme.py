"""What the README shows is what the tool says."""

import re
import shlex

from protocol_builder.commands.reports.text import findings

from .conftest import EXAMPLE, ROOT, report_of


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
    for path, _, heading in links:
        assert (ROOT / path).exists(), path
        if heading:
            headings = re.findall(r"(?m)^#+ (.+)$", (ROOT / path).read_text("utf-8"))
            assert heading in [re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-") for one in headings]


def test_each_command_of_the_readme_installs_what_it_runs() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    installed = {shlex.split(line)[8] for line in re.findall(r"(?m)^python3 -m venv .*protocol-builder build$", text)}
    assert installed == {".[all]"}
