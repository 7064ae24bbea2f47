// Runs the program: Python, in a worker that the page starts from a blob, so that the page's Content-Security-Policy holds
// here too. The first message says where the files are; each later one is a call, {id, call, arguments}, answered by
// {id, result} or {id, error}. {progress} says what it is doing while it starts.

const IDLE = 4000; // milliseconds without a call before what was compiled is kept for the next visit

let started;
let idle;

self.onmessage = ({ data }) => {
  if (data.start) {
    started = start(data.start);
    started.catch((error) => self.postMessage({ failed: String(error && error.message || error) }));
    return;
  }
  clearTimeout(idle);
  started.then((program) => {
    answer(program, data);
    idle = setTimeout(program.keep, IDLE);
  }, () => {});
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

async function start({ folder, files, archive, cache }) {
  const say = (progress) => self.postMessage({ progress });
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
  const packed = get(`${new URL(archive.name, folder).href}?${archive.hash}`).then((response) => response.arrayBuffer());
  packed.catch(() => {});
  const { loadPyodide } = await import(addresses.get(new URL("pyodide.mjs", folder).href));
  say("Starting Python …");
  const python = await loadPyodide({ indexURL: folder });
  const place = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(await packed, "zip", { extractDir: place });
  const compiledAt = new URL(COMPILED, folder).href;
  const compiled = kept && await kept.match(compiledAt);
  if (compiled) python.unpackArchive(await compiled.arrayBuffer(), "zip", { extractDir: place });
  python.runPython(SETTLE);
  say("Reading the law …");
  const engine = python.pyimport("protocol_builder.website.browser.engine");
  let isKept = Boolean(compiled) || !kept;
  const keep = async () => {
    if (isKept) return;
    isKept = true;
    const bytes = python.runPython(PACK).toJs();
    await kept.put(compiledAt, new Response(bytes)).catch(() => {});
  };
  return { python, engine, keep };
}

const COMPILED = "compiled.zip"; // made here, and only kept: the site has no such file

// Python compiles each module when it is first imported, which takes as long as all else. What it compiled holds as long as a
// module has the same time, so all get the same one.
const SETTLE = `
import os, site, sys
sys.dont_write_bytecode = False
for folder, _, names in os.walk(site.getsitepackages()[0]):
    for name in names:
        if not name.endswith(".pyc"):
            os.utime(os.path.join(folder, name), (315532800, 315532800))
`;
const PACK = `
import io, os, site, zipfile
place, packed = site.getsitepackages()[0], io.BytesIO()
with zipfile.ZipFile(packed, "w") as archive:
    for folder, _, names in os.walk(place):
        for name in names:
            if folder.endswith("__pycache__") and name.endswith(".pyc"):
                path = os.path.join(folder, name)
                archive.write(path, os.path.relpath(path, place))
packed.getvalue()
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
