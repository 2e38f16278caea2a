"""How a room writes to somebody: it says on which occasion and about what; channel and words are found here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from messaging.actions.outbox import BLOCK, put, put_many
from messaging.addresses import one_form
from messaging.http.ways import configured
from messaging.models import Broadcast, Message, OptOut, Preference, Thread, Wording
from messaging.occasions import EVENTS, Event
from messaging.words import worded
from people.models import Consent, ConsentText, User
from programs.models import Stop

Channel = Message.Channel
BY_TELEPHONE = (Channel.WHATSAPP, Channel.SMS)  # the better one first


@dataclass(frozen=True)
class Reader:
    """Who reads a letter, and where: somebody with an account, or only an address that was typed."""

    person: User | None
    phone: str
    email: str
    language: str

    @classmethod
    def of(cls, person: User) -> Reader:
        """Somebody with an account, in their own language."""
        return cls(person, person.phone or "", person.email or "", person.language)


@dataclass(frozen=True)
class Letter:
    """What is to be said to whom. `key` makes it once; `about` and `version` name what it is dropped with."""

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
    everywhere: bool = False  # by telephone and by e-mail, where there are both
    by_hand: Mapping[str, str] = field(default_factory=dict)  # what stands in the context where a hand sends it


def write(letter: Letter) -> list[Message]:
    """Put a letter into the outbox, in the transaction of what it tells of. Empty when its reader wants no such one."""
    return [put(message) for message in _messages([letter])]


def write_many(letters: Sequence[Letter]) -> int:
    """The same for many, with as many statements for a thousand as for one; how many messages are new."""
    blocks = (letters[start : start + BLOCK] for start in range(0, len(letters), BLOCK))
    return sum(put_many(_messages(block)) for block in blocks)


def channel_for(reader: Reader, preference: Preference | None, event: Event | None = None) -> Channel | None:
    """The way to `reader`: the one they chose, else WhatsApp, SMS, somebody's hand, and e-mail without a telephone.

    A sign-in code never passes through anybody's hands. Nothing when there is no way.
    """
    by_phone = bool(reader.phone) and not (event and not event.short)
    chosen = preference.channel if preference else ""
    if reader.email and (chosen == Channel.EMAIL or not by_phone):
        return Channel.EMAIL
    if not by_phone:
        return None
    ways = [way for way in BY_TELEPHONE if way in configured()]
    best = next((way for way in ways if way == chosen), ways[0] if ways else Channel.BY_HAND)
    if event and event.secret:
        return _for_a_code(reader, chosen, ways)
    return best


def _for_a_code(reader: Reader, chosen: str, ways: Sequence[Channel]) -> Channel:
    """SMS unless WhatsApp was chosen or is all there is. Without either it fails by SMS, where staff read why."""
    if Channel.WHATSAPP in ways and (chosen == Channel.WHATSAPP or Channel.SMS not in ways):
        return Channel.WHATSAPP
    return Channel.EMAIL if not ways and reader.email else Channel.SMS


def _messages(letters: Sequence[Letter]) -> list[Message]:
    """Unsaved rows of the outbox for these letters: four statements, however many they are."""
    wishes, own = _Wishes(letters), _wordings(letters)
    messages = []
    for letter in letters:
        event = EVENTS[letter.event]
        wording = own.get((letter.stop.pk, event.code)) if letter.stop else None
        for channel, address in _ways(letter, event, wishes):
            if event.needed or wishes.allow(letter, address):
                messages.append(_message(letter, event, wording, channel, address))
    return messages


def _ways(letter: Letter, event: Event, wishes: _Wishes) -> Iterable[tuple[Channel, str]]:
    """By which channels it goes, and to which address of each."""
    reader = letter.reader
    best = channel_for(reader, wishes.preference(reader), event)
    if best is None:
        return
    if letter.everywhere and reader.email and reader.phone and best == Channel.EMAIL and event.short:
        best = channel_for(reader, None, event) or best
    yield best, reader.email if best == Channel.EMAIL else reader.phone
    if letter.everywhere and reader.email and best != Channel.EMAIL:
        yield Channel.EMAIL, reader.email


def _message(letter: Letter, event: Event, own: Wording | None, channel: Channel, address: str) -> Message:
    """The row, its words frozen as they are now."""
    context = {**letter.context, **(letter.by_hand if channel == Channel.BY_HAND else {})}
    words = worded(event, language=letter.reader.language, context=context, own=own)
    by_mail = channel == Channel.EMAIL
    return Message(
        key=f"{letter.key}:{channel}" if letter.everywhere else letter.key,
        event=event.code,
        context=context,
        channel=channel,
        address=address,
        person=letter.reader.person,
        stop=letter.stop,
        thread=letter.thread,
        broadcast=letter.broadcast,
        author=letter.author,
        language=letter.reader.language,
        subject=words.subject if by_mail else "",
        body=(words.long or words.short) if by_mail else (words.short or words.long),
        secret=letter.secret or event.secret,
        urgent=event.urgent,
        needed=event.needed,
        about=letter.about,
        version=letter.version,
        due_at=letter.due_at or timezone.now(),
        expires_at=letter.expires_at,
    )


def _wordings(letters: Sequence[Letter]) -> dict[tuple[int, str], Wording]:
    stops = {letter.stop.pk for letter in letters if letter.stop}
    events = {letter.event for letter in letters if not EVENTS[letter.event].free}
    if not stops or not events:
        return {}
    return {(own.stop_id, own.event): own for own in Wording.objects.filter(stop__in=stops, event__in=events)}


class _Wishes:
    """What the readers of some letters chose, refused, and agreed to."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        people = {letter.reader.person.pk for letter in letters if letter.reader.person}
        mine = Preference.objects.filter(person__in=people) if people else ()
        self.preferences = {each.person_id: each for each in mine}
        unasked = [letter for letter in letters if not EVENTS[letter.event].needed]
        typed = [address for letter in unasked for address in (letter.reader.phone, letter.reader.email) if address]
        refused = OptOut.objects.in_force().filter(address__in={one_form(each) for each in typed}) if typed else None
        self.refused = set(refused.values_list("address", flat=True)) if refused is not None else set()
        self.asked, self.agreed = _consents({each.reader.person.pk for each in unasked if each.reader.person})

    def preference(self, reader: Reader) -> Preference | None:
        """What the reader chose, if they have an account and chose something."""
        return self.preferences.get(reader.person.pk) if reader.person else None

    def allow(self, letter: Letter, address: str) -> bool:
        """Whether what nobody needs may be written: not refused, and agreed to by whoever was asked."""
        preference, person = self.preference(letter.reader), letter.reader.person
        if one_form(address) in self.refused or (preference and preference.only_needed):
            return False
        if person is None:
            return True
        where = (person.pk, letter.stop.pk if letter.stop else None)
        return "@" in address or where in self.agreed or where not in self.asked  # agreed to is the telephone


def _consents(people: set[int]) -> tuple[set[tuple[int, int | None]], set[tuple[int, int | None]]]:
    """Who was asked to be reminded and who agrees, by person and stop; under no stop: anywhere."""
    asked: set[tuple[int, int | None]] = set()
    agreed: set[tuple[int, int | None]] = set()
    if people:
        given = Consent.objects.filter(person__in=people)
        for person, stop, purpose, over in given.values_list("person", "stop", "text__purpose", "withdrawn_at"):
            asked |= {(person, stop), (person, None)}
            if purpose == ConsentText.Purpose.REMINDERS and over is None:
                agreed |= {(person, stop), (person, None)}
    return asked, agreed
