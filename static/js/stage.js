// Our own room: the trainer's sound goes from browser to browser, one line to each listener; what they
// have to tell each other before that goes by short questions to our own pages.
(() => {
  "use strict";
  const stage = document.getElementById("stage");
  if (!stage || !window.RTCPeerConnection || !navigator.mediaDevices) return;
  const { url, host, ice, slides } = JSON.parse(document.getElementById("stage-data").textContent);
  const BITS = 24000; // a second, of speech
  const QUICK = 1000; // milliseconds between two questions while sound is being looked for
  const CALM = 2500; // and while it is there
  const PATIENCE = 6000; // for a line that does not come about
  const BROKEN = 2500; // for one that fell silent
  const shows = (name) => stage.querySelector(`[data-shows=${name}]`);
  const does = (name) => stage.querySelector(`[data-does=${name}]`);
  const show = (element, yes) => { if (element) element.hidden = !yes; };
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => (byte % 36).toString(36)).join("");
  const secret = stage.querySelector("[name=csrfmiddlewaretoken]").value;
  const wait = (time) => new Promise((done) => { setTimeout(done, time); });

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
  const speak = async () => {
    voice = voice || await navigator.mediaDevices.getUserMedia({ audio: true });
    const [way] = heard ? heard.getTransceivers() : [];
    if (way) await way.sender.replaceTrack(voice.getAudioTracks()[0]);
    show(does("speak"), false);
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
    if (state.me.air !== !shows("called").hidden) show(does("speak"), true);
    show(shows("called"), state.me.air);
    if (!state.me.air) silence();
    show(does("hand"), !state.me.air);
    does("hand").setAttribute("aria-pressed", String(state.me.hand));
    if (lives(heard)) say("live"); else say(state.host ? "joining" : "waiting");
  };

  // --- the trainer --------------------------------------------------------------------------
  const peers = new Map();
  let sound = null;
  let own = null;
  let mixed = null;
  let onAir = null;
  let guest = null;

  const prepare = async () => {
    const Context = window.AudioContext || window.webkitAudioContext;
    own = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    sound = new Context();
    mixed = sound.createMediaStreamDestination();
    const spoken = sound.createMediaStreamSource(own);
    const ear = sound.createAnalyser();
    spoken.connect(mixed);
    spoken.connect(ear);
    const wave = new Float32Array(ear.fftSize);
    setInterval(() => {
      ear.getFloatTimeDomainData(wave);
      shows("level").value = Math.min(1, 4 * Math.sqrt(wave.reduce((sum, each) => sum + each * each, 0) / wave.length));
    }, 200);
    setInterval(measure, 5000);
    show(does("mute"), true);
  };
  const offer = async (to) => {
    const old = peers.get(to.id);
    if (old) old.peer.close();
    const peer = opened();
    peers.set(to.id, { peer, line: to.line });
    peer.addEventListener("track", (event) => { peer.heard = new MediaStream([event.track]); });
    const track = to.id === onAir ? own.getAudioTracks()[0] : mixed.stream.getAudioTracks()[0];
    peer.addTransceiver(track, { direction: "sendrecv", streams: [mixed.stream] });
    const body = await described(peer, await peer.createOffer());
    await post("signals/", { to: to.id, line: to.line, kind: "offer", body });
  };
  const answered = async (signal) => {
    const known = peers.get(signal.from);
    if (!known || known.line !== signal.line || known.peer.signalingState !== "have-local-offer") return;
    await known.peer.setRemoteDescription({ type: "answer", sdp: signal.body });
  };
  // Whoever is on air hears the trainer alone: not their own voice, a moment later.
  const air = () => {
    const now = state.air ? state.air.id : null;
    const known = peers.get(now);
    if (now === onAir && (!known || guest === known.peer)) return;
    const before = peers.get(onAir);
    if (before && now !== onAir) courtesy(before.peer.getTransceivers()[0].sender.replaceTrack(mixed.stream.getAudioTracks()[0]));
    if (stage.source) stage.source.disconnect();
    stage.source = null;
    guest = null;
    onAir = now;
    if (!known || !lives(known.peer) || !known.peer.heard) return;
    guest = known.peer;
    courtesy(known.peer.getTransceivers()[0].sender.replaceTrack(own.getAudioTracks()[0]));
    shows("sound").srcObject = known.peer.heard;
    courtesy(shows("sound").play());
    stage.source = sound.createMediaStreamSource(known.peer.heard);
    stage.source.connect(mixed);
  };
  let weak = 0;
  const measure = async () => {
    let poor = 0;
    const living = [...peers.values()].filter(({ peer }) => lives(peer));
    await Promise.all(living.map(async ({ peer }) => {
      const figures = [...(await peer.getStats()).values()];
      if (figures.some((each) => each.type === "remote-inbound-rtp" && (each.fractionLost > 0.1 || each.roundTripTime > 1.5))) poor += 1;
    }));
    weak = living.length && poor * 2 >= living.length ? weak + 1 : 0;
    show(shows("weak"), weak > 1);
  };
  const button = (name, press) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: name });
    made.dataset.kind = "second";
    made.addEventListener("click", press);
    return made;
  };
  const speaker = (id) => courtesy(post("speaker/", id ? { guest: id } : {}).then(ask));
  let drawn = "";
  const guests = () => {
    const list = shows("guests");
    const rows = state.guests.map(({ id, name, hand }) => {
      const known = peers.get(id);
      return { id, name, hand, hears: Boolean(known) && lives(known.peer), speaks: Boolean(state.air) && state.air.id === id };
    });
    if (JSON.stringify(rows) === drawn) return;
    drawn = JSON.stringify(rows);
    list.replaceChildren(...rows.map((row) => {
      const item = document.createElement("li");
      const told = [row.hears && list.dataset.hears, row.hand && list.dataset.hand].filter(Boolean);
      item.className = "row";
      item.dataset.guest = row.id;
      item.append(Object.assign(document.createElement("bdi"), { textContent: row.name }), told.length ? ` · ${told.join(" · ")} ` : " ");
      item.append(row.speaks ? button(list.dataset.thank, () => speaker(null)) : button(list.dataset.bring, () => speaker(row.id)));
      return item;
    }));
  };
  const trainer = () => {
    const here = new Set(state.guests.map(({ id }) => id));
    peers.forEach(({ peer }, id) => { if (!here.has(id)) { peer.close(); peers.delete(id); } });
    state.guests.filter(({ id, line: theirs }) => theirs && (!peers.has(id) || peers.get(id).line !== theirs)).forEach((each) => courtesy(offer(each)));
    air();
    guests();
    say("led", String([...peers.values()].filter(({ peer }) => lives(peer)).length));
  };

  // --- both ---------------------------------------------------------------------------------
  const turned = () => {
    const picture = shows("slide");
    if (!picture || !slides.length) return;
    const wanted = `${url}slides/${slides[Math.min(state.slide, slides.length - 1)]}/`;
    if (picture.getAttribute("src") !== wanted) picture.src = wanted;
    if (shows("number")) shows("number").textContent = `${state.slide + 1} / ${slides.length}`;
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
      shows("dial").firstElementChild.textContent = other.dial;
    }
    turned();
  };
  const ask = async () => {
    if (!begun || asking) return;
    asking = true;
    try {
      state = await post("now/", { line, after });
      for (const signal of state.signals) {
        after = Math.max(after, signal.n);
        await courtesy(host ? answered(signal) : listen(signal));
      }
      draw();
      if (host) trainer(); else listener();
    } catch (error) {
      say(error.message === "404" ? "over" : "lost");
      if (error.message === "404") begun = false;
    } finally {
      asking = false;
    }
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
      if (host) await prepare(); else courtesy(shows("sound").play());
    } catch (error) {
      begin.disabled = false;
      throw error;
    }
    show(begin, false);
    begun = true;
    since = Date.now();
    go();
  });
  press("hand", async (button_) => { await post("hand/", { up: button_.getAttribute("aria-pressed") === "true" ? "0" : "1" }); await ask(); });
  press("speak", speak);
  press("mute", (button_) => {
    const [track] = own.getAudioTracks();
    track.enabled = !track.enabled;
    button_.setAttribute("aria-pressed", String(!track.enabled));
  });
  press("other", async (button_) => {
    const over = button_.getAttribute("aria-pressed") !== "true";
    await post("other-way/", { over: over ? "1" : "0" });
    button_.setAttribute("aria-pressed", String(over));
    await ask();
  });
  const step = (by) => async () => { await post("slide/", { slide: Math.max(0, state.slide + by) }); await ask(); };
  press("back", step(-1));
  press("next", step(1));
  window.addEventListener("online", () => { ask(); });
  window.addEventListener("pagehide", () => { begun = false; peers.forEach(({ peer }) => peer.close()); if (heard) heard.close(); });
})();
