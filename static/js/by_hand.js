// One tap instead of two: what is noted on the server opens in WhatsApp at once, and its card says what is left to do.
(() => {
  "use strict";
  const replace = (card, page) => {
    const fresh = page.getElementById(card.id) || page.querySelector("[role=status]");
    if (fresh) card.replaceWith(fresh);
    const way = fresh && fresh.querySelector("a[data-opens]");
    return way && way.href;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-opens]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    const card = document.getElementById(form.dataset.opens);
    const chat = window.open("", "_blank"); // now, while the tap counts; afterwards browsers refuse it
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      const address = replace(card, new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (address && chat) {
        chat.opener = null;
        chat.location = address;
      } else if (chat) chat.close();
    } catch (failure) {
      if (chat) chat.close();
      form.submit(); // without a network the browser says so itself
    }
  });
})();
