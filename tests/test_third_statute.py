"""Another statute and another kind of instrument are files under `schemas/` and `templates/` alone.

An invented statute with three seats and two provisions, and its instrument with two clauses, are added to a copy of both
folders. The program, which is as it is, checks, explains, completes, prints, and publishes it.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from .conftest import ROOT

STATUTE = """\
# California Welfare and Institutions Code § 99999

History: Added by Stats. 2020, Ch. 1, Sec. 1. (AB 1) Effective January 1, 2021.

Text as in force mid-2026; source: invented for a test

(a) Each county shall form a garden council that includes representatives from each of the following agencies:

(1) The county probation department.

(2) The county public health department.

(3) The county office of education.

(b) The garden compact shall include provisions addressing both of the following:

(1) Tools and seeds.

(2) The harvest.
"""

SEAT = """\
  garden-council-{id}:
    title: The {label} is on the garden council
    description: The garden council includes someone from the {label}.
    x-citation: WIC 99999(a)({number})
    x-quote: The {label}.
    x-opening: 'Each county shall form a garden council that includes representatives from each of the following agencies:'
    x-force: shall
    x-in-force: {{from: 2021-01-01}}
    x-seat: {{on: garden.council, function: {function}, agency_kinds: [{kind}]}}
    x-path: [garden, council, seats, {function}]
    x-remedy: '{function}: {{agency: {function}, title: Director}}'
    errorMessage: no one represents the {label} on the garden council
    if: {{allOf: [{{$ref: "instruments.yaml#/$defs/wic-99999"}}]}}
    then:
      if: {{allOf: [{{$ref: "gates.yaml#/$defs/complete"}}]}}
      then: {{required: [garden], properties: {{garden: {{required: [council], properties: {{council: {{required: [seats], properties: {{seats: {{required: [{function}]}}}}}}}}}}}}}}
"""
PROVISION = """\
  garden-{key}:
    title: The compact addresses {what}
    description: The garden compact includes provisions addressing {what}.
    x-citation: WIC 99999(b)({number})
    x-quote: {quote}
    x-opening: 'The garden compact shall include provisions addressing both of the following:'
    x-force: shall
    x-in-force: {{from: 2021-01-01}}
    x-path: [garden, {key}]
    x-remedy: '{key}: The partners share …'
    errorMessage: the compact does not address {what}
    if: {{allOf: [{{$ref: "instruments.yaml#/$defs/wic-99999"}}]}}
    then:
      if: {{allOf: [{{$ref: "gates.yaml#/$defs/complete"}}]}}
      then: {{required: [garden], properties: {{garden: {{required: [{key}]}}}}}}
"""
REQUIREMENTS = "\n".join(
    [
        "$schema: https://json-schema.org/draft/2020-12/schema\ntitle: WIC 99999, garden compact\nx-law: wic-99999\n$defs:",
        *(
            SEAT.format(id=function.replace("_", "-"), function=function, label=label, number=number, kind=kind)
            for number, (function, label, kind) in enumerate(
                (
                    ("probation", "county probation department", "county_department"),
                    ("public_health", "county public health department", "county_department"),
                    ("county_office_of_education", "county office of education", "county_office_of_education"),
                ),
                1,
            )
        ),
        PROVISION.format(key="tools", what="tools and seeds", quote="Tools and seeds.", number=1),
        PROVISION.format(key="harvest", what="the harvest", quote="The harvest.", number=2),
    ]
)
SHAPE = """\
  garden:
    title: Garden
    description: The garden compact of an invented statute.
    type: object
    additionalProperties: false
    properties:
      council:
        title: Garden council
        type: object
        additionalProperties: false
        properties:
          seats: {$ref: "#/$defs/seats"}
      tools: {title: Tools, description: How tools and seeds are shared., $ref: "#/$defs/description"}
      harvest: {title: Harvest, description: Who harvests., $ref: "#/$defs/description"}

"""
KIND = """\
  garden_compact:
    clauses: {own: garden, shared: [effective-date, term, counterparts]}
    subject: on School Gardens
    overseen_by: garden council
    section: garden
"""
ROW = """\
  wic-99999:
    x-kind: asked_of
    title: The county's garden compact
    x-otherwise: this instrument is not the place for it; it is asked of the garden compact
    x-asked-of: [garden_compact]
"""
COUNCIL = """\
---
title: Garden council
serves: [WIC 99999(a)]
force: shall
requirements: [garden-council-*]
---
Each county shall form a garden council (WIC section 99999(a)).

{% for county in counties if county.own and county.own.team("council") %}
Its members are:

| Seat | Agency |
|---|---|
{% for seat in county.own.team("council").seats %}
| {{ seat.function_short }} | {{ seat.agency_name }} |
{% endfor %}

{% endfor %}
"""
HARVEST = """\
---
title: Tools and harvest
serves: [WIC 99999(b)]
force: shall
requirements: [garden-tools, garden-harvest]
---
The compact addresses tools and seeds, and the harvest (WIC section 99999(b)).

{% for county in counties %}
{{ facts(county, [("Tools", said(county, "tools")), ("Harvest", said(county, "harvest"))]) }}
{% endfor %}
"""
COUNTY = """\
county: Inyo
instrument: {kind: garden_compact}
garden:
  council:
    seats:
      probation: {agency: probation, title: Chief Probation Officer}
      public_health: {agency: public_health, title: Director}
      county_office_of_education: {agency: education, title: Superintendent}
  tools: The partners share one shed.
  harvest: The children who grew it take it home.
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
  public_health: {name: Public Health, kind: county_department, functions: [public_health]}
  education: {name: Office of Education, kind: county_office_of_education, functions: [county_office_of_education]}
