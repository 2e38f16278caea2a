// The sheet of a workshop at the door: a tap marks somebody, with or without a network; what waits leaves later, once.
(() => {
  "use strict";
  const list = document.querySelector("[data-attendance]");
  if (!list) return;
  const { persist, ask } = window.kept;
  const one = (selector, root = document) => root.querySelector(selector);
  const home = list.dataset.attendance;
  const KEPT = "attendance:"; // + home: marks that wait; "attendance-seen:" + home: when this sheet was last open here
  const SEEN = "attendance-seen:";
  const OLD = 3 * 86400000;
  const random = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const read = () => JSON.parse(localStorage.getItem(KEPT + home) || "[]");
  const write = (marks) => (marks.length ? localStorage.setItem(KEPT + home, JSON.stringify(marks)) : localStorage.removeItem(KEPT + home));

  // --- what one sees: the state of a row, the tally, what waits -----------------------------------------------------
  const rows = () => [...list.querySelectorAll("[data-row]")];
  const rowOf = (name) => rows().find(({ dataset }) => dataset.row === name);
  const figure = (name, number) => { one(`[data-attendance-${name}]`).textContent = number; };
  const tally = () => {
    figure("present", rows().filter(({ dataset }) => dataset.state === "present").length);
    figure("unmarked", rows().filter(({ dataset }) => !dataset.state).length);
  };
  const added = ({ row, name }) => {
    const made = one("[data-attendance-row]").content.cloneNode(true).querySelector("[data-row]");
    made.id = made.dataset.row = row;
    one("strong", made).id = `n-${row}`;
    one("bdi", made).textContent = name;
    one("[role=group]", made).setAttribute("aria-labelledby", `n-${row}`);
    made.querySelectorAll("[name=mark]").forEach((button) => { button.value = `${row} ${button.value.trim().split(" ").pop()}`; });
    one(".sheet", list).append(made);
    return made;
  };
  const paint = (mark) => {
    const row = rowOf(mark.row) || (mark.name && added(mark));
    if (!row) return;
    row.dataset.state = mark.state;
    row.querySelectorAll("[name=mark]").forEach((button) => button.setAttribute("aria-pressed", button.value === `${mark.row} ${mark.state}`));
  };
  const note = one("[data-attendance-note]");
  const say = (word, more = "") => {
    note.hidden = !word;
    one("span", note).textContent = `${note.dataset[word] || word} ${more}`;
  };

  // --- what waits leaves, and each mark counts once however often it is sent ----------------------------------------
  const alone = (act) => (navigator.locks ? navigator.locks.request(KEPT + home, { ifAvailable: true }, (lock) => (lock ? act() : null)) : act());
  const post = (marks) => {
    const told = marks.map(({ at, ...mark }) => ({ ...mark, ago: Math.max(0, Date.now() - at) }));
    const [, token] = document.cookie.match(/csrftoken=([^;]+)/) || ["", ""];
    return ask(`${home}marks/`, { method: "POST", body: new URLSearchParams({ marks: JSON.stringify(told) }), headers: { "X-CSRFToken": token } });
  };
  const leave = () => alone(async () => {
    const marks = read();
    if (!marks.length) return;
    let answer = await post(marks);
    if (answer.status === 403) { // the token of the form is too old: take a fresh one
      await ask(`${home}offline/`, { cache: "no-store" });
      answer = await post(marks);
    }
    if (answer.redirected) return say("signedOut", read().length);
    if (!answer.ok) throw new Error(answer.status);
    const { done, refused } = await answer.json();
    write(read().filter(({ key }) => !done.includes(key)));
    const [sentence = ""] = Object.values(refused);
    say(sentence);
  });
  const send = persist(async () => {
    try {
      await leave();
    } catch (failure) {
      say("waiting", read().length);
      throw failure;
    }
  });
  const mark = (told) => {
    const made = { key: random(), at: Date.now(), ...told };
    write([...read(), made]);
    paint(made);
    tally();
    send();
  };
  list.addEventListener("submit", (event) => {
    event.preventDefault();
    const [row, state] = event.submitter.value.split(" ");
    const { name } = read().find((kept) => kept.row === row && kept.name) || {};
    mark({ row, state, name });
  });
  const walkIn = one("[data-attendance-walk-in]");
  walkIn.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = walkIn.elements.name;
    if (field.value.trim()) mark({ row: `w${random()}`, state: "present", name: field.value.trim() });
    field.value = "";
    field.focus();
  });

  // --- found by name, or by the card that a participant shows -------------------------------------------------------
  const finder = one("[data-attendance-find]");
  const search = one("input[type=search]", finder);
  const same = { "ة": "ه", "ى": "ي", "ٱ": "ا", "’": "'", "ʼ": "'", "‘": "'" };
  const bare = (text) => text.normalize("NFKD").replace(/[\p{M}\p{Cf}\u0640]/gu, "").replace(/[ةىٱ’ʼ‘]/g, (sign) => same[sign]).toLowerCase();
  finder.hidden = false;
  const scanned = async (text) => {
    const hashes = await Promise.all(text.split("/").filter((part) => part.length > 15).map(async (part) => {
      const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(part));
      return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 20);
    }));
    return rows().find(({ dataset }) => dataset.qr && hashes.includes(dataset.qr));
  };
  const look = async () => {
    const row = search.value.includes("/") && await scanned(search.value);
    if (row) {
      mark({ row: row.dataset.row, state: "present" });
      search.value = "";
      row.scrollIntoView({ block: "center" });
    }
    const words = bare(search.value).split(/\s+/);
    rows().forEach((each) => { each.hidden = !words.every((word) => bare(each.textContent).includes(word)); });
  };
  search.addEventListener("input", look);
  finder.addEventListener("submit", (event) => event.preventDefault());
  if ("BarcodeDetector" in window) {
    const camera = one("[data-attendance-camera]");
    camera.hidden = false;
    one("input", camera).addEventListener("change", async ({ target }) => {
      const [found] = await new BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(target.files[0]));
      target.value = "";
      if (found) search.value = found.rawValue;
      look();
    });
  }

  // --- this sheet without a network; names of workshops that are over leave the phone -------------------------------
  const prepare = async () => {
    const pages = await caches.open("attendance");
    Object.keys(localStorage).filter((key) => key.startsWith(SEEN) && Date.now() - localStorage.getItem(key) > OLD).forEach((key) => {
      const old = key.slice(SEEN.length);
      if (localStorage.getItem(KEPT + old)) return;
      localStorage.removeItem(key);
      pages.delete(`${old}offline/`);
      navigator.serviceWorker.getRegistration(old).then((worker) => worker && worker.unregister());
    });
    localStorage.setItem(SEEN + home, Date.now());
    await navigator.serviceWorker.register("/sw.js", { scope: home });
    const files = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((element) => element.href || element.src);
    await pages.addAll([`${home}offline/`, ...files]);
    await navigator.serviceWorker.ready;
    if (!read().length && note.hidden) say("ready");
  };
  read().forEach(paint);
  tally();
  if (read().length) send();
  if (navigator.serviceWorker) prepare().catch(() => {});
})();
