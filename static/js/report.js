// What is typed and spoken of a session stays on this phone until the server has it: reports are written where the
// network is weak. Words lie in localStorage, the voice note beside them in IndexedDB.
(() => {
  "use strict";
  const form = document.querySelector("form[data-report]");
  const note = document.querySelector("[data-report-state]");
  if (!form || !note) return;
  const KEPT = 7 * 24 * 3600 * 1000;
  const AGAIN = 15000;
  const SLOW = 10000; // no answer yet: a line may be dead though it calls itself online
  const LONGEST = 300000; // a voice note takes minutes where the network is weak
  const drawer = `report:${form.dataset.report}`;
  const isOld = (kept) => !kept || Date.now() - kept.at > KEPT;
  const read = (place) => {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch (broken) {
      return null;
    }
  };
  Object.keys(localStorage).filter((place) => place.startsWith("report:")).forEach((place) => {
    if (isOld(read(place))) localStorage.removeItem(place);
  });
  const fields = () => [...form.elements].filter((field) => field.name && !/file|hidden|submit|button/.test(field.type));
  const isChoice = (field) => /radio|checkbox/.test(field.type);
  let pressed = false; // the expert wanted to send it: it leaves when the page is opened again
  const keep = () => {
    const typed = {};
    fields().filter((field) => !isChoice(field) || field.checked).forEach((field) => { typed[field.name] = field.value; });
    localStorage.setItem(drawer, JSON.stringify({ typed, pressed, at: Date.now() }));
  };
  const say = (word) => {
    note.hidden = !word;
    if (!word) return;
    note.dataset.reportState = word;
    note.querySelector("span").textContent = note.dataset[word];
    note.querySelector("button").hidden = word !== "back";
  };

  const voice = form.querySelector("input[type=file]");
  const shelf = (mode, act) => new Promise((resolve, reject) => {
    const opening = indexedDB.open("reports", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("voices");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const turn = opening.result.transaction("voices", mode);
      const asked = act(turn.objectStore("voices"));
      turn.oncomplete = () => { opening.result.close(); resolve(asked.result); };
      turn.onabort = () => { opening.result.close(); reject(turn.error); };
    };
  });
  const unkept = () => {}; // a phone that keeps nothing (a private window) still sends what the page holds
  const keepVoice = () => {
    const [sound] = voice.files;
    const row = sound && { sound, name: sound.name, at: Date.now() };
    return shelf("readwrite", (rows) => (row ? rows.put(row, drawer) : rows.delete(drawer))).catch(unkept);
  };
  const forget = () => {
    localStorage.removeItem(drawer);
    return shelf("readwrite", (rows) => rows.delete(drawer)).catch(unkept);
  };
  const dropOld = (rows) => {
    const going = rows.openCursor();
    going.onsuccess = () => {
      const at = going.result;
      if (!at) return;
      if (isOld(at.value)) at.delete();
      at.continue();
    };
    return going;
  };
  const voiceBack = async () => {
    await shelf("readwrite", dropOld);
    const row = await shelf("readonly", (rows) => rows.get(drawer));
    if (!row || voice.files.length) return false;
    const files = new DataTransfer();
    files.items.add(new File([row.sound], row.name, { type: row.sound.type }));
    voice.files = files.files;
    const state = form.querySelector("[data-voice-state]");
    state.textContent = state.dataset.kept;
    return true;
  };

  const wordsBack = (typed) => {
    const before = JSON.stringify(fields().map((field) => [field.value, field.checked]));
    fields().filter((field) => field.name in typed).forEach((field) => {
      if (isChoice(field)) field.checked = field.value === typed[field.name];
      else field.value = typed[field.name];
    });
    return before !== JSON.stringify(fields().map((field) => [field.value, field.checked]));
  };
  const isBound = "bound" in form.dataset; // refused: the words stand on the page, a file never does
  const kept = read(drawer);
  const back = async () => {
    const words = kept && !isBound && wordsBack(kept.typed);
    const spoken = await voiceBack().catch(unkept);
    if ((words || spoken) && !isBound) say("back");
    pressed = Boolean(kept && kept.pressed);
    if (pressed && !isBound) send();
  };
  note.querySelector("button").addEventListener("click", () => forget().then(() => location.reload()));
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  voice.addEventListener("change", keepVoice);

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
    const slow = setTimeout(() => say("waiting"), SLOW);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { "X-Kept": "1" }, redirect: "manual",
        signal: AbortSignal.timeout ? AbortSignal.timeout(LONGEST) : undefined,
      });
      if (answer.status >= 500) later();
      else if (answer.status === 204) {
        await forget();
        location.assign(form.dataset.home);
      } else form.submit(); // it is refused, or one has to sign in: the page says so, and what was typed stays here
    } catch (failure) {
      later();
    } finally {
      clearTimeout(slow);
      busy = false;
    }
  }
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    pressed = true;
    keep();
    send();
  });
  ["online", "pageshow", "focus"].forEach((sign) => addEventListener(sign, () => { if (waits) send(); }));
  back();
})();
