"""What guests and trainers do in a meeting, and how browsers find each other."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.rooms import offered
from meetings.models import Guest, Meeting, Signal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LONGEST = 20_000  # letters of what one browser tells another
LINE = re.compile(r"[a-z0-9]{8,24}")
FRESH = timedelta(seconds=4)  # somebody who was seen so lately is not written down again


def invite(
    meeting: Meeting,
    about: str,
    *,
    name: str,
    language: str,
    role: str = Guest.Role.LISTENER,
    aside: str = "",
) -> Guest:
    """Let somebody in, known to the room above as `about`; twice is harmless."""
    values = {"name": name, "language": language, "role": role, "aside": aside}
    guest, _new = Guest.objects.get_or_create(meeting=meeting, about=about, defaults=values)
    return guest


@transaction.atomic
def enter(guest: Guest) -> None:
    """Let `guest` come in. The first time counts as arrival, which the rooms above are told.

    Raises ValidationError('early' | 'over') outside of the meeting's hours.
    """
    if guest.meeting.is_early:
        raise ValidationError(_("The door is not open yet."), code="early")
    if guest.meeting.is_over:
        raise ValidationError(_("This meeting is over."), code="over")
    now = timezone.now()
    if Guest.objects.filter(pk=guest.pk, entered_at=None).update(entered_at=now):
        guest.entered_at = now
        for arrived in offered("meeting", "arrived"):
            arrived(guest.about, now)


def see(guest: Guest, line: str, *, begins: bool = False) -> None:
    """Write down that `guest` is here, on the page called `line`: once in some seconds.

    A meeting is led from one page, the one that `begins` last: an earlier one is refused with
    ValidationError('elsewhere'). A listener's page that `begins` is heard by nobody: whoever was
    called is called again.
    """
    if not LINE.fullmatch(line):
        raise ValidationError("line", code="line")
    now = timezone.now()
    if guest.is_host and guest.line not in {"", line} and not begins:
        raise ValidationError(_("This meeting is led from another page."), code="elsewhere")
    if guest.line == line and guest.seen_at and now - guest.seen_at < FRESH:
        return
    silent = {"is_on_air": False} if begins and guest.is_on_air else {}
    for name, value in {"line": line, "seen_at": now, **silent}.items():
        setattr(guest, name, value)
    Guest.objects.filter(pk=guest.pk).update(line=line, seen_at=now, **silent)


@transaction.atomic
def signal(guest: Guest, *, to: int, line: str, kind: str, body: str) -> Signal:
    """Hand what `guest`'s browser says to the browser of `to`, in place of what it said before.

    Only the trainer's and a listener's browser speak. Raises ValidationError('signal') else.
    """
    receiver = Guest.objects.filter(meeting=guest.meeting_id, pk=to).exclude(role=guest.role)
    shaped = kind in Signal.Kind.values and LINE.fullmatch(line) and _is_text(body)
    if not shaped or not receiver.exists():
        raise ValidationError("signal", code="signal")
    # A new number each time, so that whoever asks for what is later finds it.
    Signal.objects.filter(sender=guest, receiver=to).delete()
    return Signal.objects.create(sender=guest, receiver_id=to, line=line, kind=kind, body=body)


def _is_text(body: str) -> bool:
    """Whether something is said that a row can hold."""
    return 0 < len(body) <= LONGEST and "\0" not in body


def raise_hand(guest: Guest, *, up: bool) -> datetime | None:
    """Raise or lower the hand of `guest`; the moment it went up."""
    if up and guest.hand_at:
        return guest.hand_at
    guest.hand_at = timezone.now() if up else None
    Guest.objects.filter(pk=guest.pk).update(hand_at=guest.hand_at)
    return guest.hand_at


@transaction.atomic
def bring_on(meeting: Meeting, listener: int | None) -> None:
    """Let one listener speak to all, in place of whoever did; None: the trainer alone again."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    guests = Guest.objects.filter(meeting=meeting, role=Guest.Role.LISTENER)
    guests.filter(is_on_air=True).exclude(pk=listener or 0).update(is_on_air=False)
    if listener is not None:
        guests.filter(pk=listener).update(is_on_air=True, hand_at=None)


def turn(meeting: Meeting, slide: int) -> int:
    """Show the slide with this number, the nearest one there is; which it became."""
    last = max(0, len(meeting.pictures) - 1)
    meeting.slide = min(max(0, slide), last)
    Meeting.objects.filter(pk=meeting.pk).update(slide=meeting.slide)
    return meeting.slide


def hand_over(meeting: Meeting, *, over: bool) -> None:
    """Send everybody on to the link or the telephone, or back.

    Raises ValidationError('nowhere') where there is neither.
    """
    if over and not (meeting.link or meeting.dial_in):
        raise ValidationError(
            _("This meeting has neither a link nor a number to call."), code="nowhere"
        )
    Meeting.objects.filter(pk=meeting.pk).update(is_handed_over=over)


def here(now: datetime) -> Q:
    """The condition that somebody is still there."""
    return Q(seen_at__gt=now - timedelta(seconds=15))


def number(values: Mapping[str, str], name: str) -> int | None:
    """A whole number that a page sent under `name`; None where it sent nothing of the kind."""
    text = values.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None
