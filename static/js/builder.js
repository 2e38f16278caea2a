// The form builder: one language at a time, answers as lines, only what fits the kind, cards that are dragged. Without it
// every field is seen, buttons do the same with the whole page, and the arrows put a card elsewhere.
(() => {
  "use strict";

  const tongues = (form) => {
    const bar = form.querySelector("[data-tongues]");
    if (!bar) return;
    const show = (code) => {
      form.dataset.showing = code;
      bar.querySelectorAll("[data-tongue]").forEach((button) => {
        button.setAttribute("aria-pressed", String(button.dataset.tongue === code));
      });
    };
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("[data-tongue]");
      if (button) show(button.dataset.tongue);
    });
    const wrong = form.querySelector("[data-words] [aria-invalid=true]");
    bar.hidden = false;
    show(wrong ? wrong.closest("[data-words]").dataset.words : form.dataset.wordsOf || document.documentElement.lang);
  };

  // What is folded is fetched: the form as it is typed, with this open; nothing is kept. Else the button sends it all.
  const unfold = (form, button, put) => {
    const typed = new FormData(form);
    typed.set("wish", button.value);
    fetch(form.action, { method: "POST", body: typed })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
      .then((html) => put(new DOMParser().parseFromString(html, "text/html")))
      .catch(() => {
        button.dataset.plain = "";
        button.click();
      });
  };

  // Only what fits the kind of the question, and the answers of the question that it hangs on.
  const fitting = (form) => {
    const kind = form.querySelector("[name=kind]");
    const hangs = form.querySelector("[name=hangs_on]");
    const show = form.querySelector("[data-fetch-answers]");
    const asked = () => {
      const parts = () => [...form.querySelectorAll("[data-answers-of]")];
      if (!hangs.value || parts().some((part) => part.dataset.answersOf === hangs.value)) return;
      unfold(form, show, (page) => {
        parts().forEach((part) => part.remove());
        page.querySelectorAll("[data-answers-of]").forEach((part) => hangs.closest("fieldset").append(part));
      });
    };
    const arrange = () => {
      form.querySelectorAll("[data-of-kinds]").forEach((part) => {
        part.hidden = !part.dataset.ofKinds.split(" ").includes(kind.value);
      });
      form.querySelectorAll("[data-answers-of]").forEach((part) => {
        part.hidden = part.dataset.answersOf !== hangs.value;
      });
    };
    if (!kind || !hangs) return;
    form.addEventListener("change", arrange);
    hangs.addEventListener("change", asked);
    show.hidden = true;
    arrange();
  };

  const verb = (button) => button.value.split(" ")[0];
  const renamed = (line, place) => {
    const old = line.querySelector("[name=line]").value;
    const rename = (text) => text.replace(new RegExp(`line-${old}-`, "g"), `line-${place}-`);
    line.querySelectorAll("*").forEach((each) => ["name", "id", "for", "aria-describedby"].forEach((name) => {
      if (each.hasAttribute(name)) each.setAttribute(name, rename(each.getAttribute(name)));
    }));
    line.querySelectorAll("[name=wish]").forEach((each) => { each.value = `${verb(each)} ${place}`; });
    line.querySelector("[name=line]").value = place;
  };

  const emptied = (line) => {
    line.querySelectorAll(".wrong").forEach((each) => each.remove());
    line.querySelectorAll("input").forEach((each) => {
      each.removeAttribute("aria-invalid");
      if (each.type === "checkbox") each.checked = false;
      else if (each.name !== "line") each.value = "";
    });
    line.querySelectorAll("details").forEach((each) => { each.open = false; });
    return line;
  };

  const seenField = (line) => [...line.querySelectorAll("input[type=text]")].find((each) => each.offsetParent);

  // A line is added, moved, taken out at once; the last one is emptied, as a pattern for others.
  const lines = (form) => {
    const list = form.querySelector("[data-lines]");
    if (!list) return;
    const add = () => {
      const line = list.lastElementChild.cloneNode(true);
      renamed(line, 1 + Math.max(...[...list.querySelectorAll("[name=line]")].map((each) => Number(each.value))));
      list.append(emptied(line));
      seenField(line).focus();
    };
    const open = (button) => {
      const line = button.closest(".line");
      const place = [...list.children].indexOf(line);
      unfold(form, button, (page) => {
        const fresh = page.querySelectorAll("[data-lines] > .line")[place];
        line.replaceWith(fresh);
        seenField(fresh).focus();
      });
    };
    const step = (button) => {
      if (verb(button) === "more") return open(button);
      const line = button.closest(".line");
      const { previousElementSibling: above, nextElementSibling: below } = line;
      const way = verb(button);
      if (way === "up" && above) above.before(line);
      if (way === "down" && below) below.after(line);
      if (way !== "out") return button.focus();
      const beside = below || above;
      if (beside) line.remove();
      else emptied(line);
      seenField(beside || line).focus();
    };
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-add-line], .line [name=wish]");
      if (!button || "plain" in button.dataset || !list.lastElementChild) return;
      event.preventDefault();
      if (button.closest(".line")) step(button);
      else add();
    });
  };

  document.querySelectorAll("[data-words-of]").forEach((form) => [tongues, fitting, lines].forEach((each) => each(form)));

  // A card is dropped before another one, or at the end of a page.
  const moves = document.getElementById("moves");
  let carried = null;
  const over = (event) => event.target.closest && event.target.closest("[data-card], [data-page]");
  const clear = () => document.querySelectorAll("[data-over]").forEach((each) => each.removeAttribute("data-over"));
  const send = (question, values) => {
    Object.keys(values).forEach((name) => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value: values[name] });
      moves.append(field);
    });
    moves.action = question.querySelector("[formaction*='/place/']").getAttribute("formaction");
    moves.submit();
  };
  if (moves) {
    document.addEventListener("dragstart", (event) => { carried = event.target.closest("[data-card]"); });
    document.addEventListener("dragend", () => { carried = null; clear(); });
    document.addEventListener("dragover", (event) => {
      const place = over(event);
      if (!carried || !place) return;
      event.preventDefault();
      clear();
      place.setAttribute("data-over", "");
    });
    document.addEventListener("drop", (event) => {
      const place = over(event);
      if (!carried || !place) return;
      event.preventDefault();
      const page = place.closest("[data-page]").dataset.page;
      if (place !== carried) send(carried, { page, before: place.dataset.card || "" });
    });
  }
})();
