// Small refinements. Every page works without them.
"use strict";
(() => {
  // Menus close on Escape and on a click elsewhere.
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // Toasts: announced by the live region, closed by their button; plain ones leave by themselves.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close-toast]");
    if (button) button.closest(".toast-line").remove();
  });
  const fadeToasts = () =>
    document.querySelectorAll(".toast-line.success, .toast-line.info").forEach((toast) => {
      setTimeout(() => toast.remove(), 8000);
    });
  fadeToasts();
  document.addEventListener("htmx:afterSettle", fadeToasts); // a boosted form brings a new body

  // A form with data-confirm asks first, in a dialog of the page (and without scripts the server asks).
  let waiting = null;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    const question = (button && button.dataset.confirm) || form.dataset.confirm;
    const dialog = document.getElementById("confirm");
    if (!question || !dialog || form.dataset.confirmed) return;
    event.preventDefault();
    waiting = { form, button };
    dialog.querySelector("[data-question]").textContent = question;
    dialog.showModal();
  });
  document.addEventListener(
    "close",
    (event) => {
      if (event.target.id !== "confirm") return;
      if (waiting && event.target.returnValue === "yes") {
        waiting.form.dataset.confirmed = "yes";
        waiting.form.requestSubmit(waiting.button || undefined);
      }
      waiting = null;
      event.target.returnValue = "";
    },
    true, // the event does not bubble
  );

  // A filter bar is sent as soon as a choice is made; typing waits for Enter.
  document.addEventListener("change", (event) => {
    if (event.target.matches("form.filters select")) event.target.form.requestSubmit();
  });
  // Empty filters stay out of the URL.
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("form[method=get]")) return;
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });

  // File drop: dropping puts the file into the ordinary input.
  const dropOf = (event) => (event.target.closest ? event.target.closest(".drop") : null);
  const showNames = (drop) => {
    const name = drop.querySelector("[data-file-name]");
    const files = drop.querySelector("input[type=file]").files;
    if (name) name.textContent = [...files].map((file) => file.name).join("、");
  };
  document.addEventListener("change", (event) => {
    const drop = dropOf(event);
    if (drop) showNames(drop);
  });
  ["dragenter", "dragover", "dragleave", "drop"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      const drop = dropOf(event);
      if (!drop) return;
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind !== "drop") return;
      drop.querySelector("input[type=file]").files = event.dataTransfer.files;
      showNames(drop);
    }),
  );

  // Uploads show how far they are (htmx sends them; without scripts the browser does, without a bar).
  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target.closest("form[data-upload]");
    const bar = form && form.querySelector("progress");
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = (100 * event.detail.loaded) / event.detail.total;
  });

  // Leaving a form with unsaved changes asks first.
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) form.dataset.dirty = "yes";
  });
  document.addEventListener("submit", (event) => delete event.target.dataset.dirty);
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-guard][data-dirty]")) event.preventDefault();
  });
})();
