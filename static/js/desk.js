// Courtesies of the desk: keys, their list, what waits, the way back for ten seconds. Whatever a key does is a link or a button of the page.
(() => {
  "use strict";
  const TYPING = "input:not([type=radio], [type=checkbox], [type=submit], [type=button]), textarea, select, [contenteditable]";
  const seen = (element) => element.getClientRects().length > 0 && !element.disabled;
  const keyed = () => [...document.querySelectorAll("[data-key]")].filter(seen);
  const search = () => [...document.querySelectorAll("[data-search]")].find(seen);
  const help = document.getElementById("keys");

  document.querySelectorAll(".tabs [aria-current]").forEach((tab) => { // seen on phones, wherever it stands in its row
    tab.parentElement.scrollLeft += tab.getBoundingClientRect().left - tab.parentElement.getBoundingClientRect().left - 48;
  });

  // The way back from what was just done is offered for a while, and for as long as somebody stands on it.
  const SECOND = 1000; // milliseconds
  const passing = () => document.querySelectorAll("[data-passing]:not([data-counted])").forEach((note) => {
    const gone = () => { if (!note.contains(document.activeElement)) note.remove(); };
    note.dataset.counted = "";
    setTimeout(gone, note.dataset.passing * SECOND);
    note.addEventListener("focusout", () => setTimeout(gone, note.dataset.passing * SECOND));
  });
  passing();
  document.addEventListener("htmx:load", passing);

  const words = (element) => (element.getAttribute("aria-label") || element.title || element.textContent).replace(/\s+/g, " ").trim();
  const show = () => {
    const list = help.querySelector("dl");
    list.querySelectorAll("[data-found]").forEach((line) => line.remove());
    const told = new Set();
    keyed().forEach((element) => {
      const { key } = element.dataset;
      if (told.has(key)) return;
      told.add(key);
      const line = document.createElement("div");
      const term = document.createElement("dt");
      line.dataset.found = "";
      term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      line.append(term, Object.assign(document.createElement("dd"), { textContent: words(element) }));
      list.append(line);
    });
    help.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches(TYPING) || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && location.hash === "#menu") {
      location.hash = "#content";
      return;
    }
    const field = search();
    if (event.key === "/" && field) {
      event.preventDefault();
      field.focus();
      field.select();
      return;
    }
    if (event.key === "?" && help && help.showModal) {
      event.preventDefault();
      show();
      return;
    }
    // A page that listens to its own keys does so inside of #triage.
    const pressed = keyed().find((element) => element.dataset.key === event.key && !element.closest("#triage"));
    if (!pressed) return;
    event.preventDefault();
    if (pressed.matches("a, button, summary, [type=submit]")) pressed.click();
    else pressed.focus();
  });

  document.querySelectorAll("[data-shows-keys]").forEach((button) => {
    button.hidden = !help || !help.showModal;
    button.addEventListener("click", show);
  });

  // A list that drops down closes when one looks elsewhere.
  const shut = (but) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(but)) menu.open = false;
  });
  document.addEventListener("pointerdown", (event) => shut(event.target));
  document.addEventListener("focusin", (event) => shut(event.target));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // What waits is counted again when it is old, or when something was just done.
  const menu = document.querySelector("[data-counts]");
  if (menu) {
    fetch(menu.dataset.counts, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : { counts: null }))
      .then(({ counts }) => counts && menu.querySelectorAll("[data-waits]").forEach((link) => {
        const count = link.dataset.waits.split(" ").reduce((sum, page) => sum + (counts[page] || 0), 0);
        const badge = link.querySelector("b");
        const [number, word] = [document.createElement("i"), document.createElement("span")];
        [number.textContent, word.textContent, word.className] = [count, menu.dataset.waiting, "sr-only"];
        badge.textContent = "";
        badge.append(number, " ", word);
        badge.hidden = !count;
      }))
      .catch(() => null); // without a network the last numbers stay
  }
})();
