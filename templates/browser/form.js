// The page "Write a county file": three opening questions or a file, then its form and its text, which are two views of it,
// and the agreement as it stands. The text is all there is; the form is made from it again after each change.

import { call, onProgress } from "./worker_client.js";
import { drawField, keyOf, make } from "./form_fields.js";

const part = (id) => document.getElementById(id);
const tool = part("tool");
const DRAFT = `protocol-builder draft ${new URL(".", location.href).pathname}`;
const QUESTIONS = "questions";

let name = "county.yml";
let text = "";
let saved = "";
let hasMark = false; // whether the opened file began with a byte order mark, which is saved again
let form = null;
let step = "start";
let shown = "form"; // the view: form, text, or agreement
let editor = null; // of the text, once it has been looked at
let isLeaving = false;
let changes = Promise.resolve();
let pending = 0;
const earlier = [];

tool.hidden = false;
onProgress((sentence) => { part("progress").textContent = sentence; });

function complain(error) {
  const sentence = error instanceof Error ? error.message : error;
  part("problem").hidden = !sentence;
  part("problem").textContent = sentence || "";
}

const say = (sentence) => { part("status").textContent = sentence; };

// Beginning

call("opening").then((asked) => {
  part("new-county").append(...asked.counties.map((one) => make("option", { value: one, textContent: one })));
  part("new-others").append(...asked.counties.map((one) => {
    const box = make("input", { type: "checkbox", value: one, id: `with-${one}` });
    return make("span", { className: "choice" }, box, make("label", { htmlFor: box.id, textContent: one }));
  }));
  part("new-kind").append(...asked.kinds.map(({ value, label }) => make("option", { value, textContent: label })));
  part("elects-help").textContent = asked.elects_funds;
  part("developed-help").textContent = asked.developed_on;
  const ofProtocol = () => { part("of-protocol").hidden = !asked.protocols.includes(part("new-kind").value); };
  part("new-kind").addEventListener("change", ofProtocol);
  ofProtocol();
  for (const id of ["begin", "file"]) part(id).disabled = false;
}).catch(complain);

const chosen = (group) => ({ yes: true, no: false })[document.querySelector(`input[name="${group}"]:checked`)?.value] ?? null;

part("begin").addEventListener("click", async () => {
  if (!mayReplace()) return;
  const others = [...part("new-others").querySelectorAll("input:checked")].map(({ value }) => value).filter((one) => one !== part("new-county").value);
  const counties = [part("new-county").value, ...others].filter(Boolean);
  const isOfProtocol = !part("of-protocol").hidden;
  const answers = {
    counties, kind: part("new-kind").value, combined: chosen("combined") === true,
    elects_funds: isOfProtocol ? chosen("elects") : null, developed_on: isOfProtocol ? part("developed").value : "",
  };
  try {
    part("progress").textContent = "Writing the file …";
    const made = await call("new_file", { answers });
    complain("");
    const at = { counties: "new-county", developed_on: "developed" }[made.at];
    for (const id of ["new-county", "developed"]) {
      part(`${id}-problem`).textContent = id === at ? made.refused : "";
      part(id).toggleAttribute("aria-invalid", id === at);
    }
    if (made.refused) return at && part(at).focus();
    saved = "";
    await begin(made, made.name);
  } catch (error) {
    complain(error);
  } finally {
    part("progress").textContent = "";
  }
});

async function open(content, filename) {
  if (!mayReplace()) return;
  try {
    const report = await call("check", { content, filename });
    if (report.text === null) throw new Error(`${filename} was not opened: ${report.diagnostics[0].message}.`);
    const found = await call("form", { text: report.text });
    complain("");
    saved = report.text;
    await begin({ text: report.text, form: found }, filename, content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf);
  } catch (error) {
    complain(error);
  }
}

async function begin(made, filename, isMarked = false) {
  name = filename;
  hasMark = isMarked;
  earlier.length = 0;
  ({ text, form } = made);
  step = form.problem ? step : form.sections[0].id;
  part("opening").hidden = true;
  part("work").hidden = false;
  part("file-name").textContent = name;
  say("");
  point();
  await show("form");
  part("work").scrollIntoView({ block: "start" });
  part("step-heading")?.focus({ preventScroll: true });
}

const openFile = async (file) => file && open(new Uint8Array(await file.slice(0, Number(tool.dataset.mostBytes) + 1).arrayBuffer()), file.name);

