"""All that is said of two revisions of a county file: the expected outputs are in the folder `printed`.

`GOLDEN=1` writes them (`nox -s golden`); read the difference like code.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from protocol_builder.agreement.clauses import NoClausesError
from protocol_builder.comparing.amendment import NoAmendmentError, amendment
from protocol_builder.comparing.comparison import Comparison
from protocol_builder.comparing.revisions import read

from ..agreement.test_printed import FILES
from ..conftest import DAY, Ran
from ..edits import with_edits
from ..expected import assert_all_as_expected

EXPECTED = Path(__file__).parent / "printed"
SMALL, GAPS = FILES["small-county"](), FILES["small-county-with-gaps"]()

_EDITS = (
    ("county_office_of_education: {agency: coe, title: County Superintendent of Schools}",
     "county_office_of_education: {agency: coe, title: Deputy Superintendent}"),
    ("meets: Every three months", "meets: Every month"),
    ("until: 2029-12-31, review_by: 2028-12-31", "until: 2030-12-31, review_by: 2029-06-30"),
    ("case_management: The social worker coordinates each case, and each meeting of the team goes through one list of tasks.",
     "case_management: An advocate coordinates each case."),
    ("kind: child_and_family_team", "kind: dedicated"),
    ("nonminor_dependents: true", "nonminor_dependents: false"),
)  # fmt: skip


def _edited(text: str) -> str:
    """The small county's file with a seat, times, a text, a kind of team, and a fact changed."""
    return with_edits(text, *_EDITS)


def _in_force(text: str) -> str:
    return text.replace("  status: pending\n", "  status: in_force\n").replace("from: 2027-01-01", "from: 2025-01-01")


PAIRS = {
    "edits-in-force": (_in_force(SMALL), _edited(_in_force(SMALL))),
    "gaps-come-in-force": (_in_force(SMALL), _in_force(GAPS)),
    "gaps-come": (SMALL, GAPS),
    "gaps-go": (GAPS, SMALL),
    "edits": (SMALL, _edited(SMALL)),
    "edits-undone": (_edited(SMALL), SMALL),
    "to-another-instrument": (SMALL, FILES["system-of-care"]()),
}


FORMATS = {"text": "txt", "markdown": "md", "json": "json"}


def outputs(old: str, new: str, run: Callable[..., Ran]) -> Iterator[tuple[str, str]]:
    """The name of each output in the working folder, and what it says."""
    Path("old.yml").write_text(old, "utf-8")
    Path("new.yml").write_text(new, "utf-8")
    for form, ending in FORMATS.items():
        ran = run("compare", "old.yml", "new.yml", "--on", DAY, "--format", form)
        yield f"comparison.{ending}", ran.out or ran.err
    try:
        made = amendment(Comparison(*(read(name, DAY).revisions[0] for name in ("old.yml", "new.yml"))))
        yield "amendment.txt", "\n".join((*filter(None, made.lines), repr(made.state.marks), ""))
    except (NoAmendmentError, NoClausesError) as reason:
        yield "amendment.txt", f"{reason}\n"


@pytest.mark.parametrize("pair", PAIRS)
def test_what_is_said_of_two_revisions_is_what_is_expected(
    pair: str, run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert_all_as_expected(dict(outputs(*PAIRS[pair], run)), EXPECTED / pair)
