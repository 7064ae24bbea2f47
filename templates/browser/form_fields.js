// Draws the fields of the form that the program describes (`form` in protocol_builder/website/browser/form.py), and says what
// was typed in them. Every word goes in as text, never as HTML.

const MANY = 12; // a list of more words than these is folded
const RESULTS = { stated: "met", in_words: "in the county’s own words", not_met: "not met", unknown: "not answered", excused: "excused" };
const SEVERITIES = { error: "error", warning: "warning", unknown: "not answered", advice: "advice, not law" };
const opened = new Map(); // which parts the reader has opened or closed

export const keyOf = (path, part = "") => `f-${path.join(".")}${part && `-${part}`}`;

export function make(name, given = {}, ...below) {
  const { data = {}, aria = {}, ...own } = given;
  const made = Object.assign(document.createElement(name), own);
  for (const [key, value] of Object.entries(data)) made.dataset[key] = value;
  for (const [key, value] of Object.entries(aria)) made.setAttribute(key === "role" ? key : `aria-${key}`, value);
  made.append(...below.filter((one) => one !== null && one !== undefined && one !== ""));
  return made;
}

// `context`: {form, change(path, value, about), add(path, value, about), remove(path, about)}
export function drawField(field, context, level = 3) {
  const draw = { group, seats, holders, keyed: list, items: list, item }[field.kind];
  return draw ? draw(field, context, level) : control(field, context);
}

// Groups

function group(field, context, level) {
  const set = fieldset(field, context);
  set.append(...field.fields.map((one) => drawField(one, context, level + 1)));
  return set;
}

function fieldset(field, context) {
  const set = make("fieldset", { id: keyOf(field.path), className: "field-group", tabIndex: -1 }, make("legend", { textContent: field.label }));
  if (field.help) set.append(make("p", { className: "quiet", textContent: field.help }));
  set.append(...notes(field, context));
  return set;
}

function list(field, context, level) {
  const set = fieldset(field, context);
  set.append(...field.items.map((one) => drawField(one, context, level + 1)));
  set.append(adding(field, context, `Add to ${field.label.toLowerCase()}`, [...field.path, field.items.length]));
  return set;
}

function item(field, context, level) {
  const remove = make("button", { type: "button", className: "button quiet-button", textContent: "Remove", id: keyOf(field.path, "remove") });
  const about = field.label || field.fields[0].label;
  remove.setAttribute("aria-label", `Remove ${about}`);
  remove.addEventListener("click", () => context.remove(field.path, about));
  if (!field.label && field.fields.length === 1) return make("div", { className: "one-of-a-list" }, drawField(field.fields[0], context, level), remove);
  const isUsed = (one) => one.required || one.asks || one.findings || one.to_fill_in || hasValue(one);
  const used = field.fields.filter(isUsed);
  const rest = field.fields.filter((one) => !isUsed(one));
  const findings = used.some((one) => one.findings?.some((n) => context.form.findings[n].severity === "error"));
  const words = `${field.label || "To be filled in"}${count(used, context)}`;
  const body = [...notes(field, context), ...used.map((one) => drawField(one, context, level + 1))];
  if (rest.length) body.push(folded(keyOf(field.path, "more"), `More about it (${rest.length})`, false, ...rest.map((one) => drawField(one, context, level + 1))));
  const shown = folded(keyOf(field.path), words, findings || field.findings, ...body, make("p", {}, remove));
  shown.classList.add("field-item");
  return shown;
}

const hasValue = (one) => (one.items || one.seats || one.fields ? (one.items || one.seats || one.fields).some((below) => below.kind === "item" || hasValue(below)) : Array.isArray(one.value) ? one.value.length > 0 : one.value !== null && one.value !== undefined);

function count(fields, context) {
  const open = fields.flatMap((one) => one.findings || []).filter((n) => ["error", "unknown"].includes(context.form.findings[n].severity)).length;
  return open ? ` (${open} open)` : "";
}

