"""The words of a message to a group: by language, with what differs from person to person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from core.sms_parts import sms_parts
from messaging.occasions import PLACEHOLDER, Placeholder
from messaging.words import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desk.broadcasts.audience import Audience, Member
    from messaging.models import Broadcast
    from programs.models import Stop

NAMES = {
    "name": _("the name of the person"),
    "reference": _("their file number"),
    "stop": _("the name of the stop"),
    "link": _("the link to their own page"),
}
KNOWN = frozenset(NAMES)
PLACEHOLDERS = [Placeholder(name, label, "") for name, label in NAMES.items()]
FIRST = 50
MEASURED = 1500  # letters, beyond which the form refuses a text
ROOM = {"GSM-7": (160, 153), "UCS-2": (70, 67)}  # of an SMS alone, and of one in a chain
LANGUAGES = [code for code, _name in settings.LANGUAGES]
FIELDS = [f"{field}_{language}" for language in LANGUAGES for field in ("title", "body")]


@dataclass(frozen=True)
class Text:
    """What one person reads."""

    member: Member
    title: str
    body: str


def unknown(text: str) -> list[str]:
    """The placeholders in `text` that stand for nothing."""
    return [name for name in dict.fromkeys(PLACEHOLDER.findall(text)) if name not in KNOWN]


def written(broadcast: Broadcast) -> dict[str, tuple[str, str]]:
    """Subject and text by language, of the languages that have a text."""
    texts_of = {
        code: (getattr(broadcast, f"title_{code}"), getattr(broadcast, f"body_{code}"))
        for code in LANGUAGES
    }
    return {code: (title or "", body) for code, (title, body) in texts_of.items() if body}


def unread(broadcast: Broadcast, group: Audience) -> dict[str, int]:
    """How many of the group read a language that nobody has written yet."""
    texts_of = written(broadcast)
    return {code: count for code, count in group.languages.items() if code not in texts_of}


def unread_sentences(missing: Mapping[str, int]) -> dict[str, str]:
    """A sentence for each language that is `missing`, with how many read it."""
    names = {code: get_language_info(code)["name_translated"] for code in missing}
    return {code: _unread(count, str(names[code])) for code, count in missing.items()}


def _unread(people: int, language: str) -> str:
    sentence = ngettext(
        "%(people)d person of the group reads this language: %(language)s. "
        "Please write the text in it.",
        "%(people)d people of the group read this language: %(language)s. "
        "Please write the text in it.",
        people,
    )
    return sentence % {"people": people, "language": language}


def texts(broadcast: Broadcast, stop: Stop, members: Iterable[Member]) -> Iterator[Text]:
    """What each of `members` reads; nothing for those whose language is not written.

    The same words come to one address once, though two people of a family share it.
    """
    texts_of, sent = written(broadcast), set()
    for member in members:
        if member.reader.language in texts_of:
            title, body = (
                filled(words, member.context(stop)) for words in texts_of[member.reader.language]
            )
            address = member.reader.phone or member.reader.email
            if (address, body) not in sent:
                sent.add((address, body))
                yield Text(member, title, body)


def filled(words: str, context: Mapping[str, str]) -> str:
    """`words` with what the placeholders stand for."""
    return fill(words, context, KNOWN)


@dataclass(frozen=True)
class Measure:
    """How long the text of one language is for the first people of the group; `parts` are SMS."""

    language: str
    readers: int
    parts: int
    units: int
    room: int  # what as many parts hold


def measured(typed: Mapping[str, str], stop: Stop, group: Audience) -> list[Measure]:
    """The length of every text that is typed, by the longest of the first fifty letters."""
    return [
        _measure(code, str(typed.get(f"body_{code}", ""))[:MEASURED], stop, group)
        for code in LANGUAGES
    ]


def _measure(language: str, words: str, stop: Stop, group: Audience) -> Measure:
    readers = [member for member in group.members if member.reader.language == language]
    letters = [filled(words, member.context(stop)) for member in readers[:FIRST]] or [words]
    longest = max(map(sms_parts, letters), key=lambda parts: parts.units)
    alone, chained = ROOM[longest.encoding]
    room = alone if longest.count == 1 else chained * longest.count
    return Measure(language, len(readers), longest.count if words else 0, longest.units, room)
