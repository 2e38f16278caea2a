// What is typed of a session stays on this phone until the server has it: reports are written where the network is weak.
(() => {
  "use strict";
  const form = document.querySelector("form[data-report]");
  const note = document.querySelector("[data-report-state]");
  if (!form || !note) return;
  const KEPT = 7 * 24 * 3600 * 1000;
  const AGAIN = 15000;
  const drawer = `report:${form.dataset.report}`;
  const read = (place) => {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch (broken) {
      return null;
    }
  };
  Object.keys(localStorage).filter((place) => place.startsWith("report:")).forEach((place) => {
    const old = read(place);
    if (!old || Date.now() - old.at > KEPT) localStorage.removeItem(place);
  });
  const fields = () => [...form.elements].filter((field) => field.name && !/file|hidden|submit|button/.test(field.type));
  const isChoice = (field) => /radio|checkbox/.test(field.type);
  const keep = () => {
    const typed = {};
    fields().filter((field) => !isChoice(field) || field.checked).forEach((field) => { typed[field.name] = field.value; });
    localStorage.setItem(drawer, JSON.stringify({ typed, at: Date.now() }));
  };
  const say = (word) => {
    note.hidden = !word;
    if (!word) return;
    note.dataset.reportState = word;
    note.querySelector("span").textContent = note.dataset[word];
    note.querySelector("button").hidden = word !== "back";
  };

  const kept = read(drawer);
  if (kept && !("bound" in form.dataset)) {
    const before = JSON.stringify(fields().map((field) => [field.value, field.checked]));
    fields().filter((field) => field.name in kept.typed).forEach((field) => {
      if (isChoice(field)) field.checked = field.value === kept.typed[field.name];
      else field.value = kept.typed[field.name];
    });
    if (before !== JSON.stringify(fields().map((field) => [field.value, field.checked]))) say("back");
  }
  note.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(drawer);
    location.reload();
  });
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);

  let waits = 0;
  let busy = false;
  const later = () => {
    clearTimeout(waits);
    waits = setTimeout(send, AGAIN);
    say("waiting");
  };
  async function send() {
    if (busy) return;
    busy = true;
    clearTimeout(waits);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { "X-Kept": "1" }, redirect: "manual",
      });
      if (answer.status >= 500) later();
      else if (answer.status === 204) {
        localStorage.removeItem(drawer);
        location.assign(form.dataset.home);
      } else form.submit(); // it is refused, or one has to sign in: the page says so, and what was typed stays here
    } catch (failure) {
      later();
    } finally {
      busy = false;
    }
  }
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    keep();
    send();
  });
  addEventListener("online", () => { if (waits) send(); });
})();
