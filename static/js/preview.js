// What is being written, shown as its reader will see it: a form with data-preview="address" asks for its cards anew while
// one types; each [data-preview-of] takes the answer's element of the same name. Without it a button does the same.
(() => {
  "use strict";
  document.querySelectorAll("form[data-preview]").forEach((form) => {
    let waiting, asked = 0;
    const show = async () => {
      const mine = ++asked;
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) }).catch(() => null);
      if (!answer || !answer.ok || mine !== asked) return; // the next key asks again
      const cards = new DOMParser().parseFromString(await answer.text(), "text/html");
      cards.querySelectorAll("[data-preview-of]").forEach((card) => {
        const shown = form.querySelector(`[data-preview-of="${card.dataset.previewOf}"]`);
        if (!shown) return;
        shown.textContent = "";
        shown.append(...card.childNodes);
      });
    };
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 400);
    });
  });
})();
