// Courtesies of a text that is written: data-insert puts its words where the cursor was, Ctrl+Enter sends, Escape leaves.
(() => {
  "use strict";
  const isText = (field) => field && (field.matches("textarea, input[type=text]") || (field.matches("input") && !field.type));
  let last;
  document.addEventListener("focusin", ({ target }) => { if (isText(target)) last = target; });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const form = button && button.closest("form");
    const field = form && (last && form.contains(last) ? last : form.querySelector("textarea"));
    if (!field) return;
    event.preventDefault();
    const menu = button.closest("details");
    if (menu) menu.open = false;
    field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!target.matches("textarea")) return;
    if (key === "Escape") target.blur();
    else if (key === "Enter" && (event.ctrlKey || event.metaKey)) target.form.requestSubmit();
  });
})();
