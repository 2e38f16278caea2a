"""Channels: what is known of each stands in one object; who lists, sends or counts asks here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from core.calling import NotSent
from messaging.channels.addresses import EMAIL, AddressKind

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.request import HttpHeaders
    from django_stubs_ext import StrOrPromise

    from core.webhooks import Element
    from messaging.models import Message, Post
    from messaging.occasions import Event
    from messaging.words import Words

BY_HAND = "by_hand"  # the code of the channel that is somebody of the center
PAGE, STAFF = "page", "staff"  # a refusal that came by no channel
WEB = "web"  # the code of what was written on our own pages; nothing is sent by it
LONGEST_CODE = 12
GONE = gettext_noop("This installation no longer has this channel.")
_registered: dict[str, Channel] = {}


@dataclass(frozen=True)
class Told:
    """What became of a message of ours."""

    provider_id: str
    status: str
    at: datetime
    echo: str = ""
    failure: str = ""
    phone: str = ""
    user_id: str = ""
    parent_id: str = ""


@dataclass(frozen=True)
class Written:
    """What somebody wrote to us. Without a telephone, Meta's own id names them."""

    provider_id: str
    at: datetime
    kind: Post.Kind
    phone: str = ""
    user_id: str = ""
    parent_id: str = ""
    text: str = ""
    media_id: str = ""
    file_type: str = ""
    reply_to: str = ""
    shared_phone: str = field(default="", repr=False)  # their number, which they chose to give us


@dataclass(frozen=True, kw_only=True)
class Hook:
    """How a provider calls back, at `/hooks/<code of the channel>/`."""

    proved: Callable[[bytes, HttpHeaders], bool]  # whether the provider itself sent these bytes
    split: Callable[[bytes, HttpHeaders], list[Element]]  # a call's parts. Raises `Unreadable`
    told: Callable[[dict[str, Any]], Told]  # what a status says
    written: Callable[[dict[str, Any]], Written | None]  # what somebody wrote; None: not kept
    # answers a GET that asks whether the URL is ours
    verified: Callable[[HttpRequest], HttpResponse] | None = None


@dataclass(frozen=True)
class Cost:
    """What texts cost: the paid parts of one, and the words for the parts of one and of all."""

    parts: Callable[[str], int]
    one: Callable[[int], str]
    total: Callable[[int, int], str]  # of all parts, and of the parts of the longest text


@dataclass(frozen=True, eq=False, kw_only=True)
class Channel:
    """A channel. Of two, the lower number comes first; `better` where a person prefers none."""

    code: str
    label: StrOrPromise
    icon: str
    kind: AddressKind  # which address of a person it needs
    better: int
    # gives the provider's id, or nothing. Raises `NotSent` or `UnknownFate`
    send: Callable[[Message], str]
    configured: Callable[[], bool]
    for_codes: int = 9  # order in which sign-in codes try the channels
    refusal: StrOrPromise = ""  # how a refusal that came by this channel is named
    long: bool = False  # takes the long text, with a subject
    by_hand: bool = False  # somebody of the center sends
    asks_consent: bool = True  # to remind somebody by it
    takes_files: bool = False
    names_writers: bool = False  # its provider names people by ids of its own
    cost: Cost | None = None  # None: nothing is paid by the part
    echoes: Callable[[], bool] = lambda: False  # its provider tells what became of a message
    keyed: Callable[[], bool] = lambda: False  # its provider knows our keys: a repeat does no harm
    hook: Hook | None = None
    # until when an address takes free words; None: always
    free_until: Callable[[str], datetime | None] | None = None
    fetch: Callable[[str], tuple[bytes, str]] | None = None  # a file that was sent, and its type

    @property
    def hears(self) -> bool:
        """Whether what people answer by it reaches us: its provider calls back, and may."""
        return self.hook is not None and self.echoes()

    def writes_to(self, address: str) -> bool:
        """Whether it can write to `address`: of its kind, or a name that its provider gave."""
        return self.kind.knows(address) or (self.names_writers and not EMAIL.knows(address))

    def lay_out(self, words: Words, event: Event) -> tuple[str, str]:
        """The subject and the text that it takes of `words`: the short one only where it must.

        How to answer by a digit stands below, where the answer reaches us.
        """
        if self.long:
            return words.subject, words.long or words.short
        reply = words.reply if self.hears else ""
        if self.cost or event.mail_only:
            return "", "\n".join(filter(None, (words.short or words.long, reply)))
        return "", "\n\n".join(filter(None, (words.long or words.short, reply)))


def register(channel: Channel) -> Channel:
    """Make it known. Each file of this package does so, once somebody asks for one."""
    _registered[channel.code] = channel
    return channel


def forget(channel: Channel) -> None:
    """Undo `register`."""
    del _registered[channel.code]


@cache
def _found() -> None:
    """Import every file of this package: each registers its channel."""
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"{__package__}.{module.name}")


def _known() -> dict[str, Channel]:
    _found()
    return _registered


def channels() -> Mapping[str, Channel]:
    """Every channel by its code, those of a machine first."""
    ordered = sorted(_known().values(), key=lambda each: (each.by_hand, each.code))
    return {each.code: each for each in ordered}


def best_first() -> list[Channel]:
    """Every channel, the one that people like best first."""
    return sorted(_known().values(), key=lambda each: each.better)


def codes_first() -> list[Channel]:
    """Every channel, the one that fits a sign-in code best first."""
    return sorted(_known().values(), key=lambda each: each.for_codes)


def configured() -> frozenset[str]:
    """The codes of those by which this installation sends without anybody's hand."""
    machines = (each for each in _known().values() if not each.by_hand)
    return frozenset(each.code for each in machines if each.configured())


def send(message: Message) -> str:
    """Hand `message` to its channel; in the demonstration it stays, for the mailbox page."""
    if message.channel not in _known():
        raise NotSent(GONE, final=True)
    return "" if settings.DEMO else _known()[message.channel].send(message)


def repeatable() -> Q:
    """Messages that may be sent again when their fate is unknown: codes, those of a keyed way."""
    keyed = _codes(each for each in _known().values() if each.keyed())
    return Q(secret=True) | Q(channel__in=keyed)


def repeats_safely(message: Message) -> bool:
    """Whether `message` is one of those."""
    return message.secret or (message.channel in _known() and _known()[message.channel].keyed())


def with_echo() -> list[str]:
    """The codes of those whose provider tells afterwards what became of a message."""
    return _codes(each for each in _known().values() if each.echoes())


def without_consent() -> list[str]:
    """The codes of those that remind without having been agreed to."""
    return _codes(each for each in _known().values() if not each.asks_consent)


def _codes(some: Iterable[Channel]) -> list[str]:
    return sorted(each.code for each in some)


def label_of(code: str) -> str:
    """What came or left by `code`, in words."""
    if code == WEB:
        return str(_("our own pages"))
    return str(_known()[code].label) if code in _known() else code


def choices() -> list[tuple[str, StrOrPromise]]:
    """Every channel, as the choices of a column: no migration names them."""
    return [(each.code, each.label) for each in channels().values()]


def wishes() -> list[tuple[str, StrOrPromise]]:
    """What somebody may prefer."""
    return [
        ("", _("The best way")),
        *((each.code, each.label) for each in best_first() if not each.by_hand),
    ]


def refusals() -> list[tuple[str, StrOrPromise]]:
    """How a refusal of messages may have come."""
    by_channel = [(each.code, each.refusal) for each in codes_first() if each.refusal]
    return [*by_channel, (PAGE, _("on their own page")), (STAFF, _("told to the center"))]
