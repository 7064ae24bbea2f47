"""JSON: what other programs rely on."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from ...conftest import DAY, ROOT, Ran
from ..test_check import GAP

Run = Callable[..., Ran]


def test_the_json_report_keeps_its_contract(run: Run, tmp_path: Path) -> None:
    gap = tmp_path / "inyo.yml"
    gap.write_text(GAP, encoding="utf-8")
    ran = run("check", gap, "--format", "json", "--on", DAY)
    assert ran.code == 1
    report = json.loads(ran.out)
    jsonschema.validate(report, json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8")))
    (file,) = report["files"]
    assert (file["path"], file["counties"], file["instrument"]) == (str(gap), ["Inyo"], "interagency_protocol")
    assert file["summary"]["error"] == sum(d["severity"] == "error" for d in file["diagnostics"])
    assert file["diagnostics"][0] == {
        "id": "protocol-team-probation",
        "severity": "error",
        "force": "shall",
        "message": "no one represents the county probation department on the protocol team",
        "remedy": 'add under protocol_team.seats, and describe probation under agencies\nprobation: {agency: probation, title: "TODO"}   # for example Chief Probation Officer',
        "citation": "WIC 16524.8(a)(1)(A)",
        "quote": "The county probation department.",
        "path": ["protocol_team", "seats", "probation"],
        "line": 11,
        "column": 3,
        "county": "Inyo",
    }


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_letters_are_written_as_a_county_typed_them(run: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / "county.yml"
    file.write_text("county: Inyo\ninstrument: {kind: other, title: T}\nprotocol_team: {lead: Añejo “漢字”}\n", "utf-8")
    out = tmp_path / "report"
    run("check", file, "--format", form, "-o", out)
    written = out.read_text("utf-8")
    assert "Añejo" in written
    assert "漢字" in written
