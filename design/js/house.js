// Shared courtesies, asked for by name: data-behaviour="once". Every page works without.
(() => {
  "use strict";
  const language = document.documentElement.lang;
  const voices = window.speechSynthesis;
  const voice = () => voices && voices.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
  const withVoices = (show) => {
    show();
    if (voices && voices.addEventListener) voices.addEventListener("voiceschanged", show);
  };
  const behaviours = {
    // A sentence to confirm before a form is sent: data-question.
    "ask-first": (form) => form.addEventListener("submit", (event) => {
      if (!confirm(form.dataset.question)) event.preventDefault();
    }),

    // A double tap sends once; coming back, or 15 s that lead nowhere, free the buttons.
    once: (form) => {
      const buttons = () => [...form.elements].filter((element) => element.type === "submit");
      let sent = false;
      const free = () => {
        sent = false;
        buttons().forEach((button) => button.removeAttribute("aria-disabled"));
      };
      form.addEventListener("submit", (event) => { // half a day or hour would be sent as nothing
        const half = [...form.elements].find((field) => field.validity && field.validity.badInput);
        if (!half) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        half.reportValidity();
      }, true);
      form.addEventListener("submit", (event) => {
        if (event.defaultPrevented) return;
        if (sent) return event.preventDefault();
        sent = true;
        buttons().forEach((button) => button.setAttribute("aria-disabled", "true"));
        setTimeout(free, 15000);
      });
      addEventListener("pageshow", free);
    },

    // What a finger chooses is shown at once; by keys one goes through a list, then presses the button.
    go: (form) => {
      let byHand = false;
      ["pointerdown", "keydown"].forEach((kind) => form.addEventListener(kind, () => { byHand = kind === "pointerdown"; }));
      form.addEventListener("change", () => { if (byHand) form.submit(); });
    },

    // Reads data-text aloud: the recording at data-clip, else the phone's voice; hidden without either.
    say: (button) => {
      withVoices(() => { button.hidden = !(button.dataset.clip || voice()); });
      let recording;
      const speak = () => {
        if (!voice()) return;
        const speech = new SpeechSynthesisUtterance(button.dataset.text);
        speech.voice = voice();
        speech.lang = speech.voice.lang;
        voices.cancel();
        voices.speak(speech);
      };
      button.addEventListener("click", () => {
        if (!button.dataset.clip) return speak();
        recording = recording || new Audio(button.dataset.clip);
        recording.currentTime = 0;
        recording.play().catch(speak);
      });
    },

    // Promises to read aloud only where there is a voice.
    heard: (promise) => withVoices(() => { promise.hidden = !voice(); }),

    // Copies data-text, then says data-done for a moment.
    copy: (button) => {
      button.hidden = !navigator.clipboard;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.text);
        const before = button.textContent;
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = before; }, 2000);
      });
    },

    // What needs a passkey, where there can be one.
    passkey: (part) => { part.hidden = !window.PublicKeyCredential; },

    print: (button) => {
      button.hidden = false;
      button.addEventListener("click", () => print());
    },

    focus: (element) => element.focus(),
  };

  const start = (root) => root.querySelectorAll("[data-behaviour]").forEach((element) => {
    element.dataset.behaviour.split(" ").forEach((name) => name in behaviours && behaviours[name](element));
  });
  start(document);

  // The styles of a first page stand within it: the file for the next ones comes once somebody touches this one.
  const within = document.querySelector("style[data-sheet]");
  const bring = () => {
    const { sheet } = within.dataset;
    if (!sheet) return;
    delete within.dataset.sheet;
    within.after(Object.assign(document.createElement("link"), { rel: "stylesheet", href: sheet, media: "print" }));
  };
  if (within) ["pointerdown", "keydown", "input"].forEach((kind) => addEventListener(kind, bring, { capture: true, once: true }));
  ["htmx:afterSwap", "drawn"].forEach((drawn) => document.addEventListener(drawn, (event) => start(event.target)));
})();

