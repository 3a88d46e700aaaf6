// The grid of a target table: Enter and the arrows move between rows, a block from a spreadsheet spreads over the cells.
// Without this script the grid is an ordinary form, and the box for pasting below it does the same.
"use strict";
(() => {
  const FIELDS = ["level1", "level2", "level3", "target", "weight"];
  const cellOf = (target) => (target instanceof HTMLInputElement && target.classList.contains("cell") ? target : null);
  const rowsOf = (cell) => [...cell.closest("tbody").rows];
  const inRow = (row, name) => row && row.querySelector(`input[name="${name}"]`);

  const move = (cell, by) => {
    const rows = rowsOf(cell);
    const next = inRow(rows[rows.indexOf(cell.closest("tr")) + by], cell.name);
    if (next) {
      next.focus();
      next.select();
    }
    return Boolean(next);
  };

  document.addEventListener("keydown", (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.isComposing) return; // an input method is at work: Enter chooses a word
    const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || (event.key !== "Enter" && cell.list && cell.value === "")) return;
    if (move(cell, by) || event.key === "Enter") event.preventDefault();
  });

  document.addEventListener("paste", (event) => {
    const cell = cellOf(event.target);
    const text = cell && event.clipboardData.getData("text/plain");
    if (!text || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n");
    const rows = rowsOf(cell);
    const from = rows.indexOf(cell.closest("tr"));
    const left = [];
    lines.forEach((line, number) => {
      const row = rows[from + number];
      if (!row) {
        left.push(line);
        return;
      }
      line.split("\t").forEach((value, place) => {
        const input = inRow(row, FIELDS[FIELDS.indexOf(cell.name) + place]);
        if (input) input.value = value.trim();
      });
    });
    if (left.length) {
      const rest = document.getElementById("paste");
      rest.value = left.join("\n");
      rest.closest("details").open = true;
    }
    cell.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Alt+L opens the library for the row that is being filled in; Escape leads back to it.
  const library = document.getElementById("library");
  const into = document.getElementById("into");
  let left = null;
  const aimAt = (place) => {
    into.value = place;
    document.getElementById("into-line").hidden = place === "";
    document.querySelector("[data-into]").textContent = place === "" ? "" : String(Number(place) + 1);
  };
  if (library) {
    library.addEventListener("toggle", () => {
      if (library.open) library.dispatchEvent(new CustomEvent("open"));
    });
    document.querySelector("[data-into-clear]").addEventListener("click", () => aimAt(""));
    document.addEventListener("keydown", (event) => {
      if (event.altKey && event.code === "KeyL") {
        event.preventDefault();
        left = cellOf(document.activeElement);
        aimAt(left ? String(rowsOf(left).indexOf(left.closest("tr"))) : "");
        library.open = true;
        document.getElementById("library-q").focus();
      } else if (event.key === "Escape" && library.open && library.contains(document.activeElement)) {
        library.open = false;
        (left || library.querySelector("summary")).focus();
      }
    });
    // Enter in the search box searches; a ticked box with Enter takes all that are ticked.
    library.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      if (event.target.id === "library-q") event.preventDefault();
      if (event.target.matches("input[name=pick]")) {
        event.preventDefault();
        library.querySelector("button[value=all]").click();
      }
    });
  }

  // After something was taken, the page comes back to its row.
  const filled = location.hash.startsWith("#name-") && document.getElementById(location.hash.slice(1));
  if (filled) filled.focus();

  // The answer to a check brings the new version: every form of the page takes it over.
  document.addEventListener("htmx:oobAfterSwap", () => {
    const version = document.getElementById("version");
    if (version) document.querySelectorAll("input.version").forEach((input) => (input.value = version.value));
  });
})();
