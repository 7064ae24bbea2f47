"""A new county file: what it states is known of the county, and the rest is to be filled in.

What the law demands is added as `check --fix` adds it: marked TODO, with the law's words, and counting as missing until
the county fills it in.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .. import california, resources
from ..english import join_words
from ..law import instruments, requirements, shape, vocabulary
from ..law.instruments import PROTOCOL
from ..protocol.due_dates import is_date
from ..reading import source
from .check import check_source
from .fix import TODO, fix
from .open_questions import is_of_practice

_TO_FILL_IN = f'"{TODO}"'
"""A name to be filled in; in quotation marks, so that it may have a comma or a colon."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known about the county at the start."""

    county: str
    elects_funds: bool | None = None
    developed_on: str = ""
    """When its protocol was first developed (year, month or day), or empty."""
    combined: bool = False
    """Whether one agency has human services, mental health, and public health."""
    kind: str = PROTOCOL
    """The kind of instrument that the county file is to describe."""
    others: tuple[str, ...] = ()
    """More counties, whose protocol is one file with the first county's."""
    tool: str = ""
    """What `pip install` is given to install this program, or empty if that is not known."""

    @property
    def counties(self) -> tuple[str, ...]:
        """All counties of the file."""
        return (self.county, *self.others)


def county_text(answers: Answers, on: str) -> str:
    """Return the text of a county file that checks cleanly but for what only the county can say."""
    of_protocol = answers.kind in vocabulary.flagged("instrument_kinds", "protocol")
    elects = "true" if answers.elects_funds is None else str(answers.elects_funds).lower()
    agencies = dict(_agencies_of_kind(answers, on))
    seed = rendered(
        "county.yml",
        counties=[_facts(county, of_protocol) for county in answers.counties],
        kind=answers.kind,
        of_protocol=of_protocol,
        title=_title(answers.kind),
        full_name=full_names(answers),
        elects_funds=elects,
        elects_funds_means=_meaning("csec_program", "elects_funds"),
        developed=answers.developed_on,
        developed_means=_meaning("csec_program", "protocol_developed_on"),
        year=on[:4],
        agencies={id: {"example": "", "note": "", "county": "", **agency} for id, agency in agencies.items()},
        parties=[{"example": "", "note": "", "signatory": "", **party} for party in _parties(answers, agencies)],
    )
    report = check_source(source.read_text(seed, ""), on)
    if not of_protocol:  # what its statute asks is in its own section, so nothing is left for comments
        return fix(report, ("error", "unknown")).text
    asked = fix(report, ("error", "unknown"), is_of_practice)
    text = asked.text + _as_comments(fix(asked.report, ("unknown",)).text, asked.report.data)
    if answers.elects_funds is None:  # then what binds the counties that do is in the file, and the question is open
        text = text.replace(f"elects_funds: {elects}", f"elects_funds: {TODO}")
    return text


def _facts(county: str, of_protocol: bool) -> dict[str, Any]:
    """What the county file is told of a county."""
    facts = vocabulary.lists()["counties"][county]
    return {
        "name": county,
        "full_name": vocabulary.full_name(county),
        "single_district": vocabulary.is_single_district(county),
        "beside": [_beside(city) for city in facts.get("beside", ())] if of_protocol else [],
    }


def full_names(answers: Answers) -> str:
    """Return the counties as a heading has them: `El Dorado County`, `Sutter and Yuba Counties`."""
    if len(answers.counties) == 1:
        return vocabulary.full_name(answers.county)
    return f"{join_words(answers.counties)} Counties"


