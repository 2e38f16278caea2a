// Courtesies of a list that is worked through by keys: data-rows="a w d" names those of the acts of a row, in their order or by data-act.
// j and k go on and back, x ticks, r opens what stands beside. Every act is a button or a link that works without them.
(() => {
  "use strict";
  const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  const list = document.querySelector("[data-rows]");
  if (!list) return;
  const keys = list.dataset.rows.split(" ");
  const rows = () => [...list.children].filter((row) => row.id);
  const acts = (row) => row.querySelectorAll("[name=one]");
  const act = (row, key) => row.querySelector(`[data-act=${key}]`) || acts(row)[keys.indexOf(key)];
  const { hash } = location;
  let at = hash.length > 1 ? decodeURIComponent(hash.slice(1)) : "";
  let opens = false; // the panel was asked for by a key: it gets the focus once it is there

  const current = () => rows().find((row) => row.contains(document.activeElement)) || rows().find((row) => row.id === at);
  const go = (row) => {
    if (!row) return;
    at = row.id;
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = rows();
    const row = current();
    const index = row ? all.indexOf(row) + by : 0;
    go(all[Math.max(0, Math.min(index, all.length - 1))]);
  };
  const press = (row, button) => {
    if (!button) return;
    const all = rows();
    button.click();
    if (button.name === "one") go(all[all.indexOf(row) + 1] || row);
  };
  // The letter of the key; where the keyboard writes no Latin letters, the one that stands there on others.
  const letter = (event) => {
    const key = event.key.toLowerCase();
    const [, code] = event.code.match(/^Key([A-Z])$/) || [];
    return /^[a-z]$/.test(key) || !code ? key : code.toLowerCase();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.matches(TYPING) || document.querySelector("dialog[open]")) return;
    const key = letter(event);
    const row = current();
    if (key === "j" || (key === "arrowdown" && row)) step(1);
    else if (key === "k" || (key === "arrowup" && row)) step(-1);
    else if (!row) return;
    else if (keys.includes(key)) press(row, act(row, key));
    else if (key === "x" && row.querySelector("[type=checkbox]")) row.querySelector("[type=checkbox]").click();
    else if (key === "r" && row.querySelector("th a")) {
      opens = true;
      row.querySelector("th a").click();
    } else return;
    event.preventDefault();
  });
  // One decision travels at a time: what is pressed meanwhile waits for its turn, by key or by mouse.
  const waiting = [];
  let busy = false;
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[name=one]");
    if (!button || !busy) return;
    const row = rows().find((each) => each.contains(button));
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.push([row.id, [...acts(row)].indexOf(button)]);
  }, true);
  document.addEventListener("htmx:beforeRequest", (event) => { if (event.target.id === "many") busy = true; });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.id !== "many") return;
    busy = false;
    const [id, number] = waiting.shift() || [];
    const row = rows().find((each) => each.id === id);
    if (row) acts(row)[number].click();
  });

  addEventListener("hashchange", () => go(rows().find((row) => `#${row.id}` === location.hash)));
  list.addEventListener("focusin", (event) => {
    const row = rows().find((each) => each.contains(event.target));
    if (row) at = row.id;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "look" || !opens) return;
    opens = false;
    const panel = document.getElementById("look");
    (panel.querySelector("input:not([type=hidden])") || panel).focus();
  });
  document.addEventListener("htmx:oobAfterSwap", () => { // the row that was drawn anew had the focus
    if (document.activeElement === document.body) go(rows().find((row) => row.id === at));
    count();
  });
  document.addEventListener("htmx:beforeSwap", (event) => { // the session is over, or the page is refused as a whole
    if (event.detail.serverResponse.includes("<html")) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });

  // How many are ticked, and all of a page at once.
  const ticks = () => [...list.querySelectorAll("[type=checkbox]")];
  const every = document.querySelector("[data-all]");
  const said = document.querySelector("[data-ticked]");
  function count() {
    const many = ticks().filter((tick) => tick.checked).length;
    if (said) said.textContent = `${many} ${said.dataset.ticked}`;
    if (every) every.checked = many > 0 && many === ticks().length;
  }
  if (every) {
    every.hidden = false;
    every.addEventListener("change", () => {
      ticks().forEach((tick) => { tick.checked = every.checked; });
      count();
    });
  }
  list.addEventListener("change", count);
  addEventListener("pageshow", count);
  document.querySelectorAll("[data-key-hint]").forEach((hint) => { hint.hidden = !matchMedia("(pointer: fine)").matches; });
  if (at && document.activeElement === document.body) go(rows().find((row) => row.id === at));
})();