part("file").addEventListener("change", async ({ target }) => {
  await openFile(target.files[0]);
  target.value = "";
});

part("site-file")?.addEventListener("change", async ({ target }) => {
  const asked = target.selectedOptions[0];
  if (!asked.value) return;
  try {
    const response = await fetch(asked.value, { cache: "no-cache" });
    if (!response.ok) throw new Error("The file could not be loaded from this site.");
    await open(new Uint8Array(await response.arrayBuffer()), asked.dataset.name);
  } catch (error) {
    complain(error instanceof TypeError ? "The file could not be loaded. Check the connection." : error);
  }
  target.value = "";
});

part("another").addEventListener("click", () => {
  part("work").hidden = true;
  part("opening").hidden = false;
  part("opening-heading").focus();
});

// Changing: one after another, each in the text that the one before it made

function change(path, value, about) {
  pending += 1;
  changes = changes.then(async () => {
    try {
      const made = await call("change", { text, path, value });
      if (made.refused) { complain(made.refused); return; }
      complain("");
      if (made.text === text) return;
      earlier.push(text);
      ({ text, form } = made);
      say(`${about}: changed in the file.`);
      keepDraft();
    } catch (error) {
      complain(error);
    } finally {
      pending -= 1;
      if (!pending) draw();
    }
  });
  return changes;
}

async function add(path, value, about) {
  await change(path, value, about);
  const made = part(keyOf(path));
  if (made?.tagName === "DETAILS") made.open = true;
  (made?.querySelector("summary") || made)?.focus();
}

async function remove(path, about) {
  const isUsed = path[0] === "agencies" && path.length === 2 ? uses(path[1]) : 0;
  const warning = isUsed ? ` The file names it in ${isUsed} other ${isUsed === 1 ? "place" : "places"}, which check will then report.` : "";
  if (!window.confirm(`Remove ${about}?${warning}`)) return;
  await change(path, null, `${about}: removed`);
  part("step-heading")?.focus();
}

function uses(agency) {
  const count = (field) => {
    const own = field.path?.[0] !== "agencies" && (field.value === agency || (field.kind === "agencies" && field.value.includes(agency))) ? 1 : 0;
    return [...(field.fields || []), ...(field.items || []), ...(field.seats || [])].reduce((sum, below) => sum + count(below), own);
  };
  return form.sections.flatMap(({ fields }) => fields).reduce((sum, field) => sum + count(field), 0);
}

part("undo").addEventListener("click", async () => {
  if (!earlier.length) return;
  text = earlier.pop();
  form = await call("form", { text });
  say("The last change was undone.");
  keepDraft();
  draw();
});

// Drawing

function draw() {
  part("undo").disabled = !earlier.length;
  if (shown !== "form") return;
  const problem = form.problem;
  part("unreadable").hidden = !problem;
  part("steps").hidden = part("step").hidden = Boolean(problem);
  if (problem) {
    part("unreadable").textContent = `Line ${problem.line}: ${problem.message}. ${problem.remedy ? `To fix it: ${problem.remedy}. ` : ""}Change it in the text; then the form is here again.`;
    return;
  }
  drawSteps();
  const kept = typedSoFar();
  const section = form.sections.find(({ id }) => id === step);
  if (!section && step !== QUESTIONS) step = form.sections[0].id;
  part("step").replaceChildren(...(step === QUESTIONS ? questions() : fieldsOf(section || form.sections[0])));
  restore(kept);
}

// What is being typed while the form is drawn again stays, with the cursor.
function typedSoFar() {
  const active = document.activeElement;
  if (!active?.id || !part("step").contains(active)) return null;
  const isText = active.matches("textarea, input:not([type=checkbox], [type=radio])");
  return { id: active.id, value: isText && active.value !== active.defaultValue ? active.value : null, at: isText && active.type !== "date" ? [active.selectionStart, active.selectionEnd] : null };
}

