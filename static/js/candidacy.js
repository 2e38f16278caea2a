// Courtesies of the candidacy: questions that depend on others, answers kept on this phone, sending once there is a network.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const WEEK = 7 * 86400000;
  const look = (stop) => {
    const found = JSON.parse(localStorage.getItem(`candidacy:${stop}`) || "null");
    return found && (found.waiting || Date.now() - (found.at || 0) < WEEK) ? found : { answers: {}, pages: [] };
  };
  const forget = (stop) => localStorage.removeItem(`candidacy:${stop}`);

  // only the page of what this phone keeps may empty it: several people use one phone
  all("[data-candidacy-sent]").forEach(({ dataset }) => { if (look(dataset.candidacySent).key === dataset.key) forget(dataset.candidacySent); });
  all("[data-candidacy-clears]").forEach((form) => form.addEventListener("submit", () => {
    const { candidacyClears, key } = form.dataset;
    const held = look(candidacyClears);
    if (key ? held.key === key : !held.waiting) forget(candidacyClears);
  }));

  // --- questions that are asked only after another answer ----------------------------------------------------------
  const chosen = (name) => all(`[name="${name}"]`).filter((field) => !/radio|checkbox/.test(field.type) || field.checked);
  const ask = () => all("[data-shown-if]").forEach((question) => {
    const { shownIf, shownIfValues } = question.dataset;
    const known = one(`[name="${shownIf}"]`);
    if (known) question.hidden = !chosen(shownIf).some((field) => shownIfValues.split(" ").includes(field.value));
  });
  ask();
  document.addEventListener("change", ask);

  const form = one("[data-candidacy]");
  if (!form) return;
  const { candidacy: stop, page: code } = form.dataset;
  const home = `/${stop}/apply/`;
  if (!location.pathname.startsWith(home)) return; // a private link, perhaps on a friend's phone: nothing stays here
  const unplugged = "unplugged" in form.dataset;

  // --- what this phone keeps: the key of the form, the pages that were seen, what was typed -------------------------
  const read = () => look(stop);
  let kept = read();
  const key = one('input[name="key"]', form);
  const random = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const begun = "begun" in form.dataset;
  const anothers = Boolean(begun && kept.key && kept.key !== key.value && kept.waiting); // it leaves first, untouched
  if (begun && kept.key && kept.key !== key.value && !kept.waiting) kept = { answers: {}, pages: [] };
  if (!anothers) kept.key = (begun && key.value) || kept.key || key?.value || random();
  if (key && !anothers) key.value = kept.key;
  const write = () => localStorage.setItem(`candidacy:${stop}`, JSON.stringify({ ...kept, at: Date.now() }));

  const fields = (root) => all("input, select, textarea", root).filter(
    (field) => field.name && field.type !== "file" && !["key", "csrfmiddlewaretoken"].includes(field.name));
  const save = (root, page) => {
    const typed = {};
    fields(root).forEach((field) => {
      typed[field.name] ??= [];
      if (!/radio|checkbox/.test(field.type) || field.checked) typed[field.name].push(field.value);
    });
    kept.answers = { ...kept.answers, ...typed };
    if (page) kept.page = page;
    if (page && page !== "send" && !kept.pages.includes(page)) kept.pages.push(page);
    write();
  };
  const restore = (root) => {
    const answered = new Set(fields(root).filter((field) => /radio|checkbox/.test(field.type) ? field.checked : field.value).map((field) => field.name));
    const empty = fields(root).filter((field) => !answered.has(field.name) && kept.answers[field.name]?.join(""));
    all("[data-candidacy-another]").forEach((way) => { way.hidden = !empty.length; });
    empty.forEach((field) => {
      const [...values] = kept.answers[field.name];
      if (/radio|checkbox/.test(field.type)) field.checked = values.includes(field.value);
      else field.value = values[0] ?? "";
    });
    ask();
  };

  // --- a visible state ----------------------------------------------------------------------------------------------
  const note = one("[data-candidacy-state]");
  const calm = one("span", note).textContent;
  const say = (word, sentence) => {
    note.dataset.candidacyState = word;
    note.dataset.tone = word === "late" ? "bad" : word ? "warn" : "";
    one("span", note).textContent = sentence || (word ? note.dataset[word] : calm);
  };

  // --- the page for later: kept once somebody begins to fill in ------------------------------------------------------
  const prepare = async () => {
    const files = all("link[rel=stylesheet], script[src]").map((element) => element.href || element.src);
    const ready = `${document.documentElement.lang} ${files} ${new Date().toDateString()}`; // its texts are at most a day old
    if (!navigator.serviceWorker || !location.pathname.startsWith(home) || kept.ready === ready) return;
    await navigator.serviceWorker.register("/sw.js", { scope: home });
    await (await caches.open("candidacy")).addAll([`${home}offline/`, ...files]);
    kept.ready = ready;
    write();
  };

  // --- sending everything at once -----------------------------------------------------------------------------------
  let sending = false;
  const post = () => {
    const body = new URLSearchParams(Object.entries(kept.answers).flatMap(([name, values]) => values.map((value) => [name, value])));
    body.set("key", kept.key);
    kept.pages.forEach((page) => body.append("page", page));
    const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] || "";
    return fetch(`${home}whole/`, { method: "POST", body, headers: { "X-CSRFToken": token } });
  };
  const send = async () => {
    if (sending || !(kept = read()).waiting) return;
    if (!navigator.onLine) return say("waiting");
    sending = true;
    say("sending");
    try {
      let answer = await post();
      if (answer.status === 403) { // the token of the form is too old: take a fresh one
        await fetch(`${home}offline/`, { cache: "no-store" });
        answer = await post();
      }
      const told = await answer.json();
      if (answer.status === 429) { // too many on this network: it goes on waiting
        setTimeout(send, 600000);
        return say("late", told.message);
      }
      if (answer.ok) forget(stop);
      if (anothers) return say("");
      if (answer.ok) return location.replace(told.receipt);
      kept.waiting = false;
      kept.errors = told.errors;
      write();
      if (told.errors) location.href = `${home}offline/`; // afresh: the texts to agree to may have changed
      else say("late", told.message);
    } catch {
      say("waiting");
      setTimeout(send, 20000);
    } finally {
      sending = false;
    }
  };

  // --- the page that holds all pages ----------------------------------------------------------------------------------
  const sections = unplugged ? all("section[data-page]", form) : [];
  const order = sections.map((section) => section.dataset.page);
  const complain = (question, sentence) => {
    const words = document.createElement("p");
    words.className = "note";
    words.dataset.tone = "bad";
    words.dataset.told = "";
    words.textContent = sentence;
    question.prepend(words);
  };
  const show = (page) => {
    const section = sections[Math.max(0, order.indexOf(page))];
    sections.forEach((other) => { other.hidden = other !== section; });
    all("[data-told]", form).forEach((words) => words.remove());
    kept.page = section.dataset.page;
    write();
    const told = kept.errors?.[kept.page] || {};
    Object.entries(told).forEach(([name, sentences]) =>
      complain((name && one(`[name="${name}"]`, section)?.closest(".question")) || section, sentences.join(" ")));
    say(Object.keys(told).length || kept.waiting || navigator.onLine ? "" : "offline");
    one("h1", section).focus();
  };
  const holds = (section) => {
    all("[data-told]", section).forEach((words) => words.remove());
    const open = all("[data-required]", section).filter((question) => !question.hidden);
    const lacking = open.filter((question) => {
      const values = fields(question).filter((field) => !/radio|checkbox/.test(field.type) || field.checked).map((field) => field.value.trim());
      return !values.join("") || (one("[type=tel]", question) && values[0].replace(/\D/g, "").length < 9);
    });
    lacking.forEach((question) => complain(question, form.dataset.missing));
    if (lacking.length) one("input, select, textarea", lacking[0]).focus();
    return !lacking.length;
  };
  const leaf = () => {
    const after = location.hash.match(/^#after-(.+)/)?.[1];
    return after ? order[order.indexOf(after) + 1] : location.pathname.slice(home.length, -1);
  };

  all("[data-go]", form).forEach((button) => button.addEventListener("click", () => {
    const section = button.closest("section");
    const place = order.indexOf(section.dataset.page);
    save(section, section.dataset.page);
    if (button.dataset.go === "-1") return show(order[place - 1]);
    if (!holds(section)) return;
    const following = kept.errors ? "send" : order[place + 1]; // what was put right leads back to the sending
    if (kept.errors) delete kept.errors[section.dataset.page];
    const wrong = Object.keys(kept.errors || {});
    if (!wrong.length) delete kept.errors;
    if (button.dataset.go === "1") return show(wrong[0] || following);
    kept.waiting = true;
    write();
    send();
  }));

  // --- begin ----------------------------------------------------------------------------------------------------------
  if (anothers) {
    addEventListener("online", send);
    return void send();
  }
  restore(form);
  if (unplugged) {
    const asked = leaf();
    show(Object.keys(kept.errors || {})[0] || (order.includes(asked) ? asked : kept.page));
  } else if (code && begun) save(form, code);
  const typed = (event) => {
    if (!event.isTrusted && !unplugged) return;
    const section = event.target.closest("section[data-page]") || form;
    save(section, section.dataset.page);
    prepare().catch(() => {});
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", (event) => {
    if (unplugged) {
      event.preventDefault();
      return one("section:not([hidden]) [data-go]", form).click();
    }
    save(form, code);
    if (navigator.onLine || !kept.ready) return;
    event.preventDefault();
    location.href = `${home}offline/#${code === "send" ? "" : "after-"}${code}`;
  });
  if (begun) prepare().catch(() => {});
  addEventListener("online", () => { say(""); send(); });
  addEventListener("offline", () => say(kept.waiting ? "waiting" : "offline"));
  send();
})();
