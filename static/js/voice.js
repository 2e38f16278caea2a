// A voice note is recorded into the field of a form: 24 kbit/s, a quarter of an hour at most.
(() => {
  "use strict";
  const place = document.querySelector("[data-voice]");
  if (!place || !window.MediaRecorder || !navigator.mediaDevices || !window.DataTransfer) return;
  const button = place.querySelector("[data-voice-record]");
  const state = place.querySelector("[data-voice-state]");
  const field = place.querySelector("input[type=file]");
  const record = button.textContent.trim();
  let recorder = null;
  let began = 0;
  const clock = () => {
    const seconds = Math.round((Date.now() - began) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  const turned = (on) => {
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? button.dataset.stop : record;
  };
  const keep = (pieces, stream) => {
    stream.getTracks().forEach((track) => track.stop());
    const sound = new Blob(pieces, { type: recorder.mimeType });
    const files = new DataTransfer();
    files.items.add(new File([sound], /mp4/.test(sound.type) ? "note.m4a" : "note.webm", { type: sound.type }));
    field.files = files.files;
    field.dispatchEvent(new Event("change", { bubbles: true })); // whoever keeps drafts hears of it
    state.textContent = `${state.dataset.done} ${clock()}`;
    recorder = null;
    turned(false);
  };
  const begin = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const pieces = [];
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 24000 });
    recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    recorder.addEventListener("stop", () => keep(pieces, stream));
    recorder.start(); // without slices: the file knows its length then
    began = Date.now();
    setTimeout(() => { if (recorder && recorder.state === "recording") recorder.stop(); }, place.dataset.longest * 1000);
    state.textContent = state.dataset.recording;
    turned(true);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (recorder) recorder.stop();
    else begin().catch(() => { state.textContent = state.dataset.refused; });
  });
})();
