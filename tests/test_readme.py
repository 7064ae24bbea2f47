"""What the README shows is what the tool says."""

import re

from protocol_builder.commands.reports.text import findings

from .conftest import EXAMPLE, ROOT, report_of


def test_the_message_in_the_readme_is_the_one_that_check_prints() -> None:
    text = re.sub(r"    probation:\n(      .*\n)+", "", EXAMPLE.read_text("utf-8"), count=1)
    printed = "\n".join(findings([report_of(text)])).replace("county.yml:", "county_configs/example.yml:")
    shown = re.search(r"```text\n(county_configs/.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown
    assert shown[1] == printed
