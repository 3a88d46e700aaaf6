// A form that keeps itself as one types: after a pause, when a field is left, before another page or form takes over.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form || !window.htmx) return;
  const unsaved = document.getElementById("unsaved");
  const PAUSE = 1200, AGAIN = 8000, MOST_KEPT_ALIVE = 60000;
  let typed = 0, sent = 0, kept = 0; // how many changes there were, went out, were kept
  let timer = 0, isLeaving = false, isUnderWay = false, waiting = [];
  const isDirty = () => kept < typed;
  const save = () => {
    clearTimeout(timer);
    if (sent < typed && !isLeaving) window.htmx.trigger(form, "keep");
  };
  const saveIn = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  const ofForm = (event) => event.detail.elt === form;

  form.addEventListener("input", (event) => {
    if (event.target.id === "paste" || event.target.id === "at") return;
    typed += 1;
    saveIn(PAUSE);
  });
  form.addEventListener("change", () => saveIn(50));
  form.addEventListener("htmx:configRequest", (event) => {
    if (!ofForm(event)) return;
    sent = typed;
    isUnderWay = true;
  });
  form.addEventListener("kept", () => (kept = sent));
  form.addEventListener("htmx:afterRequest", (event) => {
    if (!ofForm(event)) return;
    isUnderWay = false;
    const isKept = kept === sent;
    const status = event.detail.xhr.status;
    unsaved.hidden = isKept || status === 200; // the answer of a refused save says itself why
    if (!isKept) sent = kept;
    if (isKept && isDirty()) {
      save();
      return;
    }
    if (!isKept && (status === 0 || status >= 500)) saveIn(AGAIN);
    waiting.forEach((go) => go());
    waiting = [];
  });

  // Whatever leads away waits until everything is kept; where it cannot be, the browser asks.
  const settled = () =>
    new Promise((go) => {
      waiting.push(go);
      save();
      if (!isUnderWay) waiting.splice(0).forEach((each) => each());
    });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || link.target || event.defaultPrevented || !isDirty()) return;
    const here = location.pathname + location.search;
    if (link.protocol !== location.protocol || (link.pathname + link.search === here && link.hash)) return;
    event.preventDefault();
    await settled();
    location.assign(link.href);
  });
  document.addEventListener(
    "submit",
    async (event) => {
      const other = event.target;
      const mustWait = other === form ? isUnderWay : isDirty() || isUnderWay;
      if (!mustWait || other.method === "dialog" || other.dataset.settled) return;
      event.preventDefault();
      event.stopPropagation();
      const button = event.submitter;
      await settled();
      other.dataset.settled = "yes";
      other.requestSubmit(button);
      delete other.dataset.settled;
    },
    true,
  );
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    isLeaving = true; // the form itself takes everything along
    setTimeout(() => (isLeaving = false), 15000); // unless the person stopped it
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !isLeaving) save();
  });
  window.addEventListener("beforeunload", (event) => {
    const box = document.getElementById("paste");
    if (!isLeaving && (isDirty() || (box && box.value.trim()))) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    if (isLeaving || !isDirty()) return;
    isLeaving = true;
    const body = new URLSearchParams(new FormData(form));
    if (String(body).length < MOST_KEPT_ALIVE) {
      fetch(form.getAttribute("hx-post"), { method: "POST", body, keepalive: true });
    }
  });
})();
