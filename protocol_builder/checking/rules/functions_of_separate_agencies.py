"""One agency does not have functions that California counties give to separate agencies."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...paths import value_at
from ..eligible_agencies import functions_apart
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each agency with two functions that no one agency has together (`apart_from`).

    An agency that is unfit for a mandated seat is reported there.
    """
    unfit = {
        value_at(file.data, d.path)
        for verdict in file.verdicts
        for d in verdict.diagnostics
        if d.severity == "error" and d.path[-1:] == ("agency",)
    }
    for id, agency in file.agencies.items():
        for function in agency.get("functions") or ():
            apart = () if id in unfit else functions_apart(agency, function)
            if apart:
                yield Diagnostic(
                    "functions-of-separate-agencies",
                    "warning",
                    f"{agency.get('name', id)} has the functions {function} and {apart[0]}, which no one agency has together",
                    ("agencies", id, "functions"),
                    remedy="describe each as an agency of its own, with its own function, and seat it there; where it is not clear, ask county counsel",
                )
                break


RULE = Rule(
    id="functions-of-separate-agencies",
    severity="warning",
    title="One agency has functions that belong to separate agencies",
    description=(
        "An agency is given two functions that no one agency in California has together, such as district attorney and "
        "sheriff, sheriff and human services, or juvenile court and Tribe. Usually a function was added to fill a seat. "
        "The mandated seats that rest on these functions are unknown until each agency is described on its own."
    ),
    bad="""\
agencies:
  district_attorney: {name: District Attorney, kind: elected_county_office, functions: [district_attorney, sheriff]}""",
    good="""\
agencies:
  district_attorney: {name: District Attorney, kind: elected_county_office, functions: [district_attorney]}
  sheriff: {name: Sheriff's Office, kind: elected_county_office, functions: [sheriff]}""",
    check=check,
)
