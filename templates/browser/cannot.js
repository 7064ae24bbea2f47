// Says why the program cannot run here, if it cannot, and what to do instead. A plain script: it runs where the program does
// not, as on a page opened from a folder.
(() => {
  const tool = document.getElementById("tool");
  const note = document.getElementById("cannot-run");
  const show = (name) => {
    note.hidden = false;
    for (const reason of note.querySelectorAll("[data-reason]")) reason.hidden = reason.dataset.reason !== name;
  };
  const isOld = typeof WebAssembly !== "object" || typeof Worker !== "function" || !("noModule" in HTMLScriptElement.prototype);
  if (location.protocol === "file:") show("folder");
  else if (isOld) show("old");
  else window.addEventListener("load", () => setTimeout(() => { if (tool.hidden) show("lost"); }, 1000));
})();
