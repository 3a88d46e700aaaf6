// The indicator library beside the grid of a target table, by the keyboard.
"use strict";
(() => {
  const cellOf = (target) => (target instanceof HTMLInputElement && target.classList.contains("cell") ? target : null);
  const placeOf = (row) => (row.querySelector("input[name=place]") || { value: String(row.sectionRowIndex) }).value;

  // Alt+L opens the library for the row that is being filled in; Escape leads back to it.
  const library = document.getElementById("library");
  const into = document.getElementById("into");
  let left = null;
  const aimAt = (place) => {
    into.value = place;
    document.getElementById("into-line").hidden = place === "";
    document.querySelector("[data-into]").textContent = left && place !== "" ? String(left.closest("tr").sectionRowIndex + 1) : "";
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
        aimAt(left ? placeOf(left.closest("tr")) : "");
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
})();
