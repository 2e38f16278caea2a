// Courtesies of the candidacy: questions that depend on others, answers kept on this phone, sending once there is a network.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const { fields, answered, put, complain, questionOf, lacks, holds, read: lay } = window.answers;
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
  if (!anothers) kept.key = (begun && key.value) || kept.key || (key && key.value) || random();
  if (key && !anothers) key.value = kept.key;
  if (!kept.waiting) Object.assign(kept, { home, seen });
  const write = () => keep(drawer, kept);

  const save = (root, page) => {
    const typed = {};
    fields(root).forEach(({ name }) => { typed[name] = []; });
    answered(root).forEach(({ name, value }) => typed[name].push(value));
    kept.answers = { ...kept.answers, ...typed };
    if (page) kept.page = page;
    if (page && page !== "send" && !kept.pages.includes(page)) kept.pages.push(page);
    write();
  };
  const restore = (root) => {
    const full = new Set(answered(root).filter((field) => field.value).map((field) => field.name));
    const empty = fields(root).filter((field) => !full.has(field.name) && (kept.answers[field.name] || []).join(""));
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
  const LATER = `${home}offline/`;
  const files = () => all("link[rel=stylesheet], script[src]").map((element) => element.href || element.src);
  let later = false; // whether it is really there: a browser may have thrown away what we noted
  const findLater = async () => {
    const worker = await navigator.serviceWorker.getRegistration(home);
    const pages = await caches.open("candidacy");
    const held = await Promise.all([LATER, ...files()].map((address) => pages.match(address, { ignoreVary: true })));
    later = Boolean(worker && worker.active) && held.every(Boolean);
    return pages;
  };
  const prepare = async () => {
    const ready = `${document.documentElement.lang} ${files()} ${new Date().toDateString()}`; // its texts are at most a day old
    if (!navigator.serviceWorker || seen) return;
    const pages = await findLater();
    if (later && kept.ready === ready) return;
    await navigator.serviceWorker.register("/sw.js", { scope: home });
    await pages.addAll([LATER, ...files()]);
    await navigator.serviceWorker.ready;
    later = true;
    kept.ready = ready;
    write();
  };
  let preparing; // once, however many letters are typed meanwhile; a line that is down is not asked at each of them
  const prepareOnce = () => {
    preparing = preparing || prepare().catch(() => setTimeout(() => { preparing = null; }, 20000));
  };

  // --- sending everything at once -----------------------------------------------------------------------------------
  let cut = unplugged; // whether there was no network when it was last needed; the word of the browser is only a hint
  let unsent = []; // what is said of files, which are asked for once there is a network
  const line = (broken) => {
    cut = broken;
    unsent.forEach((words) => { words.textContent = broken ? form.dataset.file : form.dataset.fileLater; });
  };
  const reach = (patience = 5000) => request("/sw.js", { method: "HEAD", cache: "no-store" }, patience);
  const send = persist(async () => {
    if (!read().waiting) {
      if (!cut) return undefined;
      await reach();
      line(false);
      if (note.dataset.candidacyState === "offline") say("");
      return undefined;
    }
    kept = read();
    const waiting = note.dataset.candidacyState === "waiting"; // a screen reader hears of one wait once
    if (!waiting) say("sending");
    const silence = waiting ? 0 : setTimeout(() => say("waiting"), 10000); // the answer may still come
    try {
      const told = await leave(drawer, !anothers);
      kept = read();
      if (!told && kept.waiting) throw new Error("another page of ours is sending it");
      if (told && told.rest) say("late", told.message);
      else if (anothers) say("");
      else if (!told) location.assign(home); // another page of ours has sent it
      else if (seen && told.errors) wrong();
      else if (told.next) location.replace(told.next);
      else say("late", told.message);
      return told ? told.rest : undefined;
    } catch (failure) {
      say("waiting");
      throw failure;
    } finally {
      clearTimeout(silence);
    }
  });

  // --- the page that holds all pages ----------------------------------------------------------------------------------
  const sections = unplugged ? all("section[data-page]", form) : [];
  const order = sections.map((section) => section.dataset.page);
  const wrong = () => { // what was refused of a change, with what was typed
    say("");
    all("[data-told]", form).forEach((words) => words.remove());
    fields(form).forEach((field) => put(field, kept.answers[field.name]));
    Object.entries(kept.errors[code] || {}).forEach(([name, sentences]) =>
      complain(questionOf(name, form), sentences.join(" ")));
    const first = one("[data-told]", form);
    const field = first && one("input, select, textarea", first.parentElement);
    if (field) field.focus();
  };
  const show = (page) => {
    const section = sections[Math.max(0, order.indexOf(page))];
    sections.forEach((other) => { other.hidden = other !== section; });
    all("[data-told]", form).forEach((words) => words.remove());
    kept.page = section.dataset.page;
    write();
    const told = (kept.errors || {})[kept.page] || {};
    Object.entries(told).forEach(([name, sentences]) => complain(questionOf(name, section), sentences.join(" ")));
    all("[data-review]", form).forEach((card) => lay(one("dl", card), sections[order.indexOf(card.dataset.review)]));
    say(Object.keys(told).length || kept.waiting || !cut ? "" : "offline");
    one("h1", section).focus();
  };
  // --- from page to page ----------------------------------------------------------------------------------------------
  let checking = false; // a page opened from the last one leads back to it
  // Where to go on when the line broke while a page was sent: after it, if it is whole.
  const leaf = () => {
    const { left } = kept;
    delete kept.left;
    if (!left || !order.includes(left.page)) return location.pathname.slice(home.length, -1);
    checking = left.back;
    if (lacks(sections[order.indexOf(left.page)]).length) return left.page;
    if (left.page === "send") kept.waiting = true; // it was sent: it leaves by itself
    return left.back ? "send" : order[order.indexOf(left.page) + 1] || "send";
  };
  const wait = () => {
    kept.waiting = true;
    write();
    send();
  };
  all("[data-go]", form).forEach((button) => button.addEventListener("click", () => {
    const section = button.closest("section");
    const { go } = button.dataset;
    const place = order.indexOf(section.dataset.page);
    save(section, section.dataset.page);
    if (go === "-1") return show(order[place - 1]);
    if (order.includes(go) && go !== "send") {
      checking = true;
      return show(go);
    }
    if (!holds(section)) return;
    const following = kept.errors || checking ? "send" : order[place + 1];
    if (kept.errors) delete kept.errors[section.dataset.page];
    const wrong = Object.keys(kept.errors || {});
    if (!wrong.length) delete kept.errors;
    if (go === "1") return show(wrong[0] || following);
    const open = sections.find((each) => kept.pages.includes(each.dataset.page) && lacks(each).length);
    if (!open) return wait();
    show(open.dataset.page);
    holds(open);
  }));

  const gone = () => {
    line(true);
    say(kept.waiting ? "waiting" : "offline");
    send();
  };

  // --- begin ----------------------------------------------------------------------------------------------------------
  if (anothers) return void send();
  restore(form);
  if (seen && kept.errors) wrong();
  if (unplugged) {
    unsent = all("input[type=file]", form).map((field) => {
      field.disabled = true;
      return complain(field.closest(".question"), form.dataset.file, "warn");
    });
    const { left } = kept;
    const asked = leaf();
    show(Object.keys(kept.errors || {})[0] || (order.includes(asked) ? asked : kept.page));
    if (left && left.page === kept.page && !kept.waiting && !kept.errors) holds(one(`[data-page="${kept.page}"]`, form)); // says why
  } else if (code && begun && !own) save(form, code);
  if (!unplugged && kept.left) { // the server has answered
    delete kept.left;
    write();
  }
  const typed = (event) => {
    if (!event.isTrusted && !unplugged) return;
    const section = event.target.closest("section[data-page]") || form;
    save(section, section.dataset.page);
    prepareOnce();
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  const leaving = () => { // where the page for later goes on
    const open = form.dataset.lacks; // pages without all their answers
    kept.left = { page: open ? open.split(" ")[0] : code, back: Boolean(open) || /then=send/.test(location.search) };
    write();
  };
  const apart = () => { // without a network: the page for later, or this one where everything is answered
    if (code === "send") {
      if (!holds(form)) return;
      if (!form.dataset.lacks) return wait();
    }
    if (!later) return gone();
    leaving();
    location.href = LATER;
  };
  let asking; // one answer for a double tap
  form.addEventListener("submit", (event) => {
    if (unplugged) {
      event.preventDefault();
      return one("section:not([hidden]) .actions [data-go]", form).click();
    }
    save(form, code);
    const hasFile = all("input[type=file]", form).some((field) => field.files.length);
    if (seen && !hasFile) {
      event.preventDefault();
      Object.assign(kept, { waiting: true, errors: undefined, pages: kept.waiting ? kept.pages : [code] });
      write();
      return void send();
    }
    leaving();
    if (navigator.onLine && (later || hasFile)) return; // on a dead line the worker shows the page for later
    event.preventDefault();
    asking = asking || reach(navigator.onLine ? 20000 : 5000).then(() => form.submit(), () => {
      asking = null;
      apart();
    });
  }, true);
  addEventListener("pageshow", () => { asking = null; });
  if (begun && !own) prepareOnce();
  else if (navigator.serviceWorker) findLater().catch(() => {});
  addEventListener("online", () => { line(false); say(""); });
  addEventListener("offline", gone);
  send();
})();
