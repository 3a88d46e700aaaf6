// The grid of a target table: Enter and the arrows move between rows, rows are inserted, moved and deleted, a block from a
// spreadsheet spreads over the cells. Without this script the grid is an ordinary form whose buttons do the same.
"use strict";
(() => {
  const table = document.querySelector("table.grid[data-read]");
  if (!table) return;
  const body = table.tBodies[0];
  const form = table.closest("form");
  const tools = form.querySelector(".row-tools");
  const number = document.getElementById("at");
  const undoButton = tools.querySelector("[data-undo]");
  const rows = () => [...body.rows];
  const cells = (row) => [...row.querySelectorAll("input.cell")];
  const input = (row, name) => row && row.querySelector(`input[name="${name}"]`);
  const cellOf = (target) => (target instanceof HTMLInputElement && target.classList.contains("cell") ? target : null);
  const isFilled = (row) => cells(row).some((cell) => cell.value.trim());
  const filledCount = () => rows().filter(isFilled).length;
  const titles = [...table.tHead.rows[0].cells].map((cell) => cell.textContent).slice(input(body.rows[0], "place") ? 1 : 0);
  let at = null; // the row in which one is, or was last
  let undo = null;

  const tell = (name, values = {}, how = null, also = []) => {
    const text = tools.dataset[name] || name;
    const said = text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
    document.getElementById("row-told").textContent = [said, ...also].join(" ");
    undo = how;
    undoButton.hidden = !how;
  };

  // Filled rows have a number, as the sentences of the page name them; every row has labels.
  const renumber = () => {
    let filled = 0;
    rows().forEach((row, place) => {
      const label = row.querySelector(".row-number label");
      const own = isFilled(row) ? String(++filled) : "";
      if (label && label.textContent !== own) label.textContent = own;
      cells(row).forEach((cell, column) => cell.setAttribute("aria-label", `${titles[column]} ${place + 1}`));
    });
    if (at) number.value = at.isConnected && isFilled(at) ? rows().filter(isFilled).indexOf(at) + 1 : "";
  };
  const standAt = (row) => {
    if (at) at.classList.remove("is-at");
    at = row;
    if (at) at.classList.add("is-at");
    renumber();
  };
  const changed = () => {
    renumber();
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // A new row is a copy of the last one without what belongs to that; its place is a name that it keeps wherever it goes.
  const model = rows()[rows().length - 1].cloneNode(true);
  let places = rows().length;
  const blankRow = () => {
    const row = model.cloneNode(true);
    row.classList.remove("is-at");
    row.querySelectorAll("[data-own]").forEach((own) => own.remove());
    row.querySelectorAll("input").forEach((each) => (each.value = ""));
    row.querySelectorAll("[id], [for], [aria-describedby]").forEach((each) => {
      for (const name of ["id", "for", "aria-describedby"]) {
        if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).replace(/-\d+$/, `-${places}`));
      }
    });
    const said = row.querySelector("[id^=said-]");
    if (said) said.textContent = "";
    const place = input(row, "place");
    if (place) place.value = String(places);
    places += 1;
    return row;
  };
  const canAdd = (count) => {
    const fits = rows().length + count <= Number(table.dataset.most);
    if (!fits) tell("full", { n: table.dataset.most });
    return fits;
  };
  const enter = (row, name = "level1") => {
    const cell = input(row, name);
    if (!cell) return;
    cell.focus();
    cell.select();
  };

  const acts = {
    up: () => moveRow(at.previousElementSibling, (other) => at.after(other)),
    down: () => moveRow(at.nextElementSibling, (other) => at.before(other)),
    insert: () => {
      if (!canAdd(1)) return;
      const row = blankRow();
      at.after(row);
      enter(row);
      tell("inserted");
      renumber();
    },
    delete: (name) => {
      const gone = at;
      const after = gone.previousElementSibling;
      const next = gone.nextElementSibling || after || blankRow();
      const title = input(gone, "level3").value || number.value;
      gone.remove();
      if (!next.isConnected) body.append(next);
      enter(next, name);
      tell("deleted", { name: title }, () => {
        if (after && after.isConnected) after.after(gone);
        else body.prepend(gone);
        enter(gone, name);
      });
      changed();
    },
    more: () => {
      const count = Math.min(10, Number(table.dataset.most) - rows().length);
      if (!canAdd(Math.max(count, 1))) return;
      const added = Array.from({ length: count }, blankRow);
      body.append(...added);
      enter(added[0]);
      tell("inserted");
      renumber();
    },
  };
  // The neighbour is moved, so that the row and the field with the focus stay where they are.
  const moveRow = (other, put) => {
    if (!other) {
      tell("edge");
      return;
    }
    put(other);
    tell("moved", { n: at.sectionRowIndex + 1 });
    changed();
  };
  const act = (name, column) => {
    if (name !== "more" && !(at && at.isConnected)) tell("none");
    else acts[name](column);
  };

  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=row]");
    if (button) {
      event.preventDefault();
      act(button.value, "level3");
      if (["up", "down"].includes(button.value)) button.focus();
    } else if (event.target.closest("[data-undo]") && undo) {
      undo();
      tell("undone");
      changed();
    }
  });
  number.addEventListener("change", () => standAt(rows().filter(isFilled)[Number(number.value) - 1] || null));
  number.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    enter(rows().filter(isFilled)[Number(number.value) - 1], "level3");
  });
  body.addEventListener("focusin", (event) => {
    const row = event.target.closest("tr");
    if (row !== at) standAt(row);
  });
  body.addEventListener("input", renumber);

  body.addEventListener("keydown", (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.isComposing) return; // an input method is at work: Enter chooses a word
    const own = { ArrowUp: "up", ArrowDown: "down", Enter: "insert", Delete: "delete" }[event.key];
    if (event.altKey && own) {
      event.preventDefault();
      act(own, cell.name);
      return;
    }
    const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.altKey || (event.key !== "Enter" && cell.list && cell.value === "")) return;
    const next = input(rows()[cell.closest("tr").sectionRowIndex + by], cell.name);
    if (next) enter(next.closest("tr"), cell.name);
    if (next || event.key === "Enter") event.preventDefault();
  });

  // The server reads a block, so that the grid and the box below it take in the same; nothing is put in when it does not fit.
  const takeIn = async (text, first, column) => {
    const start = first ? first.sectionRowIndex : rows().length;
    const above = rows().slice(0, start).filter(isFilled).pop();
    const asked = new URLSearchParams({ text, column, before: rows().slice(0, start).filter(isFilled).length });
    for (const name of ["level1", "level2"]) asked.set(name, above ? input(above, name).value : "");
    asked.set("csrfmiddlewaretoken", input(form, "csrfmiddlewaretoken").value);
    let answer = null;
    try {
      const response = await fetch(table.dataset.read, { method: "POST", body: asked });
      answer = await response.json();
    } catch {
      const box = document.getElementById("paste");
      box.value = text;
      box.closest("details").open = true;
      tell("failed");
      return false;
    }
    if (answer.sentence) {
      tell(answer.sentence);
      return false;
    }
    const before = [];
    const added = [];
    answer.rows.forEach((values, offset) => {
      let row = rows()[start + offset];
      if (!row) {
        row = blankRow();
        body.append(row);
        added.push(row);
      }
      for (const [name, value] of Object.entries(values)) {
        const cell = input(row, name);
        before.push([cell, cell.value]);
        cell.value = value;
      }
    });
    const back = () => {
      before.reverse().forEach(([cell, value]) => (cell.value = value));
      added.forEach((row) => row.remove());
    };
    tell("taken", { n: answer.rows.length }, back, answer.left_out);
    changed();
    return true;
  };
  body.addEventListener("paste", (event) => {
    const cell = cellOf(event.target);
    const text = cell && event.clipboardData.getData("text/plain");
    if (!text || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    takeIn(text.replace(/\n$/, ""), cell.closest("tr"), cell.name);
  });
  form.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-take-in]")) return;
    event.preventDefault();
    const box = document.getElementById("paste");
    const last = rows().filter(isFilled).pop();
    if (box.value.trim() && (await takeIn(box.value, last ? last.nextElementSibling : rows()[0], ""))) box.value = "";
  });

  // What an answer says of a row that was deleted meanwhile has no place any more.
  form.addEventListener("htmx:beforeSwap", (event) => {
    const answer = document.createElement("template");
    answer.innerHTML = event.detail.serverResponse;
    answer.content.querySelectorAll("[hx-swap-oob][id]").forEach((each) => {
      if (!document.getElementById(each.id)) each.remove();
    });
    event.detail.serverResponse = answer.innerHTML;
  });

  // The answer to a check brings the new version: every form of the page takes it over.
  document.addEventListener("htmx:oobAfterSwap", () => {
    const version = document.getElementById("version");
    if (version) document.querySelectorAll("input.version").forEach((each) => (each.value = version.value));
    rows().forEach((row) => {
      const weight = input(row, "weight");
      if (row.querySelector("[data-unread]")) weight.setAttribute("aria-invalid", "true");
      else weight.removeAttribute("aria-invalid");
    });
  });
})();
