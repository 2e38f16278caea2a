"""Reads a page of the builder as a browser does, and sends it back with changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from questionnaires.models import Question

if TYPE_CHECKING:
    from django.test import Client

    from questionnaires.models import Version


def asked(version: Version, code: str) -> Question:
    """The question with this code."""
    return Question.objects.get(section__version=version, code=code)


def form_at(version: Version, *more: object) -> str:
    """An address of the form."""
    rest = "".join(f"{each}/" for each in more)
    return f"/desk/forms/{version.questionnaire_id}/{rest}"


def at(version: Version, code: str, *more: object) -> str:
    """An address of one question."""
    return form_at(version, "questions", asked(version, code).pk, *more)


def sent_by(page: Any) -> dict[str, Any]:
    """What a browser would send of the question that is open on a page."""
    editing = page.context["editing"]
    sent: dict[str, Any] = {"seen": editing.seen, "line": []}
    for form in (editing.form, *editing.lines):
        for field in form:
            value = field.value()
            if value not in (None, "", False, []) and not field.name.startswith("clip"):
                sent[field.html_name] = value
    sent["line"] = [line.place for line in editing.lines]
    if editing.begins:
        sent["begins"] = "yes"
    return sent


def change(browser: Client, version: Version, code: str, **changes: Any) -> Any:
    """Open a question, change it, send it; `None` leaves something out."""
    address = at(version, code)
    sent = {**sent_by(browser.get(address)), **changes}
    return browser.post(address, {name: text for name, text in sent.items() if text is not None})


def put_in_force(browser: Client, version: Version) -> Any:
    """Look at what a draft changes, then publish it."""
    address = form_at(version, "publication")
    return browser.post(address, {"seen": browser.get(address).context["seal"]})


def line_of(page: Any, label: str) -> str:
    """The name of the line with an answer, such as `line-3`."""
    return next(
        str(line.prefix)
        for line in page.context["editing"].lines
        if label in (line["label_fr"].value(), line["label_ar"].value())
    )


def sentences(page: Any) -> list[str]:
    """What was refused, wherever on the page it stands."""
    editing, refusal = page.context["editing"], page.context["refusal"]
    said = list(refusal.messages) if refusal else []
    if editing is None:
        return said
    said += editing.refused
    for form in (editing.form, *editing.lines):
        said += [str(text) for texts in form.errors.values() for text in texts]
    return said
