"""What an occasion to write is made of, and all of them, collected from each room's `events.py`.

`EVENTS` of such a module is a tuple of `Event`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

from core.rooms import modules

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Category = Literal["utility", "authentication", "marketing"]
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Placeholder:
    """Something that differs from letter to letter: written `{name}` in the text."""

    name: str
    label: StrOrPromise
    sample: str
    isolated: bool = (
        False  # digits or Latin letters, which an Arabic line would otherwise turn about
    )
    required: bool = False  # a text that leaves it out is of no use


@dataclass(frozen=True)
class Event:
    """An occasion to write, and its words: English texts, translated like all of the house."""

    code: str
    name: StrOrPromise
    placeholders: tuple[Placeholder, ...]
    short: str  # SMS; empty: this goes by e-mail only
    subject: str
    long: str  # e-mail, and what else takes any length
    category: Category = "utility"  # as WhatsApp sorts templates
    needed: bool = False  # even to those who asked for nothing else
    urgent: bool = False  # at any hour: its reader is waiting for it
    secret: bool = False  # nobody but its reader sees it, and it is of no use later
    of_stop: bool = True  # said about a stop, which may word it its own way
    # the long text speaks of what only a mail has, a link to leave or one that no hand may hold
    mail_only: bool = False
    # how one answers by a digit, said where a channel hears; `replies.py` of the room acts on it
    reply: str = ""
    # days after which what was written to somebody without an account is deleted; 0: it stays
    guest_days: int = 0
    free: bool = False  # the words are somebody's own, so that there is nothing to word beforehand

    @cached_property
    def names(self) -> frozenset[str]:
        """What its texts may name."""
        return frozenset(each.name for each in self.placeholders)

    @cached_property
    def isolated(self) -> frozenset[str]:
        """What keeps its own direction in an Arabic line."""
        return frozenset(each.name for each in self.placeholders if each.isolated)

    @cached_property
    def required(self) -> frozenset[str]:
        """What its texts must name."""
        return frozenset(each.name for each in self.placeholders if each.required)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """What the short text names, in order: the parameters of its WhatsApp template."""
        return tuple(dict.fromkeys(PLACEHOLDER.findall(self.short)))

    @property
    def samples(self) -> dict[str, str]:
        """A believable letter, for looking at."""
        return {each.name: each.sample for each in self.placeholders}


REFERENCE = Placeholder("reference", _("file number"), "FM-0142", isolated=True)
LINK = Placeholder(
    "link", _("private link"), "https://labs.example.ma/my/2Zr6Q-n0m5cBvXk9tLwE4A", required=True
)
CENTER = Placeholder("center", _("name of the center"), "CRI Fès-Meknès")
STOP = Placeholder("stop", _("name of the stop"), "Fès-Meknès 2026")
DAY = Placeholder("day", _("last day, in figures"), "25/11", isolated=True)
CLOSES = Placeholder("closes", _("last moment, in words"), "25/11/2026 18:00", isolated=True)
TITLE = Placeholder("title", _("subject"), "Microlabs")
WORDS = Placeholder("words", _("text"), "Microlabs")


class AllEvents(Mapping[str, Event]):
    """Every room's occasions by code, those of this room last. Read it once Django is ready."""

    @cached_property
    def by_code(self) -> dict[str, Event]:
        """Collect `{code: event}` once. Pages keep this order: what a stop tells comes first."""
        rooms = sorted(modules("events"), key=lambda module: module.__package__ == __package__)
        return {event.code: event for module in rooms for event in module.EVENTS}

    def __getitem__(self, code: str) -> Event:
        return self.by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_code)

    def __len__(self) -> int:
        return len(self.by_code)


EVENTS = AllEvents()
