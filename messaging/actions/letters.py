"""How a room writes: it says on which occasion, about what; channel and words are found here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from core.composed import Composed, slots
from core.making import new_row
from messaging.actions.outbox import BLOCK, put, put_many
from messaging.channels.addresses import EMAIL, one_form
from messaging.channels.base import Channel, best_first, channels, codes_first
from messaging.models import Broadcast, Message, OptOut, Preference, Thread, Wording
from messaging.occasions import EVENTS, Event
from messaging.words import filled, texts_of
from people.models import Consent, ConsentText, User
from programs.models import Stop

PREFERENCES = Composed(lambda: Preference.objects.filter(person__in=slots("people")))
WORDINGS = Composed(
    lambda: Wording.objects.filter(stop__in=slots("stops"), event__in=slots("events", "text"))
)


@dataclass(frozen=True)
class Reader:
    """Who reads a letter, and where: somebody with an account, or only a typed address."""

    person: User | None
    phone: str
    email: str
    language: str

    @classmethod
    def of(cls, person: User) -> Reader:
        """Somebody with an account, in their own language."""
        return cls(person, person.phone or "", person.email or "", person.language)

    def at(self, channel: Channel) -> str:
        """Their address on `channel`; empty where they have none."""
        address: str = getattr(self, channel.kind.column)
        return address


@dataclass(frozen=True)
class Letter:
    """What is to be said to whom. `key` makes it once; it is dropped with `about` at `version`."""

    key: str
    event: str
    reader: Reader
    context: Mapping[str, str] = field(default_factory=dict)
    stop: Stop | None = None
    about: str = ""
    version: int = 0
    due_at: datetime | None = None
    expires_at: datetime | None = None
    broadcast: Broadcast | None = None
    thread: Thread | None = None
    author: User | None = None
    secret: bool = False
    urgent: bool = False  # at any hour, though its occasion usually waits for a decent one
    everywhere: bool = False  # by telephone and by e-mail, where there are both
    texts: Mapping[str, str] = field(default_factory=dict)  # said to this one reader alone
    # what stands in the context where a hand sends it
    by_hand: Mapping[str, str] = field(default_factory=dict)


def write(letter: Letter) -> list[Message]:
    """Put a letter into the outbox, in this transaction; empty when its reader wants none."""
    return [put(message) for message in _messages([letter])]


def write_many(letters: Sequence[Letter]) -> int:
    """Write many, with as many statements for a thousand as for one; how many are new."""
    blocks = (letters[start : start + BLOCK] for start in range(0, len(letters), BLOCK))
    return sum(put_many(_messages(block)) for block in blocks)


def channel_for(
    reader: Reader,
    preference: Preference | None,
    event: Event | None = None,
    *,
    any_words: bool = False,
) -> Channel | None:
    """The channel to `reader`: their choice, else the best by telephone, e-mail without one.

    With `any_words` only one that takes whatever is written, and no templates of it. A sign-in code
    never passes through anybody's hands. None when no channel leads to them.
    """
    short = bool(reader.phone) and not (event and not event.short)
    open_ones = [each for each in best_first() if each.by_hand or each.configured()]
    long = next((each for each in open_ones if each.long and reader.at(each)), None)
    chosen = preference.channel if preference else ""
    if long and (chosen == long.code or not short):
        return long
    if not short:
        return None
    if event and event.secret:
        return _for_a_code(chosen, long)
    by_phone = [
        each
        for each in open_ones
        if not each.long and reader.at(each) and not (any_words and each.free_until)
    ]
    return next((each for each in by_phone if each.code == chosen), by_phone[0])


def _for_a_code(chosen: str, long: Channel | None) -> Channel:
    """The chosen channel, else the best for a code; if none works, one that fails in the log."""
    short = [each for each in codes_first() if not (each.long or each.by_hand)]
    open_ones = [each for each in short if each.configured()]
    if not open_ones:
        return long or short[0]
    return next((each for each in open_ones if each.code == chosen), open_ones[0])


def _messages(letters: Sequence[Letter]) -> list[Message]:
    """Unsaved rows of the outbox for these letters: four statements, however many they are."""
    wishes, texts = _Wishes(letters), _Texts(letters)
    ways: dict[tuple[Any, ...], list[Channel]] = {}
    messages = []
    for letter in letters:
        event, reader = EVENTS[letter.event], letter.reader
        wish = wishes.preference(reader)
        chosen = wish.channel if wish else ""
        # On nothing else it hangs which channels there are: they are looked for once.
        reached = bool(reader.phone), bool(reader.email)
        alike = event.code, reached, chosen, letter.everywhere, bool(letter.texts)
        if alike not in ways:
            ways[alike] = [*_ways(letter, event, wish)]
        for channel in ways[alike]:
            address = reader.at(channel)
            if event.needed or wishes.allow(letter, channel, address):
                messages.append(_message(letter, event, texts.of(letter), channel, address))
    return messages


def _ways(letter: Letter, event: Event, wish: Preference | None) -> Iterable[Channel]:
    """By which channels it goes."""
    reader, own = letter.reader, bool(letter.texts)
    best = channel_for(reader, wish, event, any_words=own)
    if best is None:
        return
    both = letter.everywhere and reader.email and reader.phone
    if both and best.long and event.short:
        best = channel_for(reader, None, event, any_words=own) or best
    yield best
    if letter.everywhere and reader.email and not best.long:
        yield channels()[EMAIL.column]


def _message(
    letter: Letter, event: Event, texts: Mapping[str, str], channel: Channel, address: str
) -> Message:
    """The row, its words frozen as they are now."""
    context = {**letter.context, **(letter.by_hand if channel.by_hand else {})}
    language = letter.reader.language
    words = filled({**texts, **letter.texts}, event, language=language, context=context)
    subject, body = channel.lay_out(words, event)
    now = timezone.now()
    return new_row(
        Message,
        key=f"{letter.key}:{channel.code}" if letter.everywhere else letter.key,
        event=event.code,
        context=context,
        channel=channel.code,
        address=address,
        person=letter.reader.person,
        stop=letter.stop,
        thread=letter.thread,
        broadcast=letter.broadcast,
        author=letter.author,
        language=language,
        subject=subject,
        body=body,
        secret=letter.secret or event.secret,
        urgent=event.urgent or letter.urgent,
        needed=event.needed,
        about=letter.about,
        version=letter.version,
        created_at=now,
        moved_at=now,
        due_at=letter.due_at or now,
        expires_at=letter.expires_at,
    )


class _Texts:
    """What is said in some letters, with placeholders; once for each occasion, stop, language."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        stops = {letter.stop.pk for letter in letters if letter.stop}
        events = {letter.event for letter in letters if not EVENTS[letter.event].free}
        asked = {"stops": [*stops], "events": [*events]}
        rows = WORDINGS.rows(asked) if stops and events else ()
        self.own = {(own.stop_id, own.event): own for own in rows}
        self.said: dict[tuple[str, int, str], Mapping[str, str]] = {}

    def of(self, letter: Letter) -> Mapping[str, str]:
        """Those of the occasion of `letter`, in the wording of its stop."""
        stop, language = letter.stop.pk if letter.stop else 0, letter.reader.language
        key = letter.event, stop, language
        if key not in self.said:
            own = self.own.get((stop, letter.event))
            self.said[key] = texts_of(EVENTS[letter.event], own, language)
        return self.said[key]


