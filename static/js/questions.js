// Hides the questions that hang on another answer (data-shown-if, data-shown-if-values). The server decides the same again.
(() => {
  "use strict";
  const hanging = [...document.querySelectorAll("[data-shown-if]")];
  const fields = (code) => [...document.querySelectorAll(`[name="${code}"]`)];

  // What is answered now; a question that is hidden answers nothing.
  const answers = (code) => fields(code)
    .filter((field) => !field.disabled && (!["radio", "checkbox"].includes(field.type) || field.checked))
    .map((field) => field.value);

  // In page order, so that a question hidden here hides those that hang on it in turn. Where an answer of another page
  // decides, the server has decided.
  const arrange = () => hanging.forEach((question) => {
    if (!fields(question.dataset.shownIf).length) return;
    const wanted = question.dataset.shownIfValues.split(" ");
    const shown = answers(question.dataset.shownIf).some((answer) => wanted.includes(answer));
    question.hidden = !shown;
    question.querySelectorAll("input, select, textarea").forEach((field) => { field.disabled = !shown; });
  });

  document.addEventListener("change", arrange);
  addEventListener("pageshow", arrange);
  arrange();
})();