function seats(field, context, level) {
  const set = fieldset({ ...field, asks: [] }, context);
  const filled = new Set(field.seats.map((one) => one.path.at(-1)));
  set.append(...field.seats.map((one) => drawField(one, context, level + 1)));
  const labels = new Map(context.form.lists.functions.map(({ value, label }) => [value, label]));
  const missing = new Map();
  for (const asked of field.asks || []) if (asked.seat && !filled.has(asked.seat)) missing.set(asked.seat, [...(missing.get(asked.seat) || []), asked]);
  for (const [seat, asks] of missing) {
    const path = [...field.path, seat];
    const label = labels.get(seat);
    const empty = fieldset({ path, label: `${label}: no one yet`, asks }, context);
    empty.append(adding({ ...field, path, label }, context, `Fill the seat of the ${label}`, path, true));
    set.append(empty);
  }
  const others = context.form.lists.functions.filter(({ value }) => !filled.has(value) && !missing.has(value));
  const choose = { kind: "choice", path: ["seat"], label: "Function", help: "What the seat is for, in the law’s words.", choices: others, value: null, required: true };
  set.append(adding({ ...field, add: { kind: "seat", fields: [choose, ...field.add.fields] } }, context, "Add another seat", field.path));
  return set;
}

function holders(field, context, level) {
  const set = fieldset(field, context);
  set.append(...field.items.map((one) => drawField(one, context, level + 1)));
  const path = field.items.length ? [...field.path, field.items.length] : field.path;
  set.append(adding(field, context, field.items.length ? `Add someone else for ${field.label}` : `Say who: ${field.label}`, path));
  return set;
}

// What a new item is asked, and the press that adds it.
function adding(field, context, words, path, isOpen = false) {
  const base = keyOf(field.path, "new");
  const typed = {};
  const own = { ...context, change: (at, value) => { typed[at.length ? at.join(".") : ""] = value; } };
  const fields = field.add.fields.map((one) => control({ ...one, path: one.path }, own, base));
  const problem = make("p", { className: "banner", aria: { role: "alert" }, hidden: true, id: `${base}-problem` });
  const press = make("button", { type: "button", className: "button", textContent: words, id: `${base}-press` });
  press.addEventListener("click", () => {
    for (const one of fields) one.dispatchEvent(new CustomEvent("take"));
    const missing = field.add.fields.find((one) => (one.required || !one.path.length) && !filledIn(typed[one.path.join(".")]));
    problem.hidden = !missing;
    if (missing) {
      problem.textContent = `${missing.label} is needed first.`;
      fields[field.add.fields.indexOf(missing)].querySelector("input, select, textarea")?.focus();
      return;
    }
    const { "": text, seat, ...map } = typed;
    const value = field.add.kind === "item" && text !== undefined ? text : map;
    const at = field.add.kind === "keyed" ? [...field.path, shortName(map.name, field)] : seat ? [...field.path, seat] : path;
    context.add(at, value, words);
  });
  const shown = folded(base, words, isOpen, ...fields, problem, make("p", {}, press));
  shown.classList.add("field-new");
  return shown;
}

const filledIn = (value) => (Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && String(value).trim() !== "");

function shortName(name, field) {
  const plain = name.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "").slice(0, 36) || "other";
  const taken = new Set(field.items.map(({ path }) => path.at(-1)));
  let found = plain;
  for (let n = 2; taken.has(found); n += 1) found = `${plain}_${n}`;
  return found;
}

export function folded(key, words, isOpen, ...below) {
  const details = make("details", { id: key, open: opened.get(key) ?? Boolean(isOpen), className: "field-fold" });
  details.append(make("summary", { textContent: words, id: `${key}-summary` }), make("div", { className: "field-fold-body" }, ...below));
  details.addEventListener("toggle", () => opened.set(key, details.open));
  return details;
}

// What the law requires and what check finds, at a field or a group

function notes(field, context) {
  const found = [];
  if (field.asks?.length) found.push(law(field));
  if (field.findings?.length) found.push(findings(field, context));
  return found;
}

