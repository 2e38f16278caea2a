// The form of a stop without a network: its one page for that, and the styles and scripts it needs.
"use strict";
const PATIENCE = 10000; // milliseconds: a line that says nothing is dead, whatever the browser calls it
const MINUTE = 60000;
let dead = -MINUTE; // when the line was found dead: what is kept of styles and scripts is then not waited for again

const silence = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const answer = async (request) => {
  const isPage = request.mode === "navigate";
  const address = isPage ? new URL("offline/", registration.scope) : request;
  const held = await caches.match(address, { ignoreVary: true });
  if (!held) return fetch(request);
  if (!isPage && performance.now() - dead < MINUTE) return held;
  const isFile = /^multipart/.test(request.headers.get("Content-Type")); // a photo may take minutes
  const network = fetch(request).catch(() => null);
  const answered = await (isFile ? network : Promise.race([network, silence(PATIENCE)]));
  dead = answered ? -MINUTE : performance.now();
  return answered || held;
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" || request.method === "GET") event.respondWith(answer(request));
});
