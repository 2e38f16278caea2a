"""From an occasion to the words somebody reads. Nothing people write is run as a template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext

from messaging.models import Wording
from messaging.occasions import EVENTS, PLACEHOLDER, Event
from programs.models import Stop

GLUED = re.compile(r"[^\s(«:]\{link\}|\{link\}[^\s.,;:!?)»،؛؟…]")  # a phone takes it for the link
TOO_MANY_LINES = re.compile(r"\n{3,}")
ISOLATED = "\u2066{}\u2069"  # left to right by itself, whatever stands around


@dataclass(frozen=True)
class Words:
    """What is sent: by telephone, and by e-mail; how to answer by a digit where that is heard."""

    short: str
    subject: str
    long: str
    reply: str = ""


def render(event: str, *, language: str, context: Mapping[str, str], stop: Stop | None) -> Words:
    """The words of `event` in `language`, in the wording of `stop` where it has one of its own."""
    own = Wording.objects.filter(stop=stop, event=event).first() if stop else None
    return worded(EVENTS[event], language=language, context=context, own=own)


def worded(
    event: Event, *, language: str, context: Mapping[str, str], own: Wording | None
) -> Words:
    """Words with the stop's wording at hand."""
    return filled(texts_of(event, own, language), event, language=language, context=context)


def texts_of(event: Event, own: Wording | None, language: str) -> dict[str, str]:
    """All that everybody of a stop reads on this occasion, how to answer by a digit among it."""
    return {**usual_texts(event, own, language), "reply": reply_text(event, language)}


def filled(
    texts: Mapping[str, str], event: Event, *, language: str, context: Mapping[str, str]
) -> Words:
    """Texts with their placeholders filled. Links stay bare: no marks of direction around them."""
    marked = {}
    if language in settings.LANGUAGES_BIDI:
        marked = {
            name: ISOLATED.format(context[name]) for name in event.isolated if context.get(name)
        }
    long = fill(texts["long"], {**context, **marked}, event.names)
    return Words(
        short=fill(texts["short"], context, event.names),
        subject=" ".join(fill(texts["subject"], context, event.names).split())[:120],
        long=TOO_MANY_LINES.sub("\n\n", long),
        reply=texts["reply"],
    )


def defaults(event: Event, language: str) -> dict[str, str]:
    """What the house says on this occasion, in `language`."""
    with translation.override(language):
        return {field: _said(getattr(event, field)) for field in ("short", "subject", "long")}


def usual_texts(event: Event, own: Wording | None, language: str) -> dict[str, str]:
    """What everybody of a stop reads on this occasion, with its placeholders, by field."""
    return {**defaults(event, language), **own_texts(own, language)}


def check_text(text: str, event: Event, *, subject: bool = False) -> None:
    """Refuse, in words, placeholders without meaning on this occasion and the lack of needed ones.

    A letter beside the link is refused too.

    Raises ValidationError('unknown'), ValidationError('missing'), ValidationError('glued').
    """
    refuse_strange(text, event.names)
    lacking = set() if subject else event.required - set(PLACEHOLDER.findall(text))
    if lacking:
        sentence = gettext("This text must contain %(names)s.") % {"names": listed(lacking)}
        raise ValidationError(sentence, code="missing")
    if GLUED.search(text):
        names_link = {"link": listed({"link"})}
        sentence = gettext("Please leave a space on both sides of %(link)s: else it does not open.")
        raise ValidationError(sentence % names_link, code="glued")


def refuse_strange(text: str, names: AbstractSet[str]) -> None:
    """Raises ValidationError('unknown') for a placeholder that is none of `names`, or a brace."""
    braces = set(re.findall(r"[{}]", PLACEHOLDER.sub("", text)))
    if strange := set(PLACEHOLDER.findall(text)) - names or braces:
        words = {"strange": listed(strange), "known": listed(names)}
        raise ValidationError(
            gettext("%(strange)s means nothing here. What can be named: %(known)s.") % words,
            code="unknown",
        )


def listed(names: AbstractSet[str]) -> str:
    """`{link}`, `{reference}` as one writes them, in a row that no Arabic line turns about."""
    words = (name if name in "{}" else f"{{{name}}}" for name in sorted(names))
    return " ".join(f"\u2066{word}\u2069" for word in words)


def reply_text(event: Event, language: str) -> str:
    """How one answers it by a digit, in `language`; empty where nothing is asked."""
    with translation.override(language):
        return _said(event.reply)


def own_texts(own: Wording | None, language: str) -> dict[str, str]:
    """What a stop says instead; a text it left empty is not among them."""
    texts = {
        field: getattr(own, f"{field}_{language}", "") for field in ("short", "subject", "long")
    }
    return {field: text for field, text in texts.items() if text}


def fill(text: str, context: Mapping[str, str], names: frozenset[str]) -> str:
    """`text` with its placeholders filled; what is not among `names` stays as it was written."""
    said = [*_pieces(text)]
    for place in range(1, len(said), 2):
        name = said[place]
        said[place] = context.get(name, "") if name in names else f"{{{name}}}"
    return normalize("NFC", "".join(said)).strip()


@lru_cache(maxsize=64)  # the same texts are filled for everybody of a stop
def _pieces(text: str) -> list[str]:
    """The text cut at its placeholders, whose names stand at every second place."""
    return PLACEHOLDER.split(text)


def _said(text: str) -> str:
    return gettext(text) if text else ""
