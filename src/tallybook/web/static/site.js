// What makes a page handier; every page works without it. No number is made here.
"use strict";

// Light and dark: what a reader chose is kept; else the system decides.
const root = document.documentElement;
const themeButton = document.querySelector(".theme");
const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
function showTheme() { themeButton.textContent = isDark() ? themeButton.dataset.light : themeButton.dataset.dark; }
function kept(name, value) {
  try { return value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value); } catch { return null; }
}
if (["light", "dark"].includes(kept("theme"))) root.dataset.theme = kept("theme");
if (themeButton) {
  themeButton.hidden = false;
  showTheme();
  themeButton.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; kept("theme", root.dataset.theme); showTheme(); });
}

// Copying what stands beside a button.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) { button.hidden = true; continue; }
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const before = button.textContent;
    button.textContent = "✓";
    setTimeout(() => { button.textContent = before; }, 1500);
  });
}

// Sorting a table by a column: numbers by what the cell says in data-v, words by their letters.
function sortBy(table, head, place) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.querySelectorAll("th")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const value = (row) => { const cell = row.cells[place]; return cell.dataset.v ?? cell.textContent.trim(); };
  const order = (a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === "" || y === "") return x === y ? 0 : x === "" ? 1 : -1; // what is not published stands last
    const found = isNaN(x) || isNaN(y) ? x.localeCompare(y) : x - y;
    return down ? -found : found;
  };
  const body = table.tBodies[0];
  body.append(...[...body.rows].filter((row) => !row.classList.contains("total")).sort(order), ...body.querySelectorAll("tr.total"));
}
for (const table of document.querySelectorAll("table.sortable")) {
  table.tHead.rows[0].querySelectorAll("th").forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sortBy(table, head, place));
  });
}

// A choice in a form that is marked so shows at once.
for (const select of document.querySelectorAll("select[data-go]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// On a sheet of a static site: what the chosen cell means, from the file of notes beside the page.
const note = document.getElementById("cell-note");
let notes = null;
async function showNote() {
  const cell = decodeURIComponent(location.hash.slice(1));
  if (!cell) return;
  try { notes ??= await (await fetch(note.dataset.notes)).json(); } catch { return; }
  const told = notes.cells[cell];
  note.hidden = !told;
  if (!told) return;
  const text = (place) => notes.texts[told[place]] ?? "";
  const put = (field, words) => { note.querySelector(`[data-field="${field}"]`).textContent = words; };
  put("value", `${cell}: ${text(5)}`);
  put("path", [1, 2, 3].map(text).filter(Boolean).join(" › "));
  put("period", text(4));
  put("through", text(6));
  put("what", text(0));
  put("editions", told.length > 7 ? `${told[7]}${told[8] ? " ≠" : ""}` : "");
  put("first", told.length > 7 ? [text(9), text(10)].filter(Boolean).join(", ") : "");
  const answer = note.querySelector('[data-field="answer"]');
  answer.textContent = text(12);
  answer.href = told.length > 7 ? text(11) : "";
}
if (note) { addEventListener("hashchange", showNote); showNote(); }
