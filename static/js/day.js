// An expert's day without a network: the page of today is kept on the phone, and leaves it when the day is over.
(() => {
  "use strict";
  const day = document.querySelector("[data-day]");
  if (!day || !navigator.serviceWorker) return;
  const home = day.dataset.day;
  const SEEN = "day-seen:"; // + home: which day was last kept here
  const drop = (old, pages) => {
    localStorage.removeItem(SEEN + old);
    pages.delete(`${old}offline/`);
    navigator.serviceWorker.getRegistration(old).then((worker) => worker && worker.unregister());
  };
  const prepare = async () => {
    const pages = await caches.open("day");
    const today = new Date().toLocaleDateString("sv"); // 2026-11-30
    Object.keys(localStorage).filter((key) => key.startsWith(SEEN) && localStorage.getItem(key) < today)
      .forEach((key) => drop(key.slice(SEEN.length), pages));
    if (document.querySelector("[data-unplugged]")) return;
    localStorage.setItem(SEEN + home, today > day.dataset.on ? today : day.dataset.on);
    await navigator.serviceWorker.register("/sw.js", { scope: home });
    const files = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((element) => element.href || element.src);
    await pages.addAll([`${home}offline/`, ...files]);
    await navigator.serviceWorker.ready;
    document.querySelector("[data-day-note]").hidden = false;
  };
  prepare().catch(() => {});
})();
