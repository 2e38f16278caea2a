// Our own room: the trainer's sound goes from browser to browser, one line to each listener; what they
// have to tell each other before that goes by short questions to our own pages.
(() => {
  "use strict";
  const stage = document.getElementById("stage");
  if (!stage || !window.RTCPeerConnection || !navigator.mediaDevices) return;
  const { url, host, ice } = JSON.parse(document.getElementById("stage-data").textContent);
  const BITS = 24000; // a second, of speech
  const QUICK = 1000; // milliseconds between two questions while sound is being looked for
  const CALM = 2500; // and while it is there
  const PATIENCE = 6000; // for a line that does not come about
  const BROKEN = 2500; // for one that fell silent
  const BLOCKED = 20000; // for sound that never came: this network does not let it through
  const shows = (name) => stage.querySelector(`[data-shows=${name}]`);
  const does = (name) => stage.querySelector(`[data-does=${name}]`);
  const show = (element, yes) => { if (element) element.hidden = !yes; };
  // A button that is pressed says so in words too: its colour alone is easily missed on a small screen.
  const pressed = (button, yes) => {
    if (button.getAttribute("aria-pressed") === String(yes)) return;
    button.setAttribute("aria-pressed", String(yes));
    button.dataset.kind = yes ? "" : "quiet";
    [button.textContent, button.dataset.turned] = [button.dataset.turned, button.textContent.trim()];
  };
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => (byte % 36).toString(36)).join("");
  const secret = stage.querySelector("[name=csrfmiddlewaretoken]").value;
  const wait = (time) => new Promise((done) => { setTimeout(done, time); });

  stage.querySelectorAll("[data-lacks], [data-scripted]").forEach((each) => show(each, "scripted" in each.dataset));

  let line = fresh();
  let after = 0;
  let begun = false;
  let state = null;
  let asking = false;

  const post = async (page, values = {}) => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), 8000);
    try {
      const answer = await fetch(url + page, {
        method: "POST", headers: { "X-CSRFToken": secret }, body: new URLSearchParams(values), signal: giveUp.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      return await answer.json();
    } finally {
      clearTimeout(timer);
    }
  };
  const courtesy = (promise) => promise.catch(() => {}); // a press that was lost is pressed again

  const say = (name, more = "") => {
    const place = shows("state");
    const text = `${place.dataset[name]} ${more}`.trim();
    if (place.textContent !== text) place.textContent = text;
    stage.dataset.now = name;
  };

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
  const opened = () => {
    const peer = new RTCPeerConnection({ iceServers: ice });
    peer.since = Date.now();
    peer.addEventListener("connectionstatechange", () => { peer.since = Date.now(); ask(); });
    return peer;
  };
  const lives = (peer) => Boolean(peer) && peer.connectionState === "connected";
  const isLost = (peer) => {
    const for_ = Date.now() - peer.since;
    if (["failed", "closed"].includes(peer.connectionState)) return true;
    return for_ > (peer.connectionState === "disconnected" ? BROKEN : PATIENCE) && !lives(peer);
  };

  // --- a listener ---------------------------------------------------------------------------
  let heard = null;
  let voice = null;
  let since = Date.now();
  let looking = Date.now();

  const listen = async (signal) => {
    if (signal.line !== line) return;
    if (heard) heard.close();
    heard = opened();
    const peer = heard;
    peer.addEventListener("track", (event) => {
      shows("sound").srcObject = event.streams[0] || new MediaStream([event.track]);
      courtesy(shows("sound").play());
    });
    await peer.setRemoteDescription({ type: "offer", sdp: signal.body });
    peer.getTransceivers()[0].direction = "sendrecv";
    const body = await described(peer, await peer.createAnswer());
    await post("signals/", { to: signal.from, line: signal.line, kind: "answer", body });
    if (voice) await speak();
  };
  const renew = () => {
    if (!state.host) { since = Date.now(); return; }
    if (heard ? !isLost(heard) : Date.now() - since < PATIENCE) return;
    if (heard) heard.close();
    heard = null;
    since = Date.now();
    line = fresh();
  };
  const microphone = async (wanted) => {
    show(shows("refused"), false);
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: wanted });
    } catch (error) {
      show(shows("refused"), true);
      throw error;
    }
  };
  const speak = async () => {
    voice = voice || await microphone(true);
    const [way] = heard ? heard.getTransceivers() : [];
    if (way) await way.sender.replaceTrack(voice.getAudioTracks()[0]);
    show(shows("invited"), false);
    show(shows("speaking"), true);
  };
  const silence = () => {
    if (!voice) return;
    voice.getTracks().forEach((track) => track.stop());
    voice = null;
    const [way] = heard ? heard.getTransceivers() : [];
    if (way) courtesy(way.sender.replaceTrack(null));
  };
  const listener = () => {
    renew();
    if (state.me.air !== !shows("called").hidden) {
      show(shows("invited"), true);
      show(shows("speaking"), false);
    }
    show(shows("called"), state.me.air);
    if (!state.me.air) silence();
    show(does("hand"), !state.me.air);
    pressed(does("hand"), state.me.hand);
    if (lives(heard) || !state.host) looking = Date.now();
    const blocked = Date.now() - looking > BLOCKED;
    if (lives(heard)) say("live"); else say(state.host ? (blocked ? "blocked" : "joining") : "waiting");
  };

  // --- both ---------------------------------------------------------------------------------
  const turned = () => {
    show(shows("slides"), Boolean(state.picture));
    if (!state.picture) return;
    const wanted = `${url}slides/${state.picture}/`;
    if (shows("slide").getAttribute("src") !== wanted) shows("slide").src = wanted;
    if (shows("number")) shows("number").textContent = `${state.slide + 1} / ${state.slides}`;
  };
  const draw = () => {
    const speaks = state.air && !state.me.air ? state.air.name : "";
    show(shows("air"), Boolean(speaks));
    shows("air").querySelector("bdi").textContent = speaks;
    const other = state.other || {};
    show(shows("other"), Boolean(state.other));
    show(shows("link"), Boolean(other.link));
    show(shows("dial"), Boolean(other.dial));
    if (other.link) shows("link").href = other.link;
    if (other.dial) {
      shows("dial").href = `tel:${other.dial.replace(/ /g, "")}`;
      shows("dial").firstElementChild.textContent = other.dial.replace(/ /g, "\u00a0"); // in one piece
    }
    turned();
  };
  const ask = async () => {
    if (!begun || asking) return;
    asking = true;
    try {
      state = await post("now/", state ? { line, after } : { line, after, begins: 1 });
      for (const signal of state.signals) {
        after = Math.max(after, signal.n);
        await courtesy(role.signal(signal));
      }
      draw();
      role.draw(state);
    } catch (error) {
      const ends = { 404: "over", 422: "elsewhere" }[error.message];
      say(ends || "lost");
      if (ends) {
        begun = false;
        role.end();
      }
    } finally {
      asking = false;
    }
  };
  let role = {
    begin: () => { courtesy(shows("sound").play()); },
    signal: listen,
    draw: listener,
    end: () => { if (heard) heard.close(); },
  };
  const calm = () => !host && lives(heard);
  const go = async () => {
    for (;;) {
      await ask();
      if (!begun) return;
      await wait(calm() ? CALM : QUICK);
    }
  };

  const press = (name, act) => { if (does(name)) does(name).addEventListener("click", () => courtesy(Promise.resolve(act(does(name))))); };
  press("begin", async (begin) => {
    begin.disabled = true;
    try {
      await role.begin();
    } catch (error) {
      begin.disabled = false;
      throw error;
    }
    show(begin, false);
    begun = true;
    since = looking = Date.now();
    go();
  });
  press("hand", async (button_) => { await post("hand/", { up: button_.getAttribute("aria-pressed") === "true" ? "0" : "1" }); await ask(); });
  press("speak", speak);
  press("other", async (button_) => {
    const over = button_.getAttribute("aria-pressed") !== "true";
    await post("other-way/", { over: over ? "1" : "0" });
    button_.setAttribute("aria-pressed", String(over));
    await ask();
  });
  const step = (by) => async () => { await post("slide/", { slide: Math.max(0, state.slide + by) }); await ask(); };
  press("back", step(-1));
  press("next", step(1));
  // The trainer's script, which is loaded after this one, plays another part.
  window.stageOf = (lead) => { role = lead({ stage, shows, does, show, post, courtesy, say, opened, described, lives, press, pressed, ask, microphone }); };
  window.addEventListener("online", () => { ask(); });
  window.addEventListener("pagehide", () => { begun = false; role.end(); });
})();
