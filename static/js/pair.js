// A room for two, or three: sound first, a picture on wish, from browser to browser. What they have to tell each
// other before that goes by short questions to our own pages; whoever is in the room speaks with everybody there.
(() => {
  "use strict";
  const room = document.getElementById("room");
  if (!room || !window.RTCPeerConnection || !navigator.mediaDevices) return;
  const { url, me, ice } = JSON.parse(document.getElementById("room-data").textContent);
  const BITS = 24000; // a second, of speech
  const PICTURE = 150000; // and of a small picture
  const QUICK = 1000; // milliseconds between two questions while a line is looked for
  const CALM = 2500; // and while all are there
  const BROKEN = 2500; // for a line that fell silent
  const PATIENCE = 6000; // for one that does not come about; whoever only answers waits twice as long
  const shows = (name) => room.querySelector(`[data-shows=${name}]`);
  const does = (name) => room.querySelector(`[data-does=${name}]`);
  const show = (element, yes) => { if (element && element.hidden === yes) element.hidden = !yes; };
  room.querySelectorAll("[data-scripted], [data-lacks]").forEach((each) => show(each, "scripted" in each.dataset));
  const write = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const pressed = (button, yes) => {
    if (button.getAttribute("aria-pressed") === String(yes)) return;
    button.setAttribute("aria-pressed", String(yes));
    button.dataset.kind = yes ? "" : "quiet";
    [button.textContent, button.dataset.turned] = [button.dataset.turned, button.textContent.trim()];
  };
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => (byte % 36).toString(36)).join("");
  const secret = room.querySelector("[name=csrfmiddlewaretoken]").value;
  const wait = (time) => new Promise((done) => { setTimeout(done, time); });
  const courtesy = (promise) => promise.catch(() => {}); // a press that was lost is pressed again

  let line = fresh();
  let was = "";
  let after = 0;
  let begun = false;
  let asking = false;
  let state = null;
  let [voice, film] = [null, null]; // what this page sends
  const peers = new Map(); // by the number of the other one
  const expected = new Map(); // since when a line is waited for

  const post = async (page, values = {}) => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), 5000);
    try {
      const answer = await fetch(url + page, {
        method: "POST", headers: { "X-CSRFToken": secret }, body: new URLSearchParams(values), signal: giveUp.signal,
      });
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) throw Object.assign(new Error(String(answer.status)), told);
      return told;
    } finally {
      clearTimeout(timer);
    }
  };
  const say = (name) => {
    write(shows("state"), shows("state").dataset[name]);
    room.dataset.now = name;
  };

  // --- one line to each other one -----------------------------------------------------------
  const thrifty = (sdp) => sdp.replace(/(a=fmtp:\d+ [^\r\n]*useinbandfec=1)/g, `$1;maxaveragebitrate=${BITS};usedtx=1;stereo=0`);
  const described = async (peer, description) => {
    await peer.setLocalDescription(description);
    if (peer.iceGatheringState !== "complete") {
      await Promise.race([wait(1500), new Promise((done) => {
        peer.addEventListener("icegatheringstatechange", () => { if (peer.iceGatheringState === "complete") done(); });
      })]);
    }
    return thrifty(peer.localDescription.sdp); // whoever reads it sends no more than it says
  };
  const offers = (id) => me < id;
  const keyOf = (other) => (offers(other.id) ? line + other.line : other.line + line);
  const lives = (known) => Boolean(known) && known.peer.connectionState === "connected";
  const close = (id) => {
    if (!peers.has(id)) return;
    const known = peers.get(id);
    known.peer.close();
    [known.sound, known.picture].forEach((element) => element.remove());
    peers.delete(id);
  };
  const telling = (known) => {
    if (known.words.readyState === "open") known.words.send(JSON.stringify({ picture: Boolean(film) }));
  };
  const opened = (id, key) => {
    close(id);
    const peer = new RTCPeerConnection({ iceServers: ice });
    const known = {
      peer, key, since: Date.now(), words: peer.createDataChannel("words", { negotiated: true, id: 0 }),
      sound: document.createElement("audio"), picture: document.createElement("video"),
    };
    known.sound.autoplay = true;
    Object.assign(known.picture, { autoplay: true, muted: true, playsInline: true, hidden: true });
    shows("pictures").append(known.sound, known.picture);
    known.words.addEventListener("open", () => telling(known));
    known.words.addEventListener("message", ({ data }) => show(known.picture, JSON.parse(data).picture === true));
    peer.addEventListener("track", ({ track }) => {
      const into = track.kind === "audio" ? known.sound : known.picture;
      into.srcObject = new MediaStream([track]);
      courtesy(into.play());
    });
    peer.addEventListener("connectionstatechange", () => {
      known.since = Date.now();
      if (lives(known)) courtesy(thin(known));
      ask();
    });
    peers.set(id, known);
    return known;
  };
  // A picture takes no more than its share of a weak network.
  const thin = async ({ peer }) => {
    const { sender } = peer.getTransceivers()[1];
    const how = sender.getParameters();
    how.encodings.forEach((each) => { each.maxBitrate = PICTURE; });
    await sender.setParameters(how);
  };
  const offer = async (other) => {
    const { peer, key } = opened(other.id, keyOf(other));
    peer.addTransceiver(voice.getAudioTracks()[0], { direction: "sendrecv", streams: [voice] });
    peer.addTransceiver(film || "video", { direction: "sendrecv" });
    const body = await described(peer, await peer.createOffer());
    await post("signals/", { to: other.id, line: key, kind: "offer", body });
  };
  const answer = async (signal) => {
    const { peer } = opened(signal.from, signal.line);
    await peer.setRemoteDescription({ type: "offer", sdp: signal.body });
    const ways = peer.getTransceivers();
    ways.forEach((way) => { way.direction = "sendrecv"; });
    await ways[0].sender.replaceTrack(voice.getAudioTracks()[0]);
    if (film) await ways[1].sender.replaceTrack(film);
    const body = await described(peer, await peer.createAnswer());
    await post("signals/", { to: signal.from, line: signal.line, kind: "answer", body });
  };
  const heard = async (signal) => {
    const other = state.here.find(({ id }) => id === signal.from);
    if (!other || signal.line !== keyOf(other)) return;
    const known = peers.get(other.id);
    if (signal.kind === "offer") await answer(signal);
    else if (known && known.key === signal.line && known.peer.signalingState === "have-local-offer") {
      await known.peer.setRemoteDescription({ type: "answer", sdp: signal.body });
    }
  };
  const isLost = (other) => {
    const known = peers.get(other.id);
    const patience = offers(other.id) ? 1 : 2;
    if (!known) return Date.now() - (expected.get(keyOf(other)) || Date.now()) > PATIENCE * patience;
    if (lives(known)) return false;
    if (["failed", "closed"].includes(known.peer.connectionState)) return true;
    return Date.now() - known.since > (known.peer.connectionState === "disconnected" ? BROKEN : PATIENCE) * patience;
  };
  const connect = () => {
    const here = new Set(state.here.map(({ id }) => id));
    [...peers.keys()].filter((id) => !here.has(id)).forEach(close);
    if (state.here.some(isLost)) { // this page gets a new name, and all its lines with it
      [...peers.keys()].forEach(close);
      expected.clear();
      [was, line] = [line, fresh()];
      return;
    }
    state.here.forEach((other) => {
      const key = keyOf(other);
      if (!expected.has(key)) expected.set(key, Date.now());
      const known = peers.get(other.id);
      if (known && known.key !== key) close(other.id);
      if (offers(other.id) && !peers.has(other.id)) courtesy(offer(other));
    });
  };

  // --- what one sees ------------------------------------------------------------------------
  let drawn = "";
  const made = (tag, values) => Object.assign(document.createElement(tag), values);
  const item = (name, more) => {
    const row = made("li", { className: "row" });
    row.append(made("bdi", { textContent: name }), more);
    return row;
  };
  const people = () => {
    const list = shows("people");
    const rows = [...state.here.map((other) => [other, lives(peers.get(other.id)) ? "hears" : "joins"]), ...state.waiting.map((other) => [other, "waits"])];
    const now = JSON.stringify(rows.map(([{ id }, how]) => [id, how]));
    if (now === drawn) return;
    [drawn, list.textContent] = [now, ""];
    show(shows("who"), rows.length > 0); // alone, one is told so above
    list.append(...rows.map(([{ id, name }, how]) => {
      if (how !== "waits") return item(name, ` · ${list.dataset[how]}`);
      const button = made("button", { type: "button", className: "button", textContent: list.dataset.let });
      button.dataset.guest = id;
      button.addEventListener("click", () => courtesy(post("entry/", { guest: id }).then(ask)));
      return item(name, button);
    }));
  };
  const calling = () => {
    show(shows("called"), state.called);
    if (!state.number) return;
    shows("dial").href = `tel:${state.number}`;
    write(shows("dial").querySelector("bdi"), state.said);
    shows("whatsapp").href = `https://wa.me/${state.number.replace(/\D/g, "")}`;
  };
  const draw = () => {
    people();
    calling();
    if (!state.in) say(state.host ? "outside" : "alone");
    else if (state.here.some(({ id }) => lives(peers.get(id)))) say("live");
    else if (state.here.length) say("joining");
    else say(state.waiting.length ? "knocks" : "alone");
  };
  const end = () => {
    begun = false;
    [...peers.keys()].forEach(close);
    [voice && voice.getAudioTracks()[0], film].filter(Boolean).forEach((track) => track.stop());
  };
  const ask = async () => {
    if (!begun || asking) return;
    asking = true;
    try {
      state = await post("now/", { line, was, after, ...(state ? {} : { begins: 1 }) });
      for (const signal of state.signals) {
        after = Math.max(after, signal.n);
        await courtesy(heard(signal));
      }
      connect();
      draw();
    } catch (error) {
      const ends = { 404: "over", 422: "elsewhere" }[error.message];
      say(ends || "lost");
      if (ends) end();
    } finally {
      asking = false;
    }
  };
  const calm = () => state && state.here.length > 0 && state.here.every(({ id }) => lives(peers.get(id)));
  const go = async () => {
    while (begun) {
      await ask();
      await wait(calm() ? CALM : QUICK);
    }
  };

  // What it has taken of one's data, and would take in an hour: whole megabytes.
  let [taken, began] = [0, 0];
  const counted = new Map();
  const measure = async () => {
    for (const { peer } of peers.values()) {
      const [way] = [...(await peer.getStats()).values()].filter(({ type }) => type === "transport");
      const bytes = way ? way.bytesSent + way.bytesReceived : 0;
      taken += Math.max(0, bytes - (counted.get(peer) || 0));
      counted.set(peer, bytes);
    }
    if (!taken) return;
    began = began || Date.now() - 5000;
    show(shows("cost"), true);
    write(shows("taken"), String(Math.ceil(taken / 1e6)));
    write(shows("hour"), String(Math.ceil((taken / 1e6) * (3.6e6 / (Date.now() - began)))));
  };

  const press = (name, act) => { if (does(name)) does(name).addEventListener("click", (event) => { event.preventDefault(); courtesy(Promise.resolve(act(does(name)))); }); };
  press("begin", async (button) => {
    button.disabled = true;
    try {
      voice = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    } catch (error) {
      say("refused");
      button.disabled = false;
      throw error;
    }
    show(button, false);
    show(shows("controls"), true);
    begun = true;
    setInterval(() => courtesy(measure()), 5000);
    go();
  });
  press("mute", (button) => {
    const [track] = voice.getAudioTracks();
    pressed(button, track.enabled);
    track.enabled = !track.enabled;
  });
  press("picture", async (button) => {
    if (film) film.stop();
    const small = { width: 320, height: 240, frameRate: 12, facingMode: "user" };
    film = film ? null : (await navigator.mediaDevices.getUserMedia({ video: small })).getVideoTracks()[0];
    shows("own").srcObject = film ? new MediaStream([film]) : null;
    show(shows("own"), Boolean(film));
    pressed(button, Boolean(film));
    for (const known of peers.values()) {
      await known.peer.getTransceivers()[1].sender.replaceTrack(film);
      telling(known);
    }
  });
  const call = (way) => async () => {
    try {
      await post("telephone/", { way });
      show(shows("nowhere"), false);
      await ask();
    } catch (error) {
      write(shows("nowhere"), error.refused ? error.refused[0] : shows("nowhere").dataset.lost);
      show(shows("nowhere"), true);
    }
  };
  ["phone", "whatsapp"].forEach((way) => press(way, call(way)));
  window.addEventListener("online", () => { ask(); });
  window.addEventListener("pagehide", end);
})();
