// Courtesies of the candidacy: questions that depend on others, answers kept on this phone, sending once there is a network.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const { look, keep, forget, leave, persist, ask: request } = window.kept;

  // only the page of what this phone keeps may empty it: several people use one phone
  all("[data-candidacy-sent]").forEach(({ dataset: { candidacySent, key } }) => {
    const own = look(`my:${key}`);
    if (look(candidacySent).key === key) forget(candidacySent);
    if (!own.seen || !(own.waiting || own.errors)) forget(`my:${key}`); // a change of what was sent may still wait
  });
  all("[data-candidacy-clears]").forEach((form) => form.addEventListener("submit", () => {
    const { candidacyClears, key } = form.dataset;
    const held = look(candidacyClears);
    if (key ? held.key === key : !held.waiting) forget(candidacyClears);
    if (key) forget(`my:${key}`);
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
  const { candidacy: drawer, page: code, home, seen } = form.dataset; // seen: it was sent already, and is changed page by page
  const unplugged = "unplugged" in form.dataset;
  const own = drawer.startsWith("my:"); // a private link, perhaps on a friend's phone: only what is typed here stays, a day

  // --- what this phone keeps: the key of the form, the pages that were seen, what was typed -------------------------
  const read = () => look(drawer);
  let kept = read();
  const key = one('input[name="key"]', form);
  const random = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const begun = "begun" in form.dataset;
  const anothers = Boolean(begun && kept.key && kept.key !== key.value && kept.waiting); // it leaves first, untouched
  if (begun && kept.key && kept.key !== key.value && !kept.waiting) kept = { answers: {}, pages: [] };
  if (!anothers) kept.key = (begun && key.value) || kept.key || key?.value || random();
  if (key && !anothers) key.value = kept.key;
  if (!kept.waiting) Object.assign(kept, { home, seen });
  const write = () => keep(drawer, kept);

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
  const put = (field, values) => { // a picker of days or hours drops what it cannot spell: text keeps it
    if (/radio|checkbox/.test(field.type)) return void (field.checked = (values || []).includes(field.value));
    const value = values?.[0] ?? field.value;
    field.value = value;
    if (value && !field.value && field.matches("input")) Object.assign(field, { type: "text", value });
  };
  const restore = (root) => {
    const answered = new Set(fields(root).filter((field) => /radio|checkbox/.test(field.type) ? field.checked : field.value).map((field) => field.name));
    const empty = fields(root).filter((field) => !answered.has(field.name) && kept.answers[field.name]?.join(""));
    all("[data-candidacy-another]").forEach((way) => { way.hidden = !empty.length; });
    empty.forEach((field) => put(field, kept.answers[field.name]));
    ask();
  };

  // --- a visible state ----------------------------------------------------------------------------------------------
  const note = one("[data-candidacy-state]");
  const calm = one("span", note).textContent;
  const say = (word, sentence) => {
    note.hidden = !word && !calm;
    note.dataset.candidacyState = word;
    note.dataset.tone = word === "late" ? "bad" : word ? "warn" : "";
    one("span", note).textContent = sentence || (word ? note.dataset[word] : calm);
  };

  // --- the page for later: kept once somebody begins to fill in ------------------------------------------------------
  const prepare = async () => {
    const files = all("link[rel=stylesheet], script[src]").map((element) => element.href || element.src);
    const ready = `${document.documentElement.lang} ${files} ${new Date().toDateString()}`; // its texts are at most a day old
    if (!navigator.serviceWorker || seen || kept.ready === ready) return;
    await navigator.serviceWorker.register("/sw.js", { scope: home });
    await (await caches.open("candidacy")).addAll([`${home}offline/`, ...files]);
    kept.ready = ready;
    write();
  };

  // --- sending everything at once -----------------------------------------------------------------------------------
  let cut = unplugged; // whether there was no network when it was last needed; the word of the browser is only a hint
  const reach = () => request("/sw.js", { method: "HEAD", cache: "no-store" }, 5000);
  const send = persist(async () => {
    if (!read().waiting) {
      if (!cut) return undefined;
      await reach();
      cut = false;
      if (note.dataset.candidacyState === "offline") say("");
      return undefined;
    }
    kept = read();
    if (note.dataset.candidacyState !== "waiting") say("sending"); // a screen reader hears of one wait once
    try {
      const told = await leave(drawer, !anothers);
      kept = read();
      if (!told && kept.waiting) throw new Error("another page of ours is sending it");
      if (told?.rest) say("late", told.message);
      else if (anothers) say("");
      else if (!told) location.assign(home); // another page of ours has sent it
      else if (seen && told.errors) wrong();
      else if (told.next) location.replace(told.next);
      else say("late", told.message);
      return told?.rest;
    } catch (failure) {
      say("waiting");
      throw failure;
    }
  });

  // --- the page that holds all pages ----------------------------------------------------------------------------------
  const sections = unplugged ? all("section[data-page]", form) : [];
  const order = sections.map((section) => section.dataset.page);
  const complain = (question, sentence, tone = "bad") => {
    const words = document.createElement("p");
    words.className = "note";
    words.dataset.tone = tone;
    if (tone === "bad") words.dataset.told = "";
    words.textContent = sentence;
    question.prepend(words);
  };
  const wrong = () => { // what was refused of a change, with what was typed
    say("");
    all("[data-told]", form).forEach((words) => words.remove());
    fields(form).forEach((field) => put(field, kept.answers[field.name]));
    Object.entries(kept.errors[code] || {}).forEach(([name, sentences]) =>
      complain((name && one(`[name="${name}"]`, form)?.closest(".question")) || form, sentences.join(" ")));
    one("[data-told]", form)?.parentElement.querySelector("input, select, textarea")?.focus();
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
    say(Object.keys(told).length || kept.waiting || !cut ? "" : "offline");
    one("h1", section).focus();
  };
  const holds = (section) => {
    all("[data-told]", section).forEach((words) => words.remove());
    const half = fields(section).find((field) => field.validity.badInput); // a day or an hour written by half
    if (half) return half.reportValidity();
    const open = all("[data-required]", section).filter((question) => !question.hidden && !one("[type=file]", question));
    const lacking = open.filter((question) => {
      const values = fields(question).filter((field) => !/radio|checkbox/.test(field.type) || field.checked).map((field) => field.value.trim());
      return !values.join("") || (one("[type=tel]", question) && values[0].replace(/\P{Nd}/gu, "").length < 9);
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

  const gone = () => {
    cut = true;
    say(kept.waiting ? "waiting" : "offline");
    send();
  };

  // --- begin ----------------------------------------------------------------------------------------------------------
  if (anothers) return void send();
  restore(form);
  if (seen && kept.errors) wrong();
  if (unplugged) {
    all("input[type=file]", form).forEach((field) => { // a file is asked for when there is a network again
      field.disabled = true;
      complain(field.closest(".question"), form.dataset.file, "warn");
    });
    const asked = leaf();
    show(Object.keys(kept.errors || {})[0] || (order.includes(asked) ? asked : kept.page));
  } else if (code && begun && !own) save(form, code);
  const typed = (event) => {
    if (!event.isTrusted && !unplugged) return;
    const section = event.target.closest("section[data-page]") || form;
    save(section, section.dataset.page);
    prepare().catch(() => {});
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  let asking; // one answer for a double tap
  form.addEventListener("submit", (event) => {
    if (unplugged) {
      event.preventDefault();
      return one("section:not([hidden]) [data-go]", form).click();
    }
    save(form, code);
    if (seen && !all("input[type=file]", form).some((field) => field.files.length)) {
      event.preventDefault();
      Object.assign(kept, { waiting: true, errors: undefined, pages: kept.waiting ? kept.pages : [code] });
      write();
      return void send();
    }
    if (navigator.onLine) return;
    event.preventDefault();
    asking ??= reach().then(() => form.submit(), () => {
      if (kept.ready) location.href = `${home}offline/#${code === "send" ? "" : "after-"}${code}`;
      else gone();
    }).finally(() => { asking = null; });
  }, true);
  if (begun && !own) prepare().catch(() => {});
  addEventListener("online", () => { cut = false; say(""); });
  addEventListener("offline", gone);
  send();
})();
