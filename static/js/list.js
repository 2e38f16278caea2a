// Courtesies of the list of candidacies: all of a page ticked at once, how many are ticked.
(() => {
  "use strict";
  const form = document.querySelector("[data-ticks]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("[name=file]")];
  const all = form.querySelector("[data-all]");
  const every = form.querySelector("[name=all]");
  const ticked = form.querySelector("[data-ticked]");
  const count = () => {
    const many = boxes.filter((box) => box.checked).length;
    all.checked = many === boxes.length && many > 0;
    all.indeterminate = many > 0 && many < boxes.length;
    ticked.querySelector("b").textContent = many;
    ticked.hidden = !many || every.checked;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    count();
  });
  form.addEventListener("change", count);
  addEventListener("pageshow", count); // a browser that comes back remembers what was ticked
})();
