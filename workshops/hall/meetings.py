"""The meeting of a workshop: made when the first one comes in, as the workshop says by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse

from core.spoken import LANGUAGES
from meetings.actions import invite
from meetings.models import Guest, Meeting
from workshops.models import Workshop
from workshops.planning.ways import way_of
from workshops.seats.locking import locked

if TYPE_CHECKING:
    from people.models import User
    from workshops.models import Seat


@transaction.atomic
def meeting_of(workshop: Workshop) -> Meeting:
    """The meeting of an online workshop, as the workshop stands now."""
    workshop = locked(workshop.pk)
    values: dict[str, Any] = {
        "way": way_of(workshop),
        "link": workshop.link,
        "dial_in": workshop.dial_in,
        "second_sound": workshop.second_sound,
        "starts_at": workshop.starts_at,
        "ends_at": workshop.ends_at,
        **{f"title_{code}": getattr(workshop, f"title_{code}") for code in LANGUAGES},
    }
    if workshop.meeting is None:
        workshop.meeting = Meeting.objects.create(**values)
        Workshop.objects.filter(pk=workshop.pk).update(meeting=workshop.meeting)
    elif any(getattr(workshop.meeting, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(workshop.meeting, name, value)
        workshop.meeting.save(update_fields=[*values])
    return workshop.meeting


def guest_of(seat: Seat, *, aside: str = "") -> Guest:
    """Whoever sits on `seat`, as a guest of the meeting; `aside` is their page of questions."""
    person = seat.participation.person
    return invite(
        meeting_of(seat.workshop),
        f"seat {seat.pk}",
        name=person.name,
        language=person.language,
        aside=aside,
    )


def host_of(workshop: Workshop, user: User) -> Guest:
    """Whoever leads the meeting now: one at a time, the last one who asked to."""
    meeting = meeting_of(workshop)
    at = [workshop.stop.slug, workshop.number]
    host = invite(
        meeting,
        "host",
        name=user.name,
        language=user.language,
        role=Guest.Role.HOST,
        aside=reverse("hall:meeting", args=at),
    )
    if host.name != user.name:
        host.name, host.language = user.name, user.language
        host.save(update_fields=["name", "language"])
    return host
