"""Our templates beside Meta's: what is missing, what differs, what is refused or paused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings

from messaging.http.graph import ask, call
from messaging.http.templates import AUTHENTICATION, Template, templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE = 100
PAGES = 100  # more than an account may have
FIELDS = "name,language,status,category,components,rejected_reason"
GOOD = "APPROVED"


class Difference(NamedTuple):
    """What is not as it should be about one of our templates."""

    template: Template
    words: str
    missing: bool = False


def at_meta() -> dict[tuple[str, str], dict[str, Any]]:
    """What Meta keeps, by name and language, page by page. Raises `NotSent`."""
    templates: dict[tuple[str, str], dict[str, Any]] = {}
    after: dict[str, str] = {}
    for _page in range(PAGES):
        path = f"{settings.WHATSAPP_ACCOUNT_ID}/message_templates"
        match ask(path, fields=FIELDS, limit=PAGE, **after):
            case {
                "data": list(known),
                "paging": {"next": str(), "cursors": {"after": str(cursor)}},
            }:
                after = {"after": cursor}
            case {"data": list(known)}:
                after = {}
            case _:
                break
        templates |= {
            (each.get("name", ""), each.get("language", "")): each
            for each in known
            if isinstance(each, dict)
        }
        if not after:
            break
    return templates


def differences(known: Mapping[tuple[str, str], dict[str, Any]]) -> Iterator[Difference]:
    """Whatever keeps one of our texts from being sent, or from being sent as we have it."""
    for template in templates():
        theirs = known.get((template.name, template.language))
        if theirs is None:
            yield Difference(template, "missing", missing=True)
            continue
        if theirs.get("category") != template.category.upper():
            yield Difference(
                template,
                f"category {theirs.get('category')} instead of {template.category.upper()}",
            )
        if template.category != AUTHENTICATION and (body := _body(theirs)) != template.body:
            yield Difference(
                template, f"text differs\n    ours:   {template.body!r}\n    theirs: {body!r}"
            )
        if theirs.get("status") != GOOD:
            reason = theirs.get("rejected_reason") or "NONE"
            yield Difference(
                template, f"{theirs.get('status')}" + ("" if reason == "NONE" else f" ({reason})")
            )


def create(template: Template) -> str:
    """Give Meta a template to look at; how it stands then. Raises `NotSent` or `UnknownFate`."""
    return str(
        call(f"{settings.WHATSAPP_ACCOUNT_ID}/message_templates", json=template.to_create()).get(
            "status", ""
        )
    )


def _body(theirs: dict[str, Any]) -> str:
    parts = theirs.get("components")
    texts = (
        (each for each in parts if isinstance(each, dict)) if isinstance(parts, list) else iter(())
    )
    return next(
        (
            str(each.get("text", ""))
            for each in texts
            if str(each.get("type", "")).upper() == "BODY"
        ),
        "",
    )