def _parties(answers: Answers, agencies: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The legal entities that the agencies belong to: each county for its departments, and every other for itself."""
    left = dict(agencies)
    for county in answers.counties:
        own = [
            id
            for id, agency in left.items()
            if vocabulary.is_of_the_county(agency["kind"]) and agency.get("county", county) == county
        ]
        if own:
            signatory = "for example Chair of the Board of Supervisors"
            yield {
                "name": vocabulary.legal_name(county),
                "agencies": own,
                "signature": "signs",
                "signatory": signatory,
            }
        left = {id: agency for id, agency in left.items() if id not in own}
    for id, agency in left.items():
        if agency["kind"] == "court":
            note = "A court usually takes part without signing."
            yield {"name": agency["name"], "agencies": [id], "signature": "participates", "note": note}
        else:
            joint = (
                "If one county runs it, list it under that county instead." if agency["kind"] == "joint_agency" else ""
            )
            yield {
                "name": _TO_FILL_IN,
                "agencies": [id],
                "signature": "signs",
                "example": agency.get("example", ""),
                "signatory": "the job title that signs for it",
                "note": joint,
            }


def _as_comments(text: str, known: dict[str, Any]) -> str:
    """The parts of a county file that are not known yet, as comments: so they ask, and claim nothing."""
    parts = re.findall(r"(?m)^(\w+):\n((?:[ ].*\n)+)", text)
    asked = [f"{key}:\n{part}" for key, part in parts if key not in known]
    return "".join(f"\n{re.sub('(?m)^', '#', part.rstrip())}\n" for part in asked)


def _meaning(*path: str) -> str:
    return str(shape.schema_at(path)["description"])


def _title(kind: str) -> str:
    """What the first line of a county file calls its instrument."""
    if kind in vocabulary.flagged("instrument_kinds", "protocol"):
        return "interagency protocol for commercially sexually exploited children and youth"
    return vocabulary.label("instrument_kinds", kind)


def _agencies_of_kind(answers: Answers, on: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Those of the agencies that have a function which the law seats in an instrument of the kind, with these functions.

    In a file of several counties, each county's own have its name.
    """
    file = {"instrument": {"kind": answers.kind}}
    seats = [r.seat.function for r in requirements.in_force(on) if r.seat and all(g.applies_to(file) for g in r.asking)]
    for county in answers.counties:
        for id, agency in _agencies(county, answers.combined):
            if not {*agency["functions"]} & {*seats}:
                continue
            if len(answers.counties) > 1 and agency["kind"] != "joint_agency":
                id, agency = f"{id}_{county.lower().replace(' ', '_')}", {**agency, "county": county}
            yield id, agency


def _agencies(county: str, is_combined: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """The agencies that every county has in some form, by short name."""
    name = vocabulary.full_name(county)
    facts = vocabulary.lists()["counties"][county]
    shared = facts.get("shares", {})
    combined = ["human_services", "child_welfare", "mental_health", "substance_use_disorder", "public_health"]
    departments = {
        "social_services": (["human_services", "child_welfare"], "Department of Social Services"),
        "behavioral_health": (["mental_health", "substance_use_disorder"], "Behavioral Health"),
        "public_health": (["public_health"], "Department of Public Health"),
    }
    if is_combined:
        departments = {"health_and_human_services": (combined, "Health and Human Services Agency")}
    departments["probation"] = (["probation"], "Probation Department")
    for id, (functions, usual) in departments.items():
        own = [function for function in functions if function not in shared]
        if own:
            example = f"{name} {usual}"
            yield id, {"name": _TO_FILL_IN, "kind": "county_department", "functions": own, "example": example}
    for function, counties in shared.items():
        note = f"One agency has this function for {join_words(tuple(counties))} counties."
        yield f"joint_{function}", {"name": _TO_FILL_IN, "kind": "joint_agency", "functions": [function], "note": note}
    court = f"Superior Court of California, County of {county}"
    yield "court", {"name": court, "kind": "court", "functions": ["juvenile_court"]}
    if district := facts.get("district"):
        both = ["county_office_of_education", "local_education_agency"]
        yield (
            "school_district",
            {"name": _TO_FILL_IN, "example": district, "kind": "school_district", "functions": both},
        )
    else:
        schools = {"kind": "county_office_of_education", "functions": ["county_office_of_education"]}
        example = f"{name} Office of Education"
        yield "county_office_of_education", {"name": _TO_FILL_IN, "example": example, **schools}
    center = {"kind": "regional_center", "functions": ["regional_center"]}
    yield "regional_center", {"name": _TO_FILL_IN, "example": "the regional center that serves the county", **center}
    sheriff = {"kind": "elected_county_office", "functions": ["sheriff"]}
    yield "sheriff", {"name": _TO_FILL_IN, "example": f"{name} Sheriff's Office", **sheriff}


def _beside(city: dict[str, Any]) -> dict[str, Any]:
    """A city's department as an agency, under a short name."""
    id = re.sub(r"[^a-z]+", "_", city["name"].removeprefix("City of ").partition(" (")[0].lower())
    return {"id": id, **city}


def rendered(template: str, **values: Any) -> str:
    """Return a file from its template under `templates/repository/`. YAML and workflows have braces of their own."""
    import jinja2

    environment = jinja2.Environment(
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[[",
        variable_end_string="]]",
        comment_start_string="[#",
        comment_end_string="#]",
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # what is made is YAML and Markdown, of words that are known
    )
    environment.filters["remark"] = _comment
    return environment.from_string((resources.templates() / "repository" / template).read_text("utf-8")).render(values)


def _comment(text: str, indent: int) -> str:
    """The text as lines of YAML comments."""
    start = f"{' ' * indent}# "
    return textwrap.fill(
        text, 118, initial_indent=start, subsequent_indent=start, break_long_words=False, break_on_hyphens=False
    )


def past_date(answer: str) -> str:
    """Return a year, month, or day that is not in the future; empty for one that is not known. Raises ValueError."""
    answer = answer.strip()
    if answer in ("", "?"):
        return ""
    if not re.fullmatch(r"(19|20)\d\d(-\d\d(-\d\d)?)?", answer) or not is_date(answer):
        raise ValueError(f"“{answer}” is not a date; write YYYY-MM-DD, YYYY-MM, or YYYY")
    if answer > california.today().isoformat():
        raise ValueError(f"{answer} is in the future")
    return answer


def kinds() -> tuple[str, ...]:
    """Return the kinds of instrument that can be started: those for which there are clauses."""
    return tuple(word for word in vocabulary.lists()["instrument_kinds"] if instruments.kind(word).library)