function law(field) {
  const open = field.asks.filter(({ result }) => ["not_met", "unknown"].includes(result)).length;
  const sources = [...new Set(field.asks.map(({ citation }) => citation))];
  const words = `What ${field.asks.some(({ force }) => force === "shall") ? "the law requires" : "guidance recommends"}: ${sources.slice(0, 2).join("; ")}${sources.length > 2 ? " …" : ""}${open ? ` (${open} open)` : ""}`;
  const all = field.asks.map((asked) => make("div", { className: "asked" },
    make("p", {}, make("strong", { textContent: asked.title }), ` (${asked.citation}${asked.force === "shall" ? "" : ", recommended"}): `, make("span", { className: "asked-result", textContent: RESULTS[asked.result] || asked.result }), "."),
    make("p", { textContent: asked.words }),
    asked.quote && make("blockquote", { className: "law" }, make("p", { textContent: asked.quote })),
    make("p", { className: "quiet", textContent: `Could answer: ${asked.who}.` })));
  return folded(keyOf(field.path, "law"), words, false, ...all);
}

function findings(field, context) {
  const items = field.findings.map((n) => context.form.findings[n]);
  return make("ul", { className: "field-findings", id: keyOf(field.path, "findings") }, ...items.map((one) => {
    const [first, ...lines] = one.remedy.split("\n");
    const item = make("li", { className: `finding-${one.severity}` }, make("strong", { textContent: SEVERITIES[one.severity] }), `: ${one.message}.`);
    if (one.severity !== "unknown" && first && !lines.length) item.append(` To fix it: ${first}.`);
    return item;
  }));
}

// One field

function control(field, context, base = "") {
  const id = base ? `${base}-${field.path.join(".")}` : keyOf(field.path);
  const described = [];
  const about = [];
  if (field.help) about.push(make("p", { className: "quiet field-help", id: `${id}-help`, textContent: field.help }));
  if (field.help) described.push(`${id}-help`);
  if (field.findings?.length) described.push(keyOf(field.path, "findings"));
  const hasError = field.findings?.some((n) => ["error", "warning"].includes(context.form.findings[n].severity));
  const kinds = { choice, agency: choice, words, agencies: words, yes_no: yesNo, practice, time, contact, long_text: text, date, day, number, text };
  const parts = { id, described: described.join(" "), hasError, save: (value) => context.change(field.path, value, field.label) };
  const made = (kinds[field.kind] || text)(field, context, parts);
  made.classList.add("field");
  if (field.to_fill_in) made.classList.add("is-open");
  const first = made.querySelector("label, legend");
  if (field.required) first?.append(make("span", { className: "quiet", textContent: " (needed)" }));
  first?.after(...about);
  made.append(...notes(field, context));
  return made;
}

function describe(element, { id, described, hasError }, part = "") {
  element.id = part ? `${id}-${part}` : id;
  if (described) element.setAttribute("aria-describedby", described);
  if (hasError) element.setAttribute("aria-invalid", "true");
  return element;
}

const labeled = (element, words, className = "") => make("div", { className }, make("label", { htmlFor: element.id, textContent: words }), element);

function saving(wrapper, element, parts, value) {
  const save = () => parts.save(value());
  element.addEventListener("change", save);
  wrapper.addEventListener("take", save);
  return wrapper;
}

function text(field, context, parts) {
  const isLong = field.kind === "long_text" || String(field.value ?? "").length > 90;
  const element = describe(isLong ? make("textarea", { rows: Math.min(14, Math.max(2, Math.ceil(String(field.value ?? "").length / 80) + 1)) }) : make("input", { type: "text", autocomplete: "off" }), parts);
  element.value = field.value ?? "";
  return saving(labeled(element, field.label), element, parts, () => element.value);
}

function number(field, context, parts) {
  const element = describe(make("input", { type: "text", inputMode: "numeric", className: "short", value: field.value ?? "" }), parts);
  return saving(labeled(element, field.label), element, parts, () => (/^\d+$/.test(element.value.trim()) ? Number(element.value) : element.value));
}

