"""The texts that WhatsApp must know beforehand: our events', by language, parameters numbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from messaging.occasions import EVENTS, PLACEHOLDER
from messaging.words import defaults, reply_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from messaging.occasions import Event

AUTHENTICATION = "authentication"  # Meta writes these texts itself
LONGEST = 900  # of one parameter; a whole text may have 1024 letters


@dataclass(frozen=True)
class Template:
    """One text in one language, as Meta keeps it. `body` is empty where Meta writes it."""

    name: str
    language: str
    category: str
    body: str
    samples: tuple[str, ...]

    def to_create(self) -> dict[str, Any]:
        """What Meta is told to make it."""
        made = {"name": self.name, "language": self.language, "category": self.category.upper()}
        if self.category == AUTHENTICATION:
            return made | {"components": _components_of_code()}
        example = {"example": {"body_text": [list(self.samples)]}} if self.samples else {}
        return made | {"components": [{"type": "BODY", "text": self.body, **example}]}


def templates() -> Iterator[Template]:
    """Every text that must be known beforehand."""
    for event in EVENTS.values():
        if has_template(event):
            yield from (template_of(event, code) for code, _name in settings.LANGUAGES)


def has_template(event: Event) -> bool:
    """Whether `event` may leave after a silent day: a text to a group, not between two people."""
    return bool(event.short) and (not event.free or event.category == "marketing")


def template_of(event: Event, language: str) -> Template:
    """The template of `event` in `language`."""
    code = event.category == AUTHENTICATION
    return Template(
        name=f"microlabs_{event.code}",
        language=language,
        category=event.category,
        body="" if code else _body(event, language),
        samples=tuple(event.samples[name] for name in event.parameters),
    )


def parameters(event: Event, context: Mapping[str, object]) -> list[str] | None:
    """The values of its template's numbers, one line each; None when something is missing."""
    words = [" ".join(str(context.get(name) or "").split())[:LONGEST] for name in event.parameters]
    return words if all(words) else None


def template_reply(event: Event, language: str) -> str:
    """How to answer by a digit, below the text, where Meta tells us what people write."""
    return reply_text(event, language) if settings.WHATSAPP_APP_SECRET else ""


def _body(event: Event, language: str) -> str:
    """The short text with numbers; Meta refuses one that begins or ends with a parameter."""
    numbers = {name: number for number, name in enumerate(event.parameters, start=1)}
    text = PLACEHOLDER.sub(
        lambda match: f"{{{{{numbers[match[1]]}}}}}", defaults(event, language)["short"]
    ).strip()
    with translation.override(language):
        house = gettext("Microlabs")
    text = "\n".join(filter(None, (text, template_reply(event, language))))
    opened = f"{house}: {text}" if text.startswith("{{") else text
    return f"{opened}\n{house}" if opened.endswith("}}") else opened


def _components_of_code() -> list[dict[str, Any]]:
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    return [
        {"type": "BODY", "add_security_recommendation": True},
        {"type": "FOOTER", "code_expiration_minutes": minutes},
        {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]},
    ]
