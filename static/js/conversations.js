// Courtesies of the conversations: what is typed outlives the page; a page that nobody looks at asks for no news.
(() => {
  "use strict";

  // Kept for this tab until an entry stands there that was typed in the same form.
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const { text, key } = form.elements;
    const place = `draft:${form.dataset.draft}`;
    const kept = JSON.parse(sessionStorage.getItem(place) || "null");
    if (kept && document.querySelector(`[data-form="${CSS.escape(kept.key)}"]`)) sessionStorage.removeItem(place);
    else if (kept && !text.value) [text.value, key.value] = [kept.text, kept.key];
    text.addEventListener("input", () => {
      if (text.value) sessionStorage.setItem(place, JSON.stringify({ text: text.value, key: key.value }));
      else sessionStorage.removeItem(place);
    });
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const typing = document.activeElement.matches("#news textarea, #news select, #news input"); // what is typed there would be swapped away
    if ((document.hidden || typing) && event.target.id === "news") event.preventDefault();
  });
})();
