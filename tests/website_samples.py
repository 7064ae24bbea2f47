"""County files of every kind, and the website made of them, for the tests that look at the whole."""

from protocol_builder.checking.check import Report, check_source
from protocol_builder.reading.source import read_text

from .conftest import DAY, EXAMPLE, ROOT

HOSTILE_FILE = "script-alert-1-script"

_HOSTILE = """
county: Alpine
instrument: {kind: interagency_protocol, title: '</title><script>window.hacked=1</script> [x](javascript:window.hacked=1) `code` **b** & "q" <img src=x onerror=window.hacked=1>'}
csec_program: {elects_funds: true}
agencies:
  a:
    name: '<script>window.hacked=2</script>Zebrafinch & Sons <b>bold</b> {: onclick=window.hacked=1 } ![i](https://evil.example/x.png)'
    kind: county_department
    functions: [human_services]
    responsibilities:
      - '<script>window.hacked=3</script> ![pixel](https://evil.example/y.png) [click](javascript:window.hacked=1)'
      - '</div></article><h1>owned</h1>'
protocol_team: {lead: human_services, seats: {human_services: {agency: a, title: '</text></svg><script>window.hacked=4</script>'}}}
mdt:
  kind: dedicated
  tiers: [{name: '<img src=x onerror=window.hacked=5>', purpose: "# Heading\\n\\n<script>window.hacked=6</script>\\n\\n</div>", trigger: '--> ]]> </style>'}]
narrative: [{heading: '<script>window.hacked=7</script>', text: '<svg onload=window.hacked=8>'}]
"""
_FUNDING = """
county: San Bernardino
instrument: {kind: funding_agreement, term: {from: 2023-07-01, until: 2026-06-30}}
csec_program: {elects_funds: true}
agencies: {cfs: {name: Children and Family Services, kind: county_department, functions: [human_services]}}
"""


def reports() -> tuple[Report, ...]:
    """The reports of files that are complete, with gaps, partial, of several counties, of another kind, bad and hostile."""
    example = EXAMPLE.read_text("utf-8")
    probation = "    probation:\n      agency: probation\n      title: Chief Probation Officer\n"
    gaps = example.replace("county: Example County", "county: Yolo", 1).replace(probation, "", 1)
    assert gaps.count("\n") < example.count("\n")
    files = {
        "example.yml": example,
        "yolo.yml": gaps,
        "los-angeles.yml": (ROOT / "county_configs" / "los-angeles.yml").read_text("utf-8"),
        "tri-county.yml": (ROOT / "county_configs" / "tri-county.yml").read_text("utf-8"),
        "san-bernardino.yml": _FUNDING,
        "kern.yml": "county: Kern\ninstrument: {kind: [\n",
        "<script>alert(1)<script>.yml": _HOSTILE,
    }
    return tuple(check_source(read_text(text, path), DAY) for path, text in files.items())
