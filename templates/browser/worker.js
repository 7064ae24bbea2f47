// Runs the program: Python, in a worker that the page starts from a blob, so that the page's Content-Security-Policy holds
// here too. The first message says where the files are; each later one is a call, {id, call, arguments}, answered by
// {id, result} or {id, error}. {progress} says what it is doing while it starts.

let started;

self.onmessage = ({ data }) => {
  if (data.start) {
    started = start(data.start);
    started.catch((error) => self.postMessage({ failed: String(error && error.message || error) }));
    return;
  }
  started.then((python) => answer(python, data), () => {});
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
  const get = async (address) => {
    const found = kept && await kept.match(address);
    if (found) return found;
    const response = await fetched(address);
    if (!response.ok) throw new Error(`${address} could not be loaded (${response.status})`);
    if (kept) await kept.put(address, response.clone()).catch(() => {});
    return response;
  };
  // The runtime fetches its parts by itself: let it have those that are kept.
  self.fetch = (asked, options) => {
    const address = addresses.get(new URL(asked.url || asked, folder).href);
    return address ? get(address) : fetched(asked, options);
  };
  const packed = get(`${new URL(archive.name, folder).href}?${archive.hash}`).then((response) => response.arrayBuffer());
  packed.catch(() => {});
  const { loadPyodide } = await import(addresses.get(new URL("pyodide.mjs", folder).href));
  say("Starting Python …");
  const python = await loadPyodide({ indexURL: folder });
  python.unpackArchive(await packed, "zip", { extractDir: python.runPython("import site; site.getsitepackages()[0]") });
  say("Reading the law …");
  const engine = python.pyimport("protocol_builder.website.browser.engine");
  return { python, engine };
}

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
