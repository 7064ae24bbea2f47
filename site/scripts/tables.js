// Lets a reader sort tables of the class `sortable` by their column heads. Without scripts they stay as they are.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const text = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const sorted = [...body.rows].sort((a, b) => text(a, column).localeCompare(text(b, column), "en", { numeric: true }));
      body.replaceChildren(...(descending ? sorted.reverse() : sorted));
    });
  });
}

// On a phone rows of the class `stack` become cards, and some browsers then no longer tell that this is a table.
for (const table of document.querySelectorAll("table.stack")) {
  table.setAttribute("role", "table");
  for (const part of table.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
  for (const row of table.rows) row.setAttribute("role", "row");
  for (const cell of table.querySelectorAll("td")) cell.setAttribute("role", "cell");
  for (const head of table.querySelectorAll("th")) head.setAttribute("role", head.scope === "row" ? "rowheader" : "columnheader");
}

// Above a table of the class `filterable` stands a field; only rows with the words typed there are shown.
document.querySelectorAll("table.filterable").forEach((table, number) => {
  const rows = [...table.tBodies[0].rows];
  const box = document.createElement("div");
  box.className = "filter";
  const label = document.createElement("label");
  label.htmlFor = `filter-${number}`;
  label.textContent = "Show only rows with";
  const field = document.createElement("input");
  field.type = "text";
  field.id = label.htmlFor;
  field.autocomplete = "off";
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row) => (row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word))));
    told.textContent = words.length ? `${rows.filter((row) => !row.hidden).length} of ${rows.length}` : "";
  });
  box.append(label, field, told);
  (table.closest(".scroll") ?? table).before(box);
});

// Where a table or a picture goes on beyond the right edge of its frame, the edge fades, and a line above says so.
for (const frame of document.querySelectorAll(".scroll")) {
  const told = document.createElement("p");
  told.className = "goes-on-told";
  told.setAttribute("aria-hidden", "true");
  told.textContent = "Scroll right for the rest →";
  frame.before(told);
  const look = () => {
    const left = frame.scrollWidth - frame.clientWidth;
    told.hidden = left < 2;
    frame.classList.toggle("goes-on", left - frame.scrollLeft >= 2);
  };
  frame.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(look).observe(frame);
}
