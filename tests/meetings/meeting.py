"""A meeting for tests, with the people who come in."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image

from meetings.actions import invite
from meetings.models import Guest, Meeting


def make_meeting(*, begins_in: int = 0, minutes: int = 60, **values: Any) -> Meeting:
    """A meeting that begins in some minutes, on our own stage unless `way` says another."""
    starts_at = timezone.now() + timedelta(minutes=begins_in)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=minutes)}
    return Meeting.objects.create(**{"title_en": "Selling online", **times, **values})


def make_guest(meeting: Meeting, about: str = "seat 1", **values: Any) -> Guest:
    """Somebody who may come in."""
    return invite(meeting, about, **{"name": "Salma", "language": "en", **values})


def picture(colour: str) -> bytes:
    """A picture of one colour."""
    drawn = BytesIO()
    Image.new("RGB", (64, 36), colour).save(drawn, "PNG")
    return drawn.getvalue()
