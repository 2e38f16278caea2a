// The check of the sound before a meeting: three notes, made here, so that nothing is fetched.
(() => {
  "use strict";
  const check = document.getElementById("sound-check");
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!check || !Context) return;
  check.hidden = false;
  check.querySelector("[data-sound]").addEventListener("click", () => {
    const context = new Context();
    [440, 554, 659].forEach((pitch, place) => {
      const note = context.createOscillator();
      const volume = context.createGain();
      volume.gain.value = 0.3;
      note.frequency.value = pitch;
      note.connect(volume).connect(context.destination);
      note.start(context.currentTime + place * 0.4);
      note.stop(context.currentTime + place * 0.4 + 0.35);
    });
    setTimeout(() => context.close(), 2000);
  });
})();