function date(field, context, parts) {
  const isDate = !field.value || /^\d{4}-\d\d-\d\d$/.test(field.value);
  const element = describe(make("input", { type: isDate ? "date" : "text", className: "short", value: field.value ?? "" }), parts);
  return saving(labeled(element, field.label), element, parts, () => element.value);
}

function day(field, context, parts) {
  const word = field.words?.[0];
  const isWord = word !== undefined && field.value === word;
  const element = describe(make("input", { type: "text", className: "short", autocomplete: "off", value: isWord ? "" : field.value ?? "", disabled: isWord }), parts);
  const wrapper = labeled(element, `${field.label} (${word ? "year-month-day" : "year, year-month, or year-month-day"})`);
  if (word === undefined) return saving(wrapper, element, parts, () => element.value);
  const box = make("input", { type: "checkbox", id: `${parts.id}-${word}`, checked: isWord });
  const save = () => { element.disabled = box.checked; parts.save(box.checked ? word : element.value); };
  box.addEventListener("change", save);
  element.addEventListener("change", save);
  wrapper.addEventListener("take", save);
  wrapper.append(make("div", { className: "choice" }, box, make("label", { htmlFor: box.id, textContent: capitalized(word) })));
  return wrapper;
}

function time(field, context, parts) {
  const found = /^(\d+) ((?:business )?[a-z]+?)s?$/.exec(field.value || "");
  const known = !field.value || (found && field.units.includes(`${found[2]}s`)) || field.words.includes(field.value);
  if (!known) return text(field, context, parts);
  const element = describe(make("input", { type: "text", inputMode: "numeric", className: "number", value: found ? found[1] : "" }), parts);
  const unit = make("select", { id: `${parts.id}-unit` }, ...[...field.units, ...field.words].map((one) => make("option", { value: one, textContent: one })));
  unit.value = found ? `${found[2]}s` : field.value || "hours";
  unit.setAttribute("aria-label", `${field.label}: unit, or words`);
  const show = () => { element.hidden = field.words.includes(unit.value); };
  show();
  const wrapper = labeled(element, field.label);
  wrapper.append(" ", unit);
  const save = () => {
    show();
    const value = element.value.trim();
    const plain = Number(value) === 1 ? unit.value.slice(0, -1) : unit.value;
    parts.save(field.words.includes(unit.value) ? unit.value : value ? `${value} ${plain}` : null);
  };
  element.addEventListener("change", save);
  unit.addEventListener("change", () => { if (field.words.includes(unit.value) || element.value.trim() || field.value) save(); else show(); });
  wrapper.addEventListener("take", save);
  return wrapper;
}

function choice(field, context, parts) {
  const options = field.kind === "agency" ? context.form.agencies : field.choices || context.form.lists[field.list];
  const element = describe(make("select"), parts);
  element.append(make("option", { value: "", textContent: field.kind === "agency" ? "Choose an agency …" : "Not answered" }), ...options.map(({ value, label }) => make("option", { value, textContent: label })));
  if (field.value && !options.some(({ value }) => value === field.value)) element.append(make("option", { value: field.value, textContent: `${field.value} (not known)` }));
  element.value = field.value ?? "";
  const meaning = make("p", { className: "quiet field-help" });
  const tell = () => { meaning.textContent = options.find(({ value }) => value === element.value)?.help || ""; meaning.hidden = !meaning.textContent; };
  tell();
  element.addEventListener("change", tell);
  const wrapper = saving(labeled(element, field.label), element, parts, () => element.value || null);
  wrapper.append(meaning);
  return wrapper;
}

