// The list of findings below the editor. Every word goes in as text, never as HTML.

const GROUPS = [
  { severity: "error", one: "error", several: "errors", isOpen: true },
  { severity: "warning", one: "warning", several: "warnings", isOpen: true },
  { severity: "unknown", one: "open question", several: "open questions", isOpen: false },
  { severity: "advice", one: "recommendation or hint", several: "recommendations and hints", isOpen: false },
];
const WORDS = { error: "error", warning: "warning", unknown: "unknown", advice: "advice, not law" };
const opened = new Map(); // which groups the reader has opened or closed

export function showFindings(list, summary, report, actions) {
  const focused = keyOf(document.activeElement);
  const { diagnostics } = report;
  say(summary, sentence(report));
  list.replaceChildren(...GROUPS.flatMap((group) => {
    const found = diagnostics.filter(({ severity }) => severity === group.severity);
    return found.length ? [section(group, found, actions)] : [];
  }));
  if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

const keyOf = (element) => element?.dataset?.key || "";

function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

function sentence({ counted, diagnostics, on }) {
  if (!counted) return "Nothing has been checked yet.";
  const counts = GROUPS.flatMap(({ severity, one, several }) => {
    const number = diagnostics.filter((each) => each.severity === severity).length;
    return number ? [`${number} ${number === 1 ? one : several}`] : [];
  });
  return `${counts.length ? counts.join(", ") : "No findings"}. ${counted}. Law in effect on ${on}.`;
}

function section({ severity, one, several, isOpen }, found, actions) {
  const item = make("li");
  const group = make("details", { open: opened.get(severity) ?? isOpen });
  group.addEventListener("toggle", () => opened.set(severity, group.open));
  const summary = make("summary", { textContent: `${found.length} ${found.length === 1 ? one : several}` });
  summary.dataset.key = severity;
  const list = make("ol", { className: "tool-findings" });
  list.append(...found.map((finding, number) => itemOf(finding, number, actions)));
  group.append(summary, list);
  item.append(group);
  return item;
}

function itemOf(finding, number, { pages, goTo, putIn }) {
  const item = make("li", { className: `finding finding-${finding.severity}` });
  const heading = make("h3");
  const state = make("span", { className: `state state-${finding.severity}`, textContent: WORDS[finding.severity] });
  heading.append(state, ` ${finding.message[0].toUpperCase()}${finding.message.slice(1)}.`);
  item.append(heading);
  const key = `${finding.id} ${finding.county || ""} ${finding.path.join(".")} ${finding.path.length ? "" : number}`;
  if (finding.remedy) item.append(...remedy(finding.remedy));
  const place = make("p", { className: "presses" });
  if (finding.can_put_in && putIn) place.append(button("Put it in", `${key} put`, () => putIn(finding), finding.message));
  if (goTo) place.append(button(`Go to line ${finding.line}`, `${key} line`, () => goTo(finding), finding.message));
  else place.append(`Line ${finding.line}, column ${finding.column}`);
  if (finding.county) place.append(make("span", { className: "quiet", textContent: `${finding.county} County` }));
  item.append(place);
  if (finding.quote) item.append(law(finding, pages, key));
  else if (finding.page) {
    const about = make("p");
    about.append(link(finding.citation || "Why this matters", new URL(finding.page, pages)));
    item.append(about);
  }
  return item;
}

function remedy(text) {
  const [first, ...lines] = text.split("\n");
  const head = make("p", { textContent: `To fix it: ${first}${lines.length ? ":" : "."}` });
  if (!lines.length) return [head];
  const shown = make("pre"); // its lines wrap, so that nothing in it scrolls
  shown.append(make("code", { textContent: lines.join("\n") }));
  return [head, shown];
}

function law(finding, pages, key) {
  const words = make("details", { className: "law-words" });
  const summary = make("summary", { textContent: `The law’s words: ${finding.citation}` });
  summary.dataset.key = `${key} law`;
  const quote = make("blockquote", { className: "law" });
  quote.append(make("p", { textContent: finding.opening ? `${finding.opening} … ${finding.quote}` : finding.quote }));
  const footer = make("footer");
  footer.append(link(finding.citation, new URL(finding.page, pages)));
  quote.append(footer);
  words.append(summary, quote);
  return words;
}

function button(words, key, press, about) {
  const made = make("button", { type: "button", className: "button", textContent: words });
  made.setAttribute("aria-label", `${words}: ${about}`);
  made.dataset.key = key;
  made.addEventListener("click", press);
  return made;
}

const link = (words, address) => make("a", { href: address.href, target: "_blank", rel: "noreferrer", textContent: words });

function make(name, given = {}) {
  return Object.assign(document.createElement(name), given);
}
