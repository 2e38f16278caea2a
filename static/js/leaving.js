// Whoever signs out leaves no sheet of names on this phone; marks that were not sent yet wait for the next sign-in.
(() => {
  "use strict";
  document.addEventListener("submit", ({ target }) => {
    if (target.getAttribute("action") !== "/account/logout/") return;
    Object.keys(localStorage).filter((key) => key.startsWith("attendance-seen:")).forEach((key) => localStorage.removeItem(key));
    if (window.caches) caches.delete("attendance");
  });
})();
