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

GUEST, HOST = "session ", "expert of session "  # what the meetings call us


def way_of(booking: Booking) -> Meeting.Way:
    """The center's Jitsi where there is one, else our own room."""
    return Meeting.Way.JITSI if is_configured() else Meeting.Way.PAIR


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
    row = SessionRoom.objects.select_related("meeting").filter(booking=booking).first()
    if row is None:
        meeting = Meeting.objects.create(**values)
        SessionRoom.objects.create(booking=booking, meeting=meeting)
        return meeting
    changed = {name for name, value in values.items() if getattr(row.meeting, name) != value}
    for name in changed:
        setattr(row.meeting, name, values[name])
    if changed:
        row.meeting.save(update_fields=changed)
    return row.meeting


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


def host_of(booking: Booking, user: User | None) -> Guest:
    """Whoever leads a session: its expert; a second expert or a colleague comes in beside them."""
    lead = booking.expert.user
    known = user or lead
    is_lead = known is None or (lead is not None and known.pk == lead.pk)
    return invite(
        room_of(booking),
        f"{HOST}{booking.pk}" if is_lead else f"{HOST}{booking.pk} beside {known.pk}",
        name=booking.expert.name if is_lead else known.name,
        language=known.language if known else "fr",
        role=Guest.Role.HOST,
    )
