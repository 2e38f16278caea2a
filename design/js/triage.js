// Courtesies of the triage: keys 0 to 4, swipes, the heading of the next card. Every verdict is a button that works without them.
(() => {
  "use strict";
  const FAR = 96; // pixels after which a swipe counts
  const EDGE = 24; // from here the telephone itself goes back
  const PAUSE = 300; // milliseconds in which nothing is judged: the card was just drawn
  const SWITCH = "triage-keys";
  let drawn = performance.now();
  const isOff = () => localStorage.getItem(SWITCH) === "off";
  const press = (button) => {
    if (button && !button.disabled && performance.now() - drawn > PAUSE) button.click();
  };

  document.addEventListener("keydown", (event) => {
    const [, number] = event.code.match(/^(?:Digit|Numpad)([0-4])$/) || [];
    if (!number || isOff() || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
    press(document.querySelector(`[data-key="${number}"]`));
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-keys]")) localStorage.setItem(SWITCH, event.target.checked ? "on" : "off");
  });

  let swipe = null;
  const settle = () => {
    if (!swipe) return;
    swipe.card.style.transform = "";
    delete swipe.card.dataset.toward;
    swipe = null;
  };
  const toward = (way) => (Math.abs(way) < FAR ? "" : way > 0 ? "yes" : "no");
  document.addEventListener("pointerdown", (event) => {
    const card = event.target.closest("[data-swipes]");
    const atTheEdge = event.clientX < EDGE || event.clientX > innerWidth - EDGE;
    if (event.pointerType === "mouse" || !card || atTheEdge || event.target.closest("a, button, input, summary")) return;
    swipe = { card, x: event.clientX, y: event.clientY, id: event.pointerId };
  });
  document.addEventListener("pointermove", (event) => {
    if (!swipe || event.pointerId !== swipe.id) return;
    const way = event.clientX - swipe.x;
    if (Math.abs(event.clientY - swipe.y) > Math.abs(way)) return;
    swipe.card.style.transform = `translateX(${way}px)`;
    swipe.card.dataset.toward = toward(way);
  });
  document.addEventListener("pointerup", (event) => {
    if (!swipe || event.pointerId !== swipe.id) return;
    const said = swipe.card.dataset.toward;
    settle();
    if (said) press(document.querySelector(`[data-verdict="${said}"]`));
  });
  document.addEventListener("pointercancel", settle);

  const show = () => {
    drawn = performance.now();
    document.querySelectorAll("[data-swipe-hint]").forEach((hint) => { hint.hidden = !matchMedia("(pointer: coarse)").matches; });
    document.querySelectorAll("[data-key-hint]").forEach((hint) => { hint.hidden = !matchMedia("(pointer: fine)").matches; });
    document.querySelectorAll("[data-keys]").forEach((box) => { box.checked = !isOff(); });
  };
  // What is pressed is sent and the next screen drawn in its place, asked for in htmx's words, which the server knows.
  const home = document.getElementById("triage");
  let sending = false;
  const draw = (screen, address) => {
    home.innerHTML = screen;
    if (address) history.replaceState(null, "", address);
    scrollTo({ top: 0, behavior: "instant" });
    show();
    home.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
    const heading = home.querySelector("h1");
    if (heading) heading.focus({ preventScroll: true });
  };
  const send = async (form, pressed) => {
    const body = new URLSearchParams(new FormData(form));
    if (pressed.name) body.append(pressed.name, pressed.value);
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    const elsewhere = answer.headers.get("HX-Redirect");
    if (elsewhere) return location.assign(elsewhere);
    if (answer.status >= 500) return undefined; // as without a network: what was typed stays
    const screen = await answer.text();
    if (screen.includes("<html")) return location.reload(); // the session is over: the page of the sign-in is no card
    if (answer.ok || answer.status === 422) draw(screen, answer.headers.get("HX-Replace-Url"));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const pressed = event.submitter; // a browser that does not say which button it was sends the form as without a script
    if (!form.matches("[data-swaps]") || !pressed) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    const buttons = [...home.querySelectorAll(".verdicts button")];
    const free = () => {
      sending = false;
      buttons.forEach((button) => { button.disabled = false; });
    };
    const sent = send(form, pressed);
    buttons.forEach((button) => { button.disabled = true; });
    sent.then(free, free); // without a network the card stays
  });
  show();
})();
