// The editor of a county file's text, and the marks of findings in it.

import {
  Compartment, EditorState, EditorView, HighlightStyle, bracketMatching, defaultKeymap, drawSelection, foldGutter, foldKeymap,
  highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, history, historyKeymap, indentOnInput, keymap, lineNumbers,
  lintGutter, lintKeymap, searchKeymap, setDiagnostics, syntaxHighlighting, tags, yaml,
} from "./codemirror.js";

const MARKS = { error: "error", warning: "warning", unknown: "info", advice: "hint" };

// The page's own colors, which follow the color scheme.
const highlighting = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--link)" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.keyword, tags.bool, tags.number], color: "var(--open)" },
  { tag: tags.invalid, color: "var(--bad)" },
]);

export function createEditor(parent, labelledBy, changed) {
  const extensions = [
    lineNumbers(), highlightActiveLineGutter(), foldGutter(), highlightSpecialChars(), history(), drawSelection(), indentOnInput(),
    syntaxHighlighting(highlighting), bracketMatching(), highlightActiveLine(), lintGutter(), yaml(), EditorView.lineWrapping,
    keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
    EditorView.contentAttributes.of({ "aria-labelledby": labelledBy, spellcheck: "false", tabindex: "0" }),
    EditorView.updateListener.of((update) => { if (update.docChanged) changed(); }),
  ];
  const view = new EditorView({ parent, state: stateOf("", extensions) });
  view.ourExtensions = extensions;
  return view;
}

// Line ends stay as they are in the file: CRLF if all are, otherwise a lone carriage return is part of its line.
function stateOf(text, extensions) {
  const separator = text.includes("\r\n") && !/(^|[^\r])\n/.test(text) ? "\r\n" : "\n";
  return EditorState.create({ doc: text, extensions: [...extensions, EditorState.lineSeparator.of(separator)] });
}

export const textOf = (view) => view.state.sliceDoc();

// Another file starts anew; a change of the same one is one step that can be undone.
export function replaceText(view, text, { isAnotherFile = false } = {}) {
  if (isAnotherFile) {
    view.setState(stateOf(text, view.ourExtensions));
    return;
  }
  const before = view.state.doc;
  const after = view.state.toText(text);
  const [old, now] = [before.toString(), after.toString()];
  let from = 0;
  while (from < old.length && from < now.length && old[from] === now[from]) from += 1;
  let end = 0;
  while (end < old.length - from && end < now.length - from && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  view.dispatch({
    changes: { from, to: old.length - end, insert: after.slice(from, now.length - end) },
    selection: { anchor: from },
    effects: EditorView.scrollIntoView(from, { y: "center" }),
  });
}

// Columns of findings count characters, those of the editor halves of the rare ones that take two.
function offset(document, line, column) {
  if (line > document.lines) return document.length;
  const found = document.line(line);
  return found.from + [...found.text].slice(0, column - 1).join("").length;
}

export function mark(view, diagnostics) {
  const document = view.state.doc;
  const marks = diagnostics
    .filter((one) => MARKS[one.severity] !== "hint" && (one.severity !== "unknown" || one.line > 1))
    .map((one) => ({
      from: offset(document, one.line, one.column),
      to: Math.max(offset(document, one.line, one.column), offset(document, one.line, one.end_column)),
      severity: MARKS[one.severity],
      message: one.message,
    }))
    .sort((one, other) => one.from - other.from);
  view.dispatch(setDiagnostics(view.state, marks));
}

export function atLine(view, { line, column }) {
  const at = offset(view.state.doc, line, column);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  view.focus();
}
