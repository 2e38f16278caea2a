// The form of a stop without a network: its one page for that, and the styles and scripts it needs.
"use strict";
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const kept = request.mode === "navigate" ? new URL("offline/", registration.scope) : request;
  if (request.mode === "navigate" || request.method === "GET") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(kept, { ignoreVary: true })) || Response.error()));
  }
});
