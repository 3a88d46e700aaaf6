// A box above a list that ticks every box below it. Without this script the boxes are ticked one by one.
"use strict";
(() => {
  document.querySelectorAll("table[data-choose-all]").forEach((table) => {
    const boxes = () => [...table.querySelectorAll('tbody input[type="checkbox"]')];
    const head = table.querySelector("thead th");
    if (!head || !boxes().length) return;
    const label = document.createElement("label");
    const all = document.createElement("input");
    all.type = "checkbox";
    all.className = "form-check-input";
    label.append(all, ` ${table.dataset.chooseAll}`);
    head.replaceChildren(label);
    const show = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      all.checked = ticked === boxes().length;
      all.indeterminate = ticked > 0 && !all.checked;
    };
    all.addEventListener("change", () => boxes().forEach((box) => (box.checked = all.checked)));
    table.addEventListener("change", (event) => event.target !== all && show());
    show();
  });
})();
