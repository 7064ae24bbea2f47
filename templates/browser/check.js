// The page "Check a county file": an editor, what `check` finds in its text, and the agreement as it stands.

import { call, onProgress } from "./worker_client.js";
import { atLine, createEditor, mark, replaceText, textOf } from "./editor.js";
import { showFindings } from "./findings.js";

const part = (id) => document.getElementById(id);
const tool = part("tool");
const PAUSE = 250; // milliseconds without a key before the text is checked
const MOST_BYTES = Number(tool.dataset.mostBytes);
const pages = new URL(tool.dataset.pages, location.href); // the site's first page, from which findings' pages are reached

let name = "county.yml";
let hasMark = false; // whether the opened file began with a byte order mark, which is saved again
let saved = "";
let isLeaving = false;
let running = false; // whether a check is under way; there is never more than one
let waiting = 0;
let agreementOf = null; // the text of the file that the shown agreement is of

tool.hidden = false;
const editor = createEditor(part("editor"), part("text-heading").id, changed);

onProgress((sentence) => { part("progress").textContent = sentence; });
call("about").then((program) => {
  part("law-date").value ||= program.today;
  if (program.version !== tool.dataset.version) complain("This page and the program are of different versions. Reload the page.");
  checkNow();
}, complain);

// Checking

function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(checkNow, PAUSE);
  if (agreementOf !== null && agreementOf !== textOf(editor)) part("agreement").classList.add("is-earlier");
}

async function checkNow() {
  clearTimeout(waiting);
  if (running) { waiting = setTimeout(checkNow, PAUSE); return; }
  const text = textOf(editor);
  if (!text.trim()) { show({ diagnostics: [], summary: null }, text); return; }
  running = true;
  try {
    const report = await call("check", { text, filename: name, on: part("law-date").value });
    complain("");
    if (text === textOf(editor)) show(report, text);
  } catch (error) {
    complain(error);
  } finally {
    running = false;
  }
  if (text !== textOf(editor)) changed();
}

function show(report, text) {
  if (text !== null) mark(editor, report.diagnostics);
  showFindings(part("findings"), part("summary"), report, {
    pages,
    goTo: text === null ? null : (finding) => atLine(editor, finding),
    putIn: text === null ? null : putIn,
  });
}

async function putIn(finding) {
  const text = textOf(editor);
  try {
    const { id, path, county, line } = finding;
    const fixed = await call("fix", { text, filename: name, on: part("law-date").value, finding: { id, path, county, line } });
    if (text !== textOf(editor)) return complain("The text changed in the meantime. Press the button again.");
    replaceText(editor, fixed.text);
    await checkNow();
  } catch (error) {
    complain(error);
  }
}

function complain(error) {
  const sentence = error instanceof Error ? error.message : error;
  part("problem").hidden = !sentence;
  part("problem").textContent = sentence || "";
}

part("law-date").addEventListener("change", checkNow);

// Opening and saving

async function open(content, filename) {
  if (!mayReplace()) return;
  complain("");
  try {
    const report = await call("check", { content, filename, on: part("law-date").value });
    if (report.text === null) {
      complain(`${filename} was not opened; what is wrong with it is below, under Findings.`);
      show(report, null);
      return;
    }
    name = filename;
    hasMark = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
    replaceText(editor, report.text, { isAnotherFile: true });
    saved = textOf(editor);
    forgetAgreement();
    show(report, report.text);
  } catch (error) {
    complain(error);
  }
}

const openFile = async (file) => file && open(new Uint8Array(await file.slice(0, MOST_BYTES + 1).arrayBuffer()), file.name);

part("file").addEventListener("change", async ({ target }) => {
  await openFile(target.files[0]);
  target.value = ""; // so that the same file can be opened again
});

part("site-file")?.addEventListener("change", async ({ target }) => {
  const chosen = target.selectedOptions[0];
  if (!chosen.value) return;
  try {
    const response = await fetch(chosen.value, { cache: "no-cache" });
    if (!response.ok) throw new Error("The file could not be loaded from this site.");
    await open(new Uint8Array(await response.arrayBuffer()), chosen.dataset.name);
  } catch (error) {
    complain(error instanceof TypeError ? "The file could not be loaded. Check the connection." : error);
  }
  target.value = "";
});

for (const event of ["dragover", "drop"]) {
  document.addEventListener(event, (dropped) => {
    if (![...dropped.dataTransfer.types].includes("Files")) return;
    dropped.preventDefault();
    dropped.stopPropagation();
    if (event === "drop") openFile(dropped.dataTransfer.files[0]);
  }, { capture: true });
}

part("save").addEventListener("click", () => {
  const text = textOf(editor);
  download((hasMark ? "\ufeff" : "") + text, name, "application/yaml");
  saved = text;
});

function download(text, filename, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const isUnsaved = () => textOf(editor) !== saved;
const mayReplace = () => !isUnsaved() || window.confirm("The text has changes that are not saved. Replace it?");

window.addEventListener("beforeunload", (event) => { if (isUnsaved() && !isLeaving) event.preventDefault(); });
// Someone who leaves the site quickly has a reason not to be asked.
for (const link of document.querySelectorAll(".leave")) link.addEventListener("click", () => { isLeaving = true; }, { capture: true });

// The agreement

let page = "";

part("show-agreement").addEventListener("click", async () => {
  const text = textOf(editor);
  try {
    part("progress").textContent = "Writing the agreement …";
    const made = await call("agreement", { text, filename: name, on: part("law-date").value });
    complain("");
    page = made.page;
    agreementOf = text;
    part("agreement").innerHTML = made.html; // made by the program, which escapes every word of the file
    part("agreement").classList.remove("is-earlier");
    for (const id of ["agreement", "print-agreement", "save-agreement"]) part(id).hidden = false;
    part("show-agreement").textContent = "Show it again";
  } catch (error) {
    complain(error);
  } finally {
    part("progress").textContent = "";
  }
});

function forgetAgreement() {
  agreementOf = null;
  for (const id of ["agreement", "print-agreement", "save-agreement"]) part(id).hidden = true;
  part("agreement").replaceChildren();
  part("show-agreement").textContent = "Show the agreement";
}

part("print-agreement").addEventListener("click", () => {
  document.documentElement.classList.add("prints-agreement");
  window.print();
  document.documentElement.classList.remove("prints-agreement");
});
part("save-agreement").addEventListener("click", () => download(page, name.replace(/\.ya?ml$/i, "") + ".html", "text/html"));

// Where the county keeps it

const edits = document.querySelector('meta[name="edit-uri"]')?.content;
if (edits) {
  part("propose-link").hidden = false;
  part("propose").hidden = true;
  const link = part("edit-page");
  const point = () => { link.href = edits + encodeURIComponent(name); };
  link.addEventListener("focus", point);
  link.addEventListener("pointerenter", point);
  point();
  part("copy").addEventListener("click", async () => {
    await navigator.clipboard.writeText(textOf(editor));
    part("copy").textContent = "Copied";
    setTimeout(() => { part("copy").textContent = "Copy the text"; }, 3000);
  });
}