"""
PROGRAM = """
import sys
from pathlib import Path
from protocol_builder import resources
place = Path(sys.argv.pop(1))
resources.root = lambda: place
from protocol_builder.commands.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the data with the statute and the instrument added."""
    folder = tmp_path_factory.mktemp("third")
    for name in ("schemas", "templates", "site"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    schemas = folder / "schemas"
    (schemas / "law" / "wic-99999.md").write_text(STATUTE, "utf-8")
    (schemas / "wic-99999.yaml").write_text(REQUIREMENTS, "utf-8")
    added(schemas / "instruments.yaml", ("\nkinds:\n", KIND), ("\n$defs:\n", ROW))
    added(
        schemas / "vocabulary.yaml",
        ("\ninstrument_kinds:\n", "  garden_compact: {label: Garden compact, description: The compact of WIC 99999.}\n"),
        ("\nclauses:\n", "  garden-council: {label: Garden council, duty: true}\n  tools-and-harvest: {label: Tools and harvest, duty: true}\n"),
    )  # fmt: skip
    added(
        schemas / "shape.yaml",
        ("\nproperties:\n", '  garden: {$ref: "#/$defs/garden"}\n'),
        ("\n$defs:\n", SHAPE),
        ("    title: What is one county's own\n    type: object\n    additionalProperties: false\n    properties:\n", '      garden: {$ref: "#/$defs/garden"}\n'),
        ('        county: {$ref: "#/$defs/not_here"}\n', '        garden: {$ref: "#/$defs/not_here"}\n'),
    )  # fmt: skip
    clauses = folder / "templates" / "mou" / "clauses" / "garden"
    clauses.mkdir()
    (clauses / "010-garden-council.md").write_text(COUNCIL, "utf-8")
    (clauses / "020-tools-and-harvest.md").write_text(HARVEST, "utf-8")
    (folder / "inyo.yml").write_text(COUNTY, "utf-8")
    return folder


def added(file: Path, *lines: tuple[str, str]) -> None:
    """Add lines to a file of data, each after other lines of it."""
    text = file.read_text("utf-8")
    for after, new in lines:
        assert text.count(after) == 1, (file.name, after)
        text = text.replace(after, after + new)
    file.write_text(text, "utf-8")


def ran(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM, str(place), *arguments]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, encoding="utf-8", check=False)


def test_check_and_the_published_schema_ask_what_the_statute_requires(place: Path) -> None:
    found = ran(place, "check", "inyo.yml")
    assert (found.returncode, found.stdout) == (0, "")
    assert "5 duties: 3 stated in the file, 2 in the county" in found.stderr
    schema = json.loads(ran(place, "schema").stdout)
    validator = jsonschema.Draft202012Validator(schema)
    for line in re.findall(r"(?m)^      \w+: \{agency.*\n|^  (?:tools|harvest): .*\n", COUNTY):
        (place / "less.yml").write_text(COUNTY.replace(line, ""), "utf-8")
        report = json.loads(ran(place, "check", "less.yml", "--format", "json").stdout)
        (error,) = report["files"][0]["diagnostics"]
        assert (error["severity"], error["citation"][:9]) == ("error", "WIC 99999")
        from protocol_builder.reading.loader import load_yaml

        (violation,) = [
            e for e in validator.iter_errors(load_yaml(COUNTY.replace(line, ""))) if "required" in e.message
        ]
        assert error["citation"] in violation.schema["errorMessage"]  # what an editor shows


def test_fix_adds_what_is_missing_and_explain_says_why(place: Path) -> None:
    (place / "bare.yml").write_text(COUNTY.partition("garden:")[0] + COUNTY[COUNTY.index("agencies:") :], "utf-8")
    assert ran(place, "check", "bare.yml", "--fix", "--write").returncode == 1
    text = (place / "bare.yml").read_text("utf-8")
    assert text.count("TODO") >= 5
    assert "# WIC 99999(a)(1): “The county probation department.”" in text
    out = ran(place, "explain", "garden-council-probation").stdout
    assert "All 58 counties" in out
    assert "The county's garden compact" in out


def test_nothing_of_it_is_asked_of_another_instrument(place: Path) -> None:
    example = shutil.copyfile(ROOT / "county_configs" / "example.yml", place / "example.yml")
    found = ran(place, "check", str(example))
    assert found.returncode == 0
    assert re.search(r"108 duties: \d+ stated in the file, \d+ in the county", found.stderr)


def test_the_documents_and_the_site_are_made_of_its_own_clauses(place: Path) -> None:
    made = ran(place, "mou", "inyo.yml", "--to", "txt,pdf,docx", "-o", "out")
    assert made.returncode == 0, made.stderr
    text = (place / "out" / "inyo" / "mou.txt").read_text("utf-8")
    assert "Garden Compact on School Gardens" in text
    assert [line for line in text.splitlines() if re.match(r"\d+\. ", line)] == [
        "1. Garden council",
        "2. Tools and harvest",
        "3. Agreement and effective date",
        "4. Term and review",
        "5. Counterparts and electronic signatures",
    ]
    assert "The garden council will review this Agreement" in text
    assert "CSEC" not in text
    assert (place / "out" / "inyo" / "mou.pdf").read_bytes().startswith(b"%PDF")
    built = ran(place, "build", "inyo.yml", "-o", "all")
    assert built.returncode == 0, built.stderr
    page = (place / "all" / "site" / "counties" / "inyo.html").read_text("utf-8")
    assert "Garden compact" in page
    assert (place / "all" / "site" / "law" / "garden-council-probation.html").is_file() or list(
        (place / "all" / "site").rglob("*garden-council-probation*")
    )