class _Wishes:
    """What the readers of some letters chose, refused, and agreed to."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        people = {letter.reader.person.pk for letter in letters if letter.reader.person}
        mine = PREFERENCES.rows({"people": [*people]}) if people else ()
        self.preferences = {each.person_id: each for each in mine}
        readers = [letter.reader for letter in letters if not EVENTS[letter.event].needed]
        pairs = ((reader.phone, reader.email) for reader in readers)
        addresses = {one_form(address) for pair in pairs for address in pair if address}
        refusals = OptOut.objects.in_force().filter(address__in=addresses)
        self.refused = set(refusals.values_list("address", flat=True)) if addresses else set()
        self.asked, self.agreed = _consents({each.person.pk for each in readers if each.person})

    def preference(self, reader: Reader) -> Preference | None:
        """What the reader chose, if they have an account and chose something."""
        return self.preferences.get(reader.person.pk) if reader.person else None

    def allow(self, letter: Letter, channel: Channel, address: str) -> bool:
        """Whether what nobody needs may be written: not refused, agreed to by whoever was asked."""
        preference, person = self.preference(letter.reader), letter.reader.person
        if one_form(address) in self.refused or (preference and preference.only_needed):
            return False
        if person is None:
            return True
        where = (person.pk, letter.stop.pk if letter.stop else None)
        return not channel.asks_consent or where in self.agreed or where not in self.asked


def _consents(people: set[int]) -> tuple[set[tuple[int, int | None]], set[tuple[int, int | None]]]:
    """Who was asked to be reminded and who agrees, by person and stop; under no stop: anywhere."""
    asked: set[tuple[int, int | None]] = set()
    agreed: set[tuple[int, int | None]] = set()
    if people:
        consents = Consent.objects.filter(person__in=people)
        for person, stop, purpose, over in consents.values_list(
            "person", "stop", "text__purpose", "withdrawn_at"
        ):
            asked |= {(person, stop), (person, None)}
            if purpose == ConsentText.Purpose.REMINDERS and over is None:
                agreed |= {(person, stop), (person, None)}
    return asked, agreed