// What a phone keeps of a candidacy, a drawer for each: what waits leaves from whichever page of ours is open, once.
(() => {
  "use strict";
  const DAY = 86400000;
  const LATER = 600000; // too many on this network

  // Acts now, again 1, 2, 4 … 20 s after a failure, and when the page is shown or touched, once a second at most: no
  // browser knows when the network is back. `act` may return for how many ms nothing shall be tried.
  const persist = (act) => {
    const SECOND = 1000;
    let timer, busy, again, pause = SECOND, calm = 0; // calm: until when a touch tries nothing
    const after = (wait) => {
      clearTimeout(timer);
      timer = setTimeout(go, wait);
    };
    const go = async () => {
      again = busy;
      if (busy) return;
      busy = true;
      clearTimeout(timer);
      let wait, rest;
      try {
        wait = rest = await act();
        pause = SECOND;
      } catch (failure) {
        wait = pause;
        pause = Math.min(pause * 2, 20 * SECOND);
      }
      busy = false;
      calm = performance.now() + (rest || SECOND);
      if (again) wait = 0;
      if (wait !== undefined) after(wait);
    };
    const wake = ({ type }) => {
      if (type === "online") pause = SECOND;
      if (!busy) after(Math.max(0, calm - performance.now()));
    };
    ["online", "pageshow", "focus", "pointerdown"].forEach((name) => addEventListener(name, wake));
    document.addEventListener("visibilitychange", wake);
    return () => {
      pause = SECOND;
      go();
    };
  };
  // A request that hangs has failed.
  const ask = (address, how, patience = 60000) => fetch(address, { signal: AbortSignal.timeout ? AbortSignal.timeout(patience) : undefined, ...how });
  const place = (drawer) => `candidacy:${drawer}`;
  const drawers = () => Object.keys(localStorage).filter((key) => key.startsWith(place(""))).map((key) => key.slice(10));
  const isOwn = (drawer) => drawer.startsWith("my:"); // of a private link, perhaps on a friend's phone

  const open = (drawer) => JSON.parse(localStorage.getItem(place(drawer)) || "null");
  const look = (drawer) => {
    const found = open(drawer);
    const fresh = found && Date.now() - (found.at || 0) < (isOwn(drawer) ? DAY : 7 * DAY);
    return fresh || (found && found.waiting) ? found : { answers: {}, pages: [] };
  };
  const keep = (drawer, what) => localStorage.setItem(place(drawer), JSON.stringify({ ...what, at: Date.now() }));
  const forget = (drawer) => {
    const { home } = open(drawer) || {};
    localStorage.removeItem(place(drawer));
    if (!isOwn(drawer) || !home || !navigator.serviceWorker) return;
    navigator.serviceWorker.getRegistration(home).then((worker) => worker && worker.unregister());
    caches.open("candidacy").then((pages) => pages.delete(`${home}offline/`));
  };

  const post = (what, here) => {
    const body = new URLSearchParams(Object.entries(what.answers).flatMap(([name, values]) => values.map((value) => [name, value])));
    body.set("key", what.key);
    what.pages.forEach((page) => body.append("page", page));
    if (what.seen) body.set("seen", what.seen);
    if (here) body.set("here", "yes");
    const [, token] = document.cookie.match(/csrftoken=([^;]+)/) || ["", ""];
    return ask(`${what.home}whole/`, { method: "POST", body, headers: { "X-CSRFToken": token } });
  };
  const alone = (drawer, act) => (navigator.locks
    ? navigator.locks.request(place(drawer), { ifAvailable: true }, (lock) => (lock ? act() : null)) : act());

  // What the server says of it; null when nothing waits, or another page is sending it.
  const leave = (drawer, here = false) => alone(drawer, async () => {
    const what = look(drawer);
    if (!what.waiting) return null;
    let answer = await post(what, here);
    if (answer.status === 403) { // the token is too old: take a fresh one
      await ask(`${what.home}offline/`, { cache: "no-store" });
      answer = await post(what, here);
    }
    const { ok, status } = answer;
    const told = status === 404 ? { next: what.home } : await answer.json(); // 404: the private link was replaced
    const ticked = Object.entries(what.answers).filter(([name]) => name.startsWith("consent_"));
    if (status === 202) keep(drawer, { ...what, answers: Object.fromEntries(ticked), pages: [], waiting: false }); // a file is missing
    else if (ok || status === 404) forget(drawer);
    else if (status !== 429) keep(drawer, { ...look(drawer), waiting: false, errors: told.errors });
    return { ...told, ok, rest: status === 429 ? LATER : undefined };
  });
  window.kept = { look, keep, forget, leave, persist, ask };

  const tell = ({ ok, message, next, link }) => {
    const note = document.createElement("div");
    const words = document.createElement("div");
    const way = document.createElement("a");
    note.className = "note";
    note.dataset.tone = ok ? "good" : "warn";
    note.setAttribute("role", "status");
    words.append(message, " ");
    if (next) words.append(Object.assign(way, { href: next, textContent: link }));
    note.append(words);
    const page = document.createElement("div");
    page.className = "page";
    page.append(note);
    document.getElementById("content").prepend(page);
  };
  persist(async () => {
    const form = document.querySelector("[data-candidacy]");
    const here = form && form.dataset.candidacy; // its own script sends that one
    let rest, failure;
    for (const drawer of drawers().filter((each) => each !== here)) {
      if (!look(drawer).key) forget(drawer);
      const told = await leave(drawer).catch((error) => { failure = error; }); // the next one may be taken
      if (told && told.message) tell(told);
      rest = rest || (told ? told.rest : undefined);
    }
    if (failure && !rest) throw failure;
    return rest;
  })();
})();
