// Shared courtesies, asked for by name: data-behaviour="ask-first once say copy print focus". Every page works without them.
(() => {
  "use strict";
  const behaviours = {
    // A sentence to confirm before a form is sent: data-question.
    "ask-first": (form) => form.addEventListener("submit", (event) => {
      if (!confirm(form.dataset.question)) event.preventDefault();
    }),

    // A double tap sends once; coming back to the page, or a send that leads nowhere for 15 s, frees the buttons again.
    once: (form) => {
      const buttons = () => [...form.elements].filter((element) => element.type === "submit");
      let sent = false;
      const free = () => {
        sent = false;
        buttons().forEach((button) => button.removeAttribute("aria-disabled"));
      };
      form.addEventListener("submit", (event) => {
        if (event.defaultPrevented) return;
        if (sent) return event.preventDefault();
        sent = true;
        buttons().forEach((button) => button.setAttribute("aria-disabled", "true"));
        setTimeout(free, 15000);
      });
      addEventListener("pageshow", free);
    },

    // Reads data-text aloud: the recording at data-clip, else the phone's own voice; hidden where there is neither.
    say: (button) => {
      const language = document.documentElement.lang;
      const voice = () => speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
      const show = () => { button.hidden = !(button.dataset.clip || ("speechSynthesis" in window && voice())); };
      show();
      if ("speechSynthesis" in window) speechSynthesis.addEventListener?.("voiceschanged", show);
      let recording;
      const speak = () => {
        if (!("speechSynthesis" in window && voice())) return;
        const speech = new SpeechSynthesisUtterance(button.dataset.text);
        speech.voice = voice();
        speech.lang = speech.voice.lang;
        speechSynthesis.cancel();
        speechSynthesis.speak(speech);
      };
      button.addEventListener("click", () => {
        if (!button.dataset.clip) return speak();
        recording ??= new Audio(button.dataset.clip);
        recording.currentTime = 0;
        recording.play().catch(speak);
      });
    },

    // Copies data-text, then says so with data-done for a moment.
    copy: (button) => {
      button.hidden = !navigator.clipboard;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.text);
        const before = button.textContent;
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = before; }, 2000);
      });
    },

    print: (button) => {
      button.hidden = false;
      button.addEventListener("click", () => print());
    },

    focus: (element) => element.focus(),
  };

  const start = (root) => root.querySelectorAll("[data-behaviour]").forEach((element) => {
    element.dataset.behaviour.split(" ").forEach((name) => behaviours[name]?.(element));
  });
  start(document);
  document.addEventListener("htmx:afterSwap", (event) => start(event.target));
})();
