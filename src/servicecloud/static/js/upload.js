// Shows how far an upload is and puts the answer into the page. Without this script the form is sent as any other.
"use strict";
(() => {
  const start = (form, submitter) => {
    const state = form.querySelector("[data-upload-state]");
    const words = form.querySelector("[data-upload-words]");
    const bar = form.querySelector("progress");
    const data = new FormData(form);
    if (submitter && submitter.name) data.append(submitter.name, submitter.value);
    const buttons = form.querySelectorAll("button");
    const say = (text, value) => {
      words.textContent = text;
      if (value === undefined) bar.removeAttribute("value");
      else bar.value = value;
    };
    buttons.forEach((button) => (button.disabled = true));
    state.hidden = false;
    say(form.dataset.uploading, 0);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.round((event.loaded / event.total) * 100);
      say(`${form.dataset.uploading} ${percent}%`, percent);
    });
    request.upload.addEventListener("load", () => say(form.dataset.working));
    request.addEventListener("load", () => show(request.responseText));
    request.addEventListener("error", () => {
      buttons.forEach((button) => (button.disabled = false));
      say(form.dataset.broken, 0);
    });
    request.send(data);
  };

  const show = (html) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const fresh = answer.querySelector("main");
    if (!fresh) return;
    document.title = answer.title;
    document.querySelector("main").replaceWith(document.adoptNode(fresh));
    fresh.focus();
    window.scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent("page:changed", { detail: fresh }));
    listen();
  };

  const listen = () => {
    document.querySelectorAll("form[data-upload]").forEach((form) => {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        start(form, event.submitter);
      });
    });
  };
  listen();
})();