function words(field, context, parts) {
  const options = field.kind === "agencies" ? context.form.agencies : field.choices || context.form.lists[field.list];
  const known = new Set(options.map(({ value }) => value));
  const all = [...options, ...field.value.filter((one) => !known.has(one)).map((one) => ({ value: one, label: `${one} (not known)` }))];
  const boxes = all.map(({ value, label, help }) => {
    const box = make("input", { type: "checkbox", value, id: `${parts.id}-${value}`, checked: field.value.includes(value) });
    const row = make("div", { className: "choice" }, box, make("label", { htmlFor: box.id, textContent: label }));
    if (help) { row.append(make("span", { className: "quiet", id: `${box.id}-help`, textContent: help })); box.setAttribute("aria-describedby", `${box.id}-help`); }
    return { box, row };
  });
  const set = describe(make("fieldset", { tabIndex: -1 }, make("legend", { textContent: field.label })), parts);
  set.removeAttribute("aria-invalid");
  const save = () => {
    const chosen = new Set(boxes.filter(({ box }) => box.checked).map(({ box }) => box.value));
    parts.save([...field.value.filter((one) => chosen.has(one)), ...boxes.map(({ box }) => box.value).filter((one) => chosen.has(one) && !field.value.includes(one))]);
  };
  for (const { box } of boxes) box.addEventListener("change", save);
  set.addEventListener("take", save);
  const rows = boxes.map(({ row }) => row);
  const labels = all.filter(({ value }) => field.value.includes(value)).map(({ label }) => label);
  set.append(...(all.length > MANY ? [folded(`${parts.id}-all`, labels.length ? labels.join(", ") : "None chosen: choose", false, ...rows)] : rows));
  return set;
}

function radios(field, parts, options, chosen, saved) {
  const set = describe(make("fieldset", { tabIndex: -1 }, make("legend", { textContent: field.label })), parts);
  set.removeAttribute("aria-invalid");
  const row = make("div", { className: "choices" });
  for (const [value, label] of options) {
    const radio = make("input", { type: "radio", name: parts.id, id: `${parts.id}-${value}`, checked: value === chosen, value });
    radio.addEventListener("change", () => saved(value));
    row.append(make("span", { className: "choice" }, radio, make("label", { htmlFor: radio.id, textContent: label })));
  }
  set.append(row);
  return set;
}

const ANSWERS = { yes: true, no: false, open: null };
const answered = (value) => (value === true ? "yes" : value === false ? "no" : value === null || value === undefined ? "open" : "words");

function yesNo(field, context, parts) {
  return radios(field, parts, [["yes", "Yes"], ["no", "No"], ["open", "Not answered"]], answered(field.value), (value) => parts.save(ANSWERS[value]));
}

function practice(field, context, parts) {
  const element = make("textarea", { id: `${parts.id}-text`, rows: 3, value: typeof field.value === "string" ? field.value : "" });
  const own = make("div", { className: "own-words", hidden: answered(field.value) !== "words" }, make("label", { htmlFor: element.id, textContent: "How it is done" }), element);
  const set = radios(field, parts, [["yes", "Yes"], ["no", "No"], ["words", "In our own words"], ["open", "Not answered"]], answered(field.value), (value) => {
    own.hidden = value !== "words";
    if (value !== "words") parts.save(ANSWERS[value]);
    else element.focus();
  });
  element.addEventListener("change", () => parts.save(element.value));
  set.append(own);
  return set;
}

function contact(field, context, parts) {
  const name = field.path.at(-1) === "email" ? "address" : "number";
  const isMap = field.value !== null && typeof field.value === "object";
  const element = describe(make("input", { type: "text", autocomplete: "off", value: (isMap ? field.value[name] : field.value) ?? "" }), parts);
  const box = make("input", { type: "checkbox", id: `${parts.id}-internal`, checked: isMap && field.value.internal === true });
  const wrapper = labeled(element, field.label);
  const value = () => (element.value.trim() && (box.checked || isMap) ? { [name]: element.value, internal: box.checked } : element.value);
  box.addEventListener("change", () => { if (element.value.trim()) parts.save(value()); });
  saving(wrapper, element, parts, value);
  wrapper.append(make("div", { className: "choice" }, box, make("label", { htmlFor: box.id, textContent: `${field.label}: for staff only, on no public page` })));
  return wrapper;
}

const capitalized = (words) => words[0].toUpperCase() + words.slice(1);
