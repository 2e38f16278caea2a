// What stands in a form: its fields, what they say in words, what is not answered yet, and what is said beside a question.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const isChoice = (field) => /radio|checkbox/.test(field.type);

  const fields = (root) => all("input, select, textarea", root).filter(
    (field) => field.name && field.type !== "file" && !["key", "csrfmiddlewaretoken"].includes(field.name));
  const answered = (root) => fields(root).filter((field) => !isChoice(field) || field.checked);
  const put = (field, values) => { // a picker of days or hours drops what it cannot spell: text keeps it
    if (isChoice(field)) return void (field.checked = (values || []).includes(field.value));
    const value = values && values.length ? values[0] : field.value;
    field.value = value;
    if (value && !field.value && field.matches("input")) Object.assign(field, { type: "text", value });
  };
  const complain = (question, sentence, tone = "bad") => {
    const words = document.createElement("p");
    words.className = "note";
    words.dataset.tone = tone;
    if (tone === "bad") words.dataset.told = "";
    words.textContent = sentence;
    if (question.matches("label")) question.before(words); // beside a box, not within what it is called
    else question.prepend(words);
    return words;
  };
  const questionOf = (name, root) => {
    const field = name && one(`[name="${name}"]`, root);
    return (field && field.closest(".question")) || root;
  };
  const lacks = (section) => {
    const open = all("[data-required]", section).filter((question) => !question.hidden && !one("[type=file]", question));
    return open.filter((question) => {
      const values = answered(question).map((field) => field.value.trim());
      return !values.join("") || (one("[type=tel]", question) && values[0].replace(/\P{Nd}/gu, "").length < 9);
    });
  };
  const holds = (section) => {
    all("[data-told]", section).forEach((words) => words.remove());
    const half = fields(section).find((field) => field.validity.badInput); // a day or an hour written by half
    if (half) return half.reportValidity();
    const lacking = lacks(section);
    lacking.forEach((question) => complain(question, question.dataset.missing || question.closest("form").dataset.missing));
    if (lacking.length) one("input, select, textarea", lacking[0]).focus();
    return !lacking.length;
  };

  const inWords = (field) => {
    if (field.matches("select")) return field.value && field.selectedOptions[0].textContent;
    if (!isChoice(field)) return field.value.trim();
    const around = field.closest("label"); // with a hint in a small element
    const label = around ? one("span", around) : field.labels[0];
    return [...label.childNodes].filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent).join("").trim();
  };
  // The questions of `root` that are asked and answered, with what was answered.
  const read = (list, root) => {
    const comma = document.documentElement.lang === "ar" ? "، " : ", ";
    const rows = all(".question", root).filter((question) => !question.hidden).map((question) => {
      const answers = answered(question).map(inWords).filter(Boolean);
      const [row, name, answer, alone] = ["div", "dt", "dd", "bdi"].map((tag) => document.createElement(tag));
      name.textContent = one("legend, label", question).textContent;
      alone.textContent = answers.join(comma);
      answer.append(alone);
      row.append(name, answer);
      return answers.length ? row : null;
    });
    list.textContent = "";
    list.append(...rows.filter(Boolean));
  };
  window.answers = { fields, answered, put, complain, questionOf, lacks, holds, read };
})();