function restore(kept) {
  for (const area of part("step").querySelectorAll("textarea, input")) area.defaultValue = area.value;
  const again = kept && part(kept.id);
  if (!again) return;
  for (let fold = again.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (kept.value !== null) again.value = kept.value;
  again.focus({ preventScroll: true });
  if (kept.at) again.setSelectionRange(...kept.at);
}

function drawSteps() {
  const open = form.sections.reduce((sum, section) => sum + section.open, 0);
  const row = (id, title, number) => {
    const press = make("button", { type: "button", id: `step-${id}`, className: "step", textContent: title });
    press.append(make("span", { className: "step-open", textContent: number ? ` ${number} open` : " nothing open" }));
    if (id === step) press.setAttribute("aria-current", "step");
    press.addEventListener("click", () => go(id));
    return make("li", {}, press);
  };
  const focused = document.activeElement?.id;
  part("step-list").replaceChildren(...form.sections.map(({ id, title, open: number }) => row(id, title, number)), row(QUESTIONS, "Questions still open", open));
  if (focused?.startsWith("step-")) part(focused)?.focus({ preventScroll: true });
}

function go(id, field = null) {
  step = id;
  complain("");
  draw();
  const place = field && nearest(field);
  if (!place) { part("step-heading").focus(); part("step-heading").scrollIntoView({ block: "nearest" }); return; }
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
}

function nearest(path) {
  for (let length = path.length; length; length -= 1) {
    const found = part(keyOf(path.slice(0, length)));
    if (found) return found.tagName === "DETAILS" ? found.querySelector("summary") : found;
  }
  return null;
}

const heading = (words) => make("h2", { id: "step-heading", tabIndex: -1, textContent: words });

function fieldsOf(section) {
  const at = form.sections.indexOf(section);
  const context = { form, change, add, remove };
  const others = form.findings.filter((one) => one.section === section.id && ["error", "unknown"].includes(one.severity));
  const who = [...new Set(others.map((one) => one.who))];
  const turn = make("p", { className: "turns" });
  const next = form.sections[at + 1] || { id: QUESTIONS, title: "Questions still open" };
  if (at) turn.append(button(`Back: ${form.sections[at - 1].title}`, () => go(form.sections[at - 1].id), "turn-back"), " ");
  turn.append(button(`Next: ${next.title}`, () => go(next.id), "turn-next"));
  return [
    heading(section.title),
    make("p", { textContent: section.words }),
    make("p", { className: "quiet", textContent: section.open ? `${section.open} open. Could answer: ${(who.length ? who : [section.who]).join("; ")}.` : "Nothing is open here." }),
    ...section.fields.map((field) => {
      const drawn = drawField(field, context);
      if (section.fields.length === 1) drawn.classList.add("is-whole"); // the heading has said what it is
      return drawn;
    }),
    turn,
  ];
}

function questions() {
  const groups = new Map();
  const open = [...form.questions.map((one) => ({ ...one, finding: form.findings[one.findings[0]] })),
    ...form.findings.filter((one) => one.severity === "error" && one.force !== "shall").map((finding) => ({ question: finding.message, who: finding.who, finding }))];
  for (const one of open) groups.set(one.who, [...(groups.get(one.who) || []), one]);
  const own = [...groups].flatMap(([who, all]) => [
    make("h3", { textContent: `${who} (${all.length})` }),
    make("ul", { className: "questions" }, ...all.map(({ question, finding }) => make("li", {}, `${capital(question)}.`, make("p", {},
      finding.section ? button("Answer it", () => go(finding.section, finding.place), "", `Answer it: ${question}`) : null,
      finding.citation ? make("span", { className: "quiet", textContent: finding.citation }) : null)))),
  ]);
  return [heading("Questions still open"), make("p", { textContent: open.length ? "By who could answer each. A question is open as long as the file does not say." : "No question of the law is open." }), ...own,
    make("p", { className: "turns" }, button("See the agreement as it stands", () => { show("agreement"); part("tab-agreement").focus(); }))];
}

const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

function button(words, press, id = "", label = "") {
  const made = make("button", { type: "button", className: "button", textContent: words, id });
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", press);
  return made;
}

// Form, text, and agreement: three views of one file

const VIEWS = ["form", "text", "agreement"];

async function show(view) {
  await changes;
  if (shown === "text" && view !== "text") await takeText();
  shown = view;
  for (const one of VIEWS) {
    part(`tab-${one}`).setAttribute("aria-selected", String(one === view));
    part(`tab-${one}`).tabIndex = one === view ? 0 : -1;
    part(`view-${one}`).hidden = one !== view;
  }
  if (view === "form") draw();
  if (view === "text") await showText();
  if (view === "agreement") await showAgreement();
}

for (const view of VIEWS) {
  part(`tab-${view}`).addEventListener("click", () => show(view));
  part(`tab-${view}`).addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = VIEWS[(VIEWS.indexOf(view) + by + VIEWS.length) % VIEWS.length];
    part(`tab-${next}`).focus();
    show(next);
  });
}

