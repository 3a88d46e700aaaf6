// Fetches the evidence export and shows how far it is. After a break it goes on behind the last whole seal; without this script the link works as any other.
"use strict";
(() => {
  const box = document.querySelector("[data-export]");
  if (!box) return;
  const [begin, bar, words] = ["[data-export-begin]", "progress", "[data-export-words]"].map((name) => box.querySelector(name));
  const total = Number(box.dataset.total);
  const SEAL = '","seal":';
  const KEY_AT = 75;
  const decoder = new TextDecoder();
  let kept = [];
  let open = [];
  let entries = 0;
  let seal = 0;
  let rest = new Uint8Array();

  const say = (text, done) => {
    words.textContent = text.replace("{done}", done.toLocaleString()).replace("{total}", total.toLocaleString());
    bar.value = done;
  };

  const take = (line) => {
    open.push(line);
    if (decoder.decode(line.subarray(KEY_AT, KEY_AT + SEAL.length)) !== SEAL) return;
    const read = JSON.parse(decoder.decode(line)).seal;
    [seal, entries] = [read.number, read.last];
    kept = kept.concat(open);
    open = [];
  };

  const feed = (chunk) => {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      take(bytes.subarray(from, at + 1));
      from = at + 1;
    }
    rest = bytes.slice(from);
  };

  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(kept, { type: "application/x-ndjson" }));
    link.download = "evidence.ndjson";
    link.click();
    say(box.dataset.finished, entries);
  };

  const run = async () => {
    begin.disabled = true;
    [open, rest] = [[], new Uint8Array()];
    try {
      const answer = await fetch(seal ? `${box.dataset.export}?after=${seal}` : box.dataset.export);
      if (!answer.ok) throw new Error(String(answer.status));
      const reader = answer.body.getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        feed(part.value);
        say(box.dataset.running, entries);
      }
      if (entries < total) throw new Error("cut off");
      save();
    } catch {
      say(box.dataset.broken, entries);
      begin.textContent = box.dataset.again;
    }
    begin.disabled = false;
  };

  box.hidden = false;
  begin.addEventListener("click", run);
})();
