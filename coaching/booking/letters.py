"""What is written about a session: to its person, and to its expert where the hour is near.

The outbox knows them as `session N` at the version of the session: what was written about an older
one, and has not left, is dropped. A `{how}` of its own stands for each way to meet.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.booking.links import session_link
from coaching.models import Booking, Mode
from core.language import said_day
from core.links import absolute
from messaging.actions.letters import Letter, Reader, write_many
from messaging.actions.outbox import revise
from messaging.models import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from coaching.models import Expert

SUBJECT = "session "
NEAR = timedelta(days=2)  # within which an expert is told at once; their day's page says the rest
ON_THE_WAY = (Message.State.NEW, Message.State.SENDING, Message.State.PREPARED)
OFFERS = ("session_offered", "session_expert_away")
TO_FIND = ("session_put_back", "session_lapsed", "session_cancelled")


def subject(number: int) -> str:
    """What the outbox calls what is said about the session with this number."""
    return f"{SUBJECT}{number}"


def number_of(name: str) -> int:
    """The session that a name of `subject` is about."""
    return int(name.removeprefix(SUBJECT))


def tell(booking: Booking, event: str, *, to_expert: str = "") -> None:
    """Write about what has just become of a session, in its transaction; drop older words.

    Its expert is told on the occasion `to_expert`, where the hour is near.
    """
    hush(booking)
    theirs = for_expert(booking, to_expert, booking.version) if to_expert else []
    write_many([letter(booking, event), *theirs])


def tell_expert(booking: Booking, event: str) -> None:
    """Write to the expert of a session whose hour is near."""
    write_many(for_expert(booking, event, booking.version))


def for_expert(booking: Booking, event: str, version: int) -> list[Letter]:
    """That letter, if there is one, true until the session has another version than this.

    Of whoever comes beside the expert too.
    """
    key = f"session:{booking.pk}:{version}:{event}"
    theirs = _near(booking, event, booking.expert, version, key)
    return [*theirs, *for_second(booking, event, version)]


def for_second(booking: Booking, event: str, version: int) -> list[Letter]:
    """The same for whoever comes beside the expert alone."""
    key = f"session:{booking.pk}:{version}:{event}:{booking.beside_id}"
    return _near(booking, event, booking.beside, version, key)


def _near(
    booking: Booking, event: str, expert: Expert | None, version: int, key: str
) -> list[Letter]:
    user = expert.user if expert else None
    if user is None or booking.starts_at >= timezone.now() + NEAR:
        return []
    context = {**words(booking, user.language), "link": absolute("/expert/")}
    about = _letter(booking, event, Reader.of(user), context)
    return [replace(about, version=version, key=key)]


def hush(booking: Booking) -> None:
    """Drop what waits and was true only before the last move of a session."""
    if booking.version > 1:
        revise(subject(booking.pk), version=booking.version)


def not_told(offered: Sequence[Booking]) -> set[int]:
    """The keys of those whose offer waits to be sent, and has left in no way."""
    about = [subject(each.pk) for each in offered]
    offers = Message.objects.filter(about__in=about, event__in=OFFERS)
    told = set(offers.filter(sent_at__isnull=False).values_list("about", flat=True))
    waits = set(offers.filter(state__in=ON_THE_WAY).values_list("about", flat=True))
    return {number_of(name) for name in waits - told}


def letter(booking: Booking, event: str) -> Letter:
    """One letter to the person of a session, in their language."""
    person = booking.person
    if person is None:  # refused by the database for a session that is coming
        raise ValueError(booking.pk)
    context = words(booking, person.language)
    if event in TO_FIND:
        context["link"] = absolute(f"/{booking.stop.slug}/coaching/")
    return _letter(booking, event, Reader.of(person), context)


def words(booking: Booking, language: str) -> dict[str, str]:
    """What every text about a session may name, in one language."""
    with translation.override(language):
        start = timezone.localtime(booking.starts_at)
        offered = booking.state == Booking.State.OFFERED and booking.offered_until
        until = timezone.localtime(booking.offered_until) if offered else None
        return {
            # In an offer, the hour that matters in a short text is the last one to answer.
            "day": f"{until or start:%d/%m %H:%M}",
            "when": _said(start),
            "until": _said(until) if until else "",
            "expert": experts_of(booking),
            "theme": booking.theme.name,
            "how": how(booking),
            "link": session_link(booking),
            "name": str(booking.person.name) if booking.person else "",
            "stop": booking.stop.name,
            "center": booking.stop.center.name,
        }


def how(booking: Booking) -> str:
    """How the two meet, in one sentence of the language that is spoken."""
    if booking.mode == Mode.CENTER:
        place = booking.slot.place or booking.stop.center.name
        return _("You meet at the center: %(place)s.") % {"place": place}
    return {
        Mode.PHONE: _("The expert calls by telephone."),
        Mode.WHATSAPP: _("The expert calls on WhatsApp."),
        Mode.VIDEO: _("You meet on this site, by sound or picture."),
    }[Mode(booking.mode)]


def experts_of(booking: Booking) -> str:
    """Who meets the person: one expert, or two."""
    if booking.beside is None:
        return str(booking.expert.name)
    both = {"one": booking.expert.name, "other": booking.beside.name}
    return _("%(one)s and %(other)s") % both


def _said(moment: datetime) -> str:
    return said_day(date_format(moment, "DATETIME_FORMAT"))


def _letter(booking: Booking, event: str, reader: Reader, context: dict[str, str]) -> Letter:
    over = event in {"session_cancelled", "session_put_back", "session_lapsed"}
    return Letter(
        key=f"session:{booking.pk}:{booking.version}:{event}",
        event=event,
        reader=reader,
        context=context,
        stop=booking.stop,
        about=subject(booking.pk),
        version=booking.version,
        expires_at=None if over else booking.ends_at,
        everywhere=event in OFFERS,
    )
