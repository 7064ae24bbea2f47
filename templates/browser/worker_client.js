// Calls functions of the program (`CALLS` in protocol_builder/website/browser/engine.py), which runs in a worker:
//
//   import { call, onProgress } from "./worker_client.js";
//   onProgress((sentence) => …);                        // while it starts; empty once it has
//   const report = await call("check", { text, filename, on });
//
// `call` rejects with an Error whose message is a sentence for the reader. The worker starts at the first call. After the
// first visit, when the reader rests, another worker keeps what the next visit needs to start at once.

const FOLDER = new URL(".", import.meta.url).href;
const REST = 4000; // milliseconds without a call, after which the reader is thought to rest

let worker;
let last = 0;
let unkept = null; // what starts the worker that keeps the program's memory; null if it is kept, or cannot be
let resting = 0;
const waiting = new Map();
const listeners = new Set();

export async function call(name, given = {}) {
  worker ||= start();
  const running = await worker;
  const id = ++last;
  clearTimeout(resting);
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    running.postMessage({ id, call: name, arguments: given });
  });
}

export function onProgress(listener) {
  listeners.add(listener);
}

// What the site carries: {version, law_on_record, files: [{name, hash}], archive: {name, hash}, cache}.
export async function manifest() {
  const response = await fetch(`${FOLDER}engine.json`, { cache: "no-cache" });
  if (!response.ok) throw new Error("The program could not be loaded from this site. Reload the page, or try again later.");
  return response.json();
}

function say(sentence) {
  for (const listener of listeners) listener(sentence);
}

async function start() {
  try {
    say("Getting the program …");
    const [carried, source] = await Promise.all([manifest(), fetch(`${FOLDER}worker.js`).then((response) => response.text())]);
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const running = new Worker(address, { type: "module" });
    running.onmessage = ({ data }) => {
      if (data.unkept) unkept = { address, carried };
      else receive(data);
      if (unkept && !waiting.size) rest();
    };
    running.onerror = () => fail("The program stopped. Your text is unharmed; save it, and reload the page.");
    running.postMessage({ start: { folder: FOLDER, ...carried } });
    return running;
  } catch (error) {
    worker = undefined;
    throw error instanceof TypeError ? new Error("The program could not be loaded. Check the connection, and reload the page.") : error;
  }
}

function rest() {
  clearTimeout(resting);
  resting = setTimeout(() => {
    const keeping = new Worker(unkept.address, { type: "module" });
    keeping.onmessage = keeping.onerror = () => keeping.terminate();
    keeping.postMessage({ keep: { folder: FOLDER, ...unkept.carried } });
    unkept = null;
  }, REST);
}

function receive({ id, result, error, progress, failed }) {
  if (progress !== undefined) return say(progress);
  if (failed !== undefined) return fail(`The program could not start (${failed}). Reload the page, or use another browser.`);
  say("");
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (error === undefined) resolve(result);
  else reject(new Error(error));
}

function fail(sentence) {
  worker?.then((running) => running.terminate());
  worker = undefined;
  say("");
  for (const { reject } of waiting.values()) reject(new Error(sentence));
  waiting.clear();
}
