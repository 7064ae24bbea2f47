// Runs the program: Python, in a worker that the page starts from a blob, so that the page's Content-Security-Policy holds
// here too. The first message says where the files are:
//
//   {start: …}  answers each later message, {id, call, arguments}, with {id, result} or {id, error}. {progress} says what it
//               is doing while it starts; {unkept: true} that the next visit would have to do all of it again
//   {keep: …}   starts the program only to keep its memory for the next visit, before any county file is in it, and ends
//               with {kept: true}

let started;

self.onmessage = ({ data }) => {
  if (data.keep) {
    keep(data.keep).catch(() => {}).then(() => self.postMessage({ kept: true }));
  } else if (data.start) {
    started = start(data.start, (progress) => self.postMessage({ progress }));
    started.then(({ isUnkept }) => { if (isUnkept) self.postMessage({ unkept: true }); });
    started.catch((error) => self.postMessage({ failed: String(error && error.message || error) }));
  } else {
    started.then((program) => answer(program, data), () => {});
  }
};

function answer({ python, engine }, { id, call, arguments: given }) {
  const arguments_ = python.toPy(given || {});
  try {
    self.postMessage({ id, ...JSON.parse(engine.answer(call, arguments_)) });
  } catch (error) {
    self.postMessage({ id, error: "The program failed here. Your text is unharmed; save it, and reload the page." });
  } finally {
    arguments_.destroy();
  }
}

async function start({ folder, files, archive, cache }, say, isToKeep = false) {
  say("Getting the program …");
  const addresses = new Map(files.map(({ name, hash }) => [new URL(name, folder).href, `${new URL(name, folder).href}?${hash}`]));
  const kept = await open(cache);
  const fetched = self.fetch.bind(self);
  // An address has a hash of what is there, so what is kept of it is as good as new. The browser's own cache may have no
  // room for files of this size.
  const get = async (address) => {
    const found = kept && await kept.match(address);
    if (found) return found;
    const response = await fetched(address);
    if (!response.ok) throw new Error(`${address} could not be loaded (${response.status})`);
    if (kept) await kept.put(address, response.clone()).catch(() => {});
    return response;
  };
  // The runtime fetches its parts by itself, by addresses without a hash.
  self.fetch = (asked, options) => {
    const address = addresses.get(new URL(asked.url || asked, folder).href);
    return address ? get(address) : fetched(asked, options);
  };
  const archived = get(`${new URL(archive.name, folder).href}?${archive.hash}`).then((response) => response.arrayBuffer());
  archived.catch(() => {});
  const part = (name) => import(addresses.get(new URL(name, folder).href));
  const { loadPyodide } = await part("pyodide.mjs");
  const place = memoryAt(folder);

  async function load(kept) {
    const memory = kept && kept.memory;
    const python = await loadPyodide({
      indexURL: folder,
      _makeSnapshot: isToKeep,
      _loadSnapshot: memory,
      createPyodideModule: async (settings) => (await part("pyodide.asm.mjs")).default(memory ? withRoom(settings, memory.length) : settings),
    });
    const site = `/lib/python${python.runPython("'%d.%d' % __import__('sys').version_info[:2]")}/site-packages`;
    if (kept) {
      putBack(python.FS, kept.files);
    } else {
      python.unpackArchive(await archived, "zip", { extractDir: site });
      python.runPython(SETTLE);
      say("Reading the law …");
    }
    const engine = python.pyimport("protocol_builder.website.browser.engine");
    if (kept) JSON.parse(engine.answer("about", python.toPy({}))); // fails here if the memory is of no use
    return { python, engine, site };
  }

  const found = kept && !isToKeep && await kept.match(place);
  if (found) {
    try {
      return await load(unpacked(await found.arrayBuffer()));
    } catch {
      await kept.delete(place); // of another build of the browser, or in part: begin without it
    }
  }
  say("Starting Python …");
  return { ...await load(), kept, place, isUnkept: Boolean(kept) };
}

// Python and the law take seconds to start and to read. The memory in which that is done is kept, and put back at the next
// visit. It is made apart from where county files are checked, so that no word of any is in it.
async function keep(given) {
  const { python, engine, site, kept, place } = await start(given, () => {}, true);
  engine.prepare();
  engine.destroy();
  python.runPython("import gc; gc.collect()");
  const made = packed(python.makeMemorySnapshot(), [...filesBelow(python.FS, site)]);
  for (const { url } of await kept.keys()) if (url.startsWith(memoryAt(given.folder, ""))) await kept.delete(url);
  await kept.put(place, made);
}

// One file has a memory and, after it, the files that its program may still read: Python takes as long to unpack them as
// to check a county file. At its end is what is where.
function packed(memory, files) {
  const told = new TextEncoder().encode(JSON.stringify(files.map(({ path, bytes }) => [path, bytes.length])));
  const sizes = new Uint32Array([memory.length, told.length]);
  return new Response(new Blob([memory, ...files.map(({ bytes }) => bytes), told, sizes]));
}

function unpacked(kept) {
  const [length, toldLength] = new Uint32Array(kept.slice(-8));
  const told = JSON.parse(new TextDecoder().decode(new Uint8Array(kept, kept.byteLength - 8 - toldLength, toldLength)));
  let at = length;
  const files = told.map(([path, size]) => ({ path, bytes: new Uint8Array(kept, (at += size) - size, size) }));
  return { memory: new Uint8Array(kept, 0, length), files };
}

function* filesBelow(FS, folder) {
  for (const name of FS.readdir(folder)) {
    const path = `${folder}/${name}`;
    if (name === "." || name === "..") continue;
    if (FS.isDir(FS.stat(path).mode)) yield* filesBelow(FS, path);
    else yield { path, bytes: FS.readFile(path) };
  }
}

function putBack(FS, files) {
  for (const folder of new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf("/"))))) FS.mkdirTree(folder);
  for (const { path, bytes } of files) {
    FS.writeFile(path, bytes);
    FS.utime(path, SETTLED * 1000, SETTLED * 1000);
  }
}

// Only here, and of no other browser: the site has no such file. A memory has addresses of functions, whose order depends on
// what a browser can do.
const memoryAt = (folder, browser = navigator.userAgent) => `${new URL("memory", folder).href}?${encodeURIComponent(browser)}`;

// The runtime puts a kept memory into one that has the size with which all begin; one that has grown needs more.
function withRoom(settings, length) {
  const instantiate = settings.instantiateWasm;
  settings.instantiateWasm = (imports, done) => instantiate(imports, (instance, module) => {
    const { memory } = instance.exports;
    memory.grow(Math.max(0, Math.ceil((length - memory.buffer.byteLength) / 65536)));
    done(instance, module);
  });
  return settings;
}

// What the program keeps of a file, it keeps by the time of its last change; so each visit gives all files the same one.
const SETTLED = 315532800;
const SETTLE = `
import os, site
for folder, _, names in os.walk(site.getsitepackages()[0]):
    for name in names:
        os.utime(os.path.join(folder, name), (${SETTLED}, ${SETTLED}))
`;

async function open(name) {
  try {
    for (const other of await caches.keys()) {
      if (other.startsWith("protocol-builder ") && other !== name) await caches.delete(other);
    }
    return await caches.open(name);
  } catch {
    return null; // the browser keeps nothing here, as in a private window
  }
}
