// Where the beginning of something is changed, its end moves along and keeps the length; another end is another length.
(() => {
  "use strict";
  const followed = document.querySelector("input[name=followed]");
  const { starts_clock: start, ends_clock: end } = followed ? followed.form.elements : {};
  if (!start || !end) return;
  const DAY = 24 * 60; // minutes
  const minutes = ({ value }) => { // NaN while it is not whole
    const [hour, minute] = value.split(":");
    return Number(hour) * 60 + Number(minute);
  };
  const written = (number) => String(number).padStart(2, "0");
  let length = minutes(end) - minutes(start);
  followed.value = "on";
  end.addEventListener("input", () => { length = minutes(end) - minutes(start); });
  start.addEventListener("input", () => {
    const until = minutes(start) + length;
    if (length > 0 && until < DAY) end.value = `${written(Math.floor(until / 60))}:${written(until % 60)}`;
    else length = length || minutes(end) - minutes(start);
  });
})();
