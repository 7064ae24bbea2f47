"""docxtemplater (npm) over a template with the same words: what it takes for each of many agreements.

Its template is ours with its own tags. In the agreement's places it repeats one paragraph for each of the agreement's, with
one tag that is filled with its words: no tables, numbers, links or looks, which is less than our document holds.
"""

import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from protocol_builder import resources
from protocol_builder.agreement.agreement import Agreement
from protocol_builder.writers.word import document
from protocol_builder.writers.word.template import load_template

PACKAGES = ("docxtemplater@3.71.0", "pizzip@3.3.0")
_TEMPLATE = resources.templates() / "mou" / "mou.docx"
_PROGRAM = """
const fs = require("fs"), Zip = require("pizzip"), Template = require("docxtemplater")
const [template, data, made] = process.argv.slice(2)
const content = fs.readFileSync(template, "binary"), all = JSON.parse(fs.readFileSync(data, "utf8"))
function make(agreement) {
  const document = new Template(new Zip(content), { paragraphLoop: true, linebreaks: true })
  document.render(agreement)
  return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" })
}
fs.writeFileSync(made, make(all[0]))  // what is made once a process is not a document's
const began = process.cpuUsage()
for (const agreement of all) make(agreement)
const { user, system } = process.cpuUsage(began)
console.log((user + system) / 1e6)
"""


def seconds(agreements: Sequence[Agreement], folder: Path) -> float:
    """Processor's seconds for all documents, in one process. Raises OSError where npm cannot be had."""
    home, node = _installed(), shutil.which("node") or "node"
    (folder / "fill.js").write_text(_PROGRAM, "utf-8")
    with zipfile.ZipFile(_TEMPLATE) as ours, zipfile.ZipFile(folder / "template.docx", "w") as theirs:
        for name in ours.namelist():
            theirs.writestr(name, _tagged(ours.read(name).decode()))
    (folder / "data.json").write_text(json.dumps([_data(agreement) for agreement in agreements]), "utf-8")
    given = [str(folder / name) for name in ("template.docx", "data.json", "made.docx")]
    environment = {**os.environ, "NODE_PATH": str(home / "node_modules")}
    ran = subprocess.run(
        [node, str(folder / "fill.js"), *given], env=environment, check=True, capture_output=True, text=True
    )
    return float(ran.stdout)


def _installed() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "protocol-builder-tests" / PACKAGES[0].replace("@", "-")
    if not (home / "node_modules" / "pizzip").exists():
        npm = shutil.which("npm")
        if npm is None:
            raise OSError("npm is not installed")
        home.mkdir(parents=True, exist_ok=True)
        quietly = ["--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run([npm, "install", "--prefix", str(home), *quietly, *PACKAGES], check=True, capture_output=True)
    return home


def _data(agreement: Agreement) -> dict[str, Any]:
    template = load_template(_TEMPLATE.read_bytes(), _TEMPLATE.name)
    written = document._write(agreement, document.Additions(template).writer(agreement, _TEMPLATE.name))
    places = {place: [text for part in parts for text in part.paragraphs] for place, parts in written.items()}
    return {**document._context(agreement), **places}


def _tagged(xml: str) -> str:
    """A part of our template with docxtemplater's tags: {% for %} and {% if %} are {#…}{/…}, {{ }} is { }."""
    for place in document.PLACES:
        paragraph = re.search(r"<w:p>(?:(?!</w:p>).)*\{\{p " + place + r" \}\}.*?</w:p>", xml)
        if paragraph:
            tags = (f"{{#{place}}}", "{.}", f"{{/{place}}}")
            xml = xml.replace(paragraph[0], "".join(paragraph[0].replace(f"{{{{p {place} }}}}", tag) for tag in tags))
    opened: list[str] = []

    def tag(found: re.Match[str]) -> str:
        words = found[1].split()
        if words[0] in ("endif", "endfor"):
            return f"{{/{opened.pop()}}}"
        opened.append(words[-1])
        return f"{{#{words[-1]}}}"

    xml = re.sub(r"\{%[pr] ([^%]*)%\}", tag, xml)
    return re.sub(
        r"\{\{ (?:fact\.)?(\w+) \}\}", lambda found: "{." + "}" if found[1] == "statement" else f"{{{found[1]}}}", xml
    )
