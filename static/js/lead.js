// What the trainer's page does on the stage: offers its sound to each listener, and lets one of them speak.
(() => {
  "use strict";
  if (!window.stageOf) return;
  window.stageOf(({ stage, shows, does, show, post, courtesy, say, opened, described, lives, press, pressed, ask, microphone }) => {
    let state = null;
    const peers = new Map();
    let sound = null;
    let own = null;
    let mixed = null;
    let onAir = null;
    let guest = null;

    const prepare = async () => {
      const Context = window.AudioContext || window.webkitAudioContext;
      own = await microphone({ echoCancellation: true, noiseSuppression: true });
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
      setInterval(measure, PAUSE);
      show(does("mute"), true);
    };
    press("mute", (button_) => {
      const [track] = own.getAudioTracks();
      track.enabled = !track.enabled;
      pressed(button_, !track.enabled);
    });
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
    // Too weak is a device that is late with its own work, a line on which words are lost, or none to somebody who is here.
    const PAUSE = 5000; // milliseconds between two looks
    const LATE = 2000; // beyond that
    const UNREACHED = 20000;
    let weak = 0;
    let looked = 0;
    const reached = new Map();
    const measure = async () => {
      const isLate = looked && !document.hidden && Date.now() - looked > PAUSE + LATE;
      looked = Date.now();
      let poor = [...reached.values()].filter((when) => looked - when > UNREACHED).length;
      const living = [...peers.values()].filter(({ peer }) => lives(peer));
      await Promise.all(living.map(async ({ peer }) => {
        const figures = [...(await peer.getStats()).values()];
        if (figures.some((each) => each.type === "remote-inbound-rtp" && (each.fractionLost > 0.1 || each.roundTripTime > 1.5))) poor += 1;
      }));
      weak = isLate || (poor && poor * 2 >= reached.size) ? weak + 1 : 0;
      show(shows("weak"), weak > 1);
    };
    const button = (name, press) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: name });
      made.dataset.kind = "quiet";
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
      show(shows("who"), rows.length > 0); // of nobody the line above says it
      list.textContent = "";
      list.append(...rows.map((row) => {
        const item = document.createElement("li");
        const told = [row.hears && list.dataset.hears, row.hand && list.dataset.hand].filter(Boolean);
        item.className = "row";
        item.dataset.guest = row.id;
        item.append(Object.assign(document.createElement("bdi"), { textContent: row.name }), told.length ? ` · ${told.join(" · ")} ` : " ");
        item.append(row.speaks ? button(list.dataset.thank, () => speaker(null)) : button(list.dataset.bring, () => speaker(row.id)));
        return item;
      }));
    };
    const trainer = (now) => {
      state = now;
      const here = new Set(state.guests.map(({ id }) => id));
      peers.forEach(({ peer }, id) => { if (!here.has(id)) { peer.close(); peers.delete(id); reached.delete(id); } });
      peers.forEach(({ peer }, id) => { if (lives(peer) || !reached.has(id)) reached.set(id, Date.now()); });
      state.guests.filter(({ id, line: theirs }) => theirs && (!peers.has(id) || peers.get(id).line !== theirs)).forEach((each) => courtesy(offer(each)));
      air();
      guests();
      say("led", String([...peers.values()].filter(({ peer }) => lives(peer)).length));
    };

    return { begin: prepare, signal: answered, draw: trainer, end: () => { peers.forEach(({ peer }) => peer.close()); } };
  });
})();