async function showText() {
  if (!editor) {
    try {
      const { createEditor, replaceText, textOf } = await import("./editor.js");
      const made = createEditor(part("text-editor"), "text-label", () => {});
      editor = { put: (words) => replaceText(made, words, { isAnotherFile: true }), take: () => textOf(made) };
    } catch {
      const area = make("textarea", { id: "plain-text", rows: 30, spellcheck: false, aria: { labelledby: "text-label" } });
      part("text-editor").append(area);
      editor = { put: (words) => { area.value = words; }, take: () => (text.includes("\r\n") ? area.value.replaceAll("\n", "\r\n") : area.value) };
    }
  }
  editor.put(text);
}

async function takeText() {
  const now = editor.take();
  if (now === text) return;
  earlier.push(text);
  text = now;
  keepDraft();
  try {
    form = await call("form", { text });
  } catch (error) {
    complain(error);
  }
}

let page = "";

async function showAgreement() {
  part("agreement").replaceChildren();
  try {
    part("progress").textContent = "Writing the agreement …";
    const made = await call("agreement", { text, filename: name });
    complain("");
    page = made.page;
    part("agreement").innerHTML = made.html; // made by the program, which escapes every word of the file
  } catch (error) {
    complain(error);
  } finally {
    part("progress").textContent = "";
  }
}

part("print-agreement").addEventListener("click", () => {
  document.documentElement.classList.add("prints-agreement");
  window.print();
  document.documentElement.classList.remove("prints-agreement");
});
part("save-agreement").addEventListener("click", () => download(page, name.replace(/\.ya?ml$/i, "") + ".html", "text/html"));

// Keeping

async function current() {
  await changes;
  if (shown === "text" && editor) await takeText();
  return text;
}

part("save").addEventListener("click", async () => {
  saved = await current();
  download((hasMark ? "\ufeff" : "") + saved, name, "application/yaml");
  say(`${name} was saved to your computer.`);
});

function download(words, filename, type) {
  const link = make("a", { href: URL.createObjectURL(new Blob([words], { type: `${type};charset=utf-8` })), download: filename });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const textNow = () => (shown === "text" && editor ? editor.take() : text);
const isUnsaved = () => textNow() !== saved;
const mayReplace = () => !isUnsaved() || window.confirm("The file has changes that are not saved. Replace it?");

window.addEventListener("beforeunload", (event) => { if (isUnsaved() && !isLeaving) event.preventDefault(); });
// Someone who leaves the site quickly has a reason not to be asked, and not to leave a draft behind.
for (const link of document.querySelectorAll(".leave")) link.addEventListener("click", () => { isLeaving = true; forget(); }, { capture: true });

function keepDraft() {
  if (!part("keep").checked) return;
  try {
    localStorage.setItem(DRAFT, JSON.stringify({ name, text }));
  } catch {
    complain("This browser keeps no draft. Save the file.");
  }
}

function forget() {
  try { localStorage.removeItem(DRAFT); } catch { /* then nothing was kept */ }
  part("resume-draft").hidden = true;
}

part("keep").addEventListener("change", () => {
  if (part("keep").checked) { keepDraft(); say("A draft is kept in this browser until you forget it."); } else { forget(); say("The draft is forgotten."); }
});
part("forget").addEventListener("click", () => { forget(); part("opening-heading").focus(); });
part("resume").addEventListener("click", async () => {
  const { name: filename, text: words } = JSON.parse(localStorage.getItem(DRAFT));
  await open(new TextEncoder().encode(words), filename);
  saved = "";
  part("keep").checked = true;
});
try {
  const draft = JSON.parse(localStorage.getItem(DRAFT) || "null");
  if (draft) { part("resume-draft").hidden = false; part("draft-name").textContent = draft.name; }
} catch { /* a browser that keeps nothing has no draft */ }

// Where the county keeps it: the link carries nothing of the text

const edits = document.querySelector('meta[name="edit-uri"]')?.content;

function point() {
  part("propose").hidden = !edits;
  part("propose-by-hand").hidden = Boolean(edits);
  if (edits) part("edit-page").href = edits + encodeURIComponent(name);
}

part("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(await current());
  say("The text was copied.");
});
