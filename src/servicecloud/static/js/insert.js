// A list of texts that may be put into a field: each becomes a button that writes it where the cursor stands. Without this script they are copied.
"use strict";
(() => {
  document.querySelectorAll("[data-insert-into]").forEach((list) => {
    const field = document.getElementById(list.dataset.insertInto);
    if (!field) return;
    list.querySelectorAll("code").forEach((code) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn-plain code";
      button.textContent = code.textContent;
      button.addEventListener("click", () => {
        field.setRangeText(button.textContent, field.selectionStart, field.selectionEnd, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
      });
      code.replaceWith(button);
    });
  });
})();
