"""Where a session by sound or picture meets: a room for two, a stage for a table, or the Jitsi."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from coaching.booking.links import session_url
from coaching.booking.locking import locked
from coaching.models import Booking, SessionRoom
from core.spoken import LANGUAGES
from meetings.actions import invite
from meetings.jitsi import is_configured
from meetings.models import Guest, Meeting

if TYPE_CHECKING:
    from people.models import User

GUEST, HOST = "session ", "expert of slot "  # what the meetings call us


def way_of(booking: Booking) -> Meeting.Way:
    """The center's Jitsi where there is one, else our own room; a table has a stage."""
    if is_configured():
        return Meeting.Way.JITSI
    return Meeting.Way.PAIR if booking.is_alone else Meeting.Way.STAGE


@transaction.atomic
def room_of(booking: Booking) -> Meeting:
    """The meeting of a session, at the hour that it has now."""
    locked(booking.slot_id)
    now = Booking.objects.select_related("theme").get(pk=booking.pk)
    values: dict[str, Any] = {
        "way": way_of(now),
        "starts_at": now.starts_at,
        "ends_at": now.ends_at,
        **{f"title_{code}": getattr(now.theme, f"name_{code}") for code in LANGUAGES},
    }
    meeting = _known(now)
    if meeting is None:
        meeting = Meeting.objects.create(**values)
    SessionRoom.objects.get_or_create(booking=now, defaults={"meeting": meeting})
    changed = {name for name, value in values.items() if getattr(meeting, name) != value}
    for name in changed:
        setattr(meeting, name, values[name])
    if changed:
        meeting.save(update_fields=changed)
    return meeting


def _known(booking: Booking) -> Meeting | None:
    """The meeting that this session has already, or that its table has."""
    rows = SessionRoom.objects.select_related("meeting")
    own = rows.filter(booking=booking).first()
    if own is None and not booking.is_alone:
        own = rows.filter(booking__slot=booking.slot_id).first()
    return own.meeting if own else None


def guest_of(booking: Booking) -> Guest:
    """The person of a session, as a guest who waits until the expert lets them in."""
    person = booking.person
    if person is None:
        raise Booking.DoesNotExist
    return invite(
        room_of(booking),
        f"{GUEST}{booking.pk}",
        name=person.name,
        language=person.language,
        aside=session_url(booking),
    )


def host_of(booking: Booking, user: User | None, *, aside: str = "") -> Guest:
    """Whoever leads a session: its expert; a second expert or a colleague comes in beside them.

    `aside` is where they leave to.
    """
    lead, about = booking.expert.user, f"{HOST}{booking.slot_id}"
    led: dict[str, Any] = {"role": Guest.Role.HOST, "aside": aside}
    if user is None or user == lead:
        language = lead.language if lead else "fr"
        return invite(room_of(booking), about, name=booking.expert.name, language=language, **led)
    beside = f"{about} beside {user.pk}"
    return invite(room_of(booking), beside, name=user.name, language=user.language, **led)
