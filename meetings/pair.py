"""A room for two, or three: who waits, who is let in, what their browsers tell each other.

Everybody in it speaks with everybody: the browser of the smaller number offers, the other answers.
What is said on a line is named by both pages: neither hears what was meant for an older one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.rooms import offered
from core.written import telephone as telephone_as_said
from meetings.actions import FRESH, LINE, LONGEST, here
from meetings.models import BIGGEST_PAIR, Guest, Meeting, Signal

if TYPE_CHECKING:
    from datetime import datetime

WAYS = ("phone", "whatsapp")


def see(guest: Guest, line: str, *, was: str = "", begins: bool = False) -> None:
    """Write down that `guest` is here, on the page called `line`, which called itself `was` before.

    One is in the room from one page, the one that `begins` last: an earlier one is refused with
    ValidationError('elsewhere').
    """
    if not LINE.fullmatch(line):
        raise ValidationError("line", code="line")
    if guest.line not in {"", line, was} and not begins:
        raise ValidationError(_("You are in this room from another page."), code="elsewhere")
    now = timezone.now()
    if guest.line == line and guest.seen_at and now - guest.seen_at < FRESH:
        return
    guest.line, guest.seen_at = line, now
    Guest.objects.filter(pk=guest.pk).update(line=line, seen_at=now)


@transaction.atomic
def let_in(meeting: Meeting, pk: int) -> None:
    """Let somebody in who waits. Idempotent.

    Raises ValidationError('full') when as many are there as the room holds.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    now = timezone.now()
    there = [each for each in _guests(meeting, now) if each.is_in and each.pk != pk]
    if len(there) >= BIGGEST_PAIR:
        raise ValidationError(_("This room holds three people."), code="full")
    Guest.objects.filter(meeting=meeting, pk=pk, let_in_at=None).update(let_in_at=now)


@transaction.atomic
def signal(guest: Guest, *, to: int, line: str, kind: str, body: str) -> Signal:
    """Hand what `guest`'s browser says to the browser of `to`, in place of what it said before.

    Only those who are in the room speak. Raises ValidationError('signal') else.
    """
    receiver = Guest.objects.filter(meeting=guest.meeting_id, pk=to).exclude(pk=guest.pk).first()
    shaped = kind in Signal.Kind.values and LINE.fullmatch(line) and "\0" not in body
    fits = 0 < len(body) <= LONGEST
    if not (shaped and fits and guest.is_in and receiver and receiver.is_in):
        raise ValidationError("signal", code="signal")
    # A new number each time, so that whoever asks for what is later finds it.
    Signal.objects.filter(sender=guest, receiver=receiver).delete()
    return Signal.objects.create(sender=guest, receiver=receiver, line=line, kind=kind, body=body)


@transaction.atomic
def telephone(guest: Guest, way: str) -> str:
    """Go on by a call: the number, which the one who leads may read; empty for the person called.

    The room above knows the number, and whether it may be given. Raises ValidationError('nowhere').
    """
    if way not in WAYS:
        raise ValidationError("way", code="way")
    about = _called(guest)
    told = [called(about, way, guest.is_host) for called in offered("meeting", "called")]
    number = next(filter(None, told), "")
    if not number:
        told_why = _("No number was given for this session. The other one may ask to be called.")
        raise ValidationError(told_why, code="nowhere")
    changed = {"is_handed_over": True, "dial_in": number}
    Meeting.objects.filter(pk=guest.meeting_id).update(**changed)
    return number if guest.is_host else ""


def _called(guest: Guest) -> str:
    """What the room above calls whoever is to be called: the one who does not lead."""
    if not guest.is_host:
        return guest.about
    others = Guest.objects.filter(meeting=guest.meeting_id, role=Guest.Role.LISTENER)
    return others.values_list("about", flat=True).first() or ""


def _guests(meeting: Meeting, now: datetime) -> list[Guest]:
    """Who is there now, inside or waiting."""
    return list(Guest.objects.filter(here(now), meeting=meeting).order_by("pk"))


def state_of(guest: Guest, after: int) -> dict[str, Any]:
    """The room as `guest` sees it, with the signals to them that are later than `after`.

    Who waits outside hears only whether somebody is there to let them in. Two statements.
    """
    meeting = guest.meeting
    others = [each for each in _guests(meeting, timezone.now()) if each.pk != guest.pk]
    inside = [_named(each) for each in others if each.is_in] if guest.is_in else []
    waiting = [_named(each) for each in others if not each.is_in] if guest.is_host else []
    signals = Signal.objects.filter(receiver=guest, pk__gt=after).order_by("pk")
    dial_in = meeting.dial_in if guest.is_host and meeting.is_handed_over else ""
    return {
        "in": guest.is_in,
        "host": any(each.is_host for each in others),
        "here": inside,
        "waiting": waiting,
        "called": meeting.is_handed_over,
        "number": dial_in,
        "said": telephone_as_said(dial_in),
        "signals": [
            {
                "n": row.pk,
                "from": row.sender_id,
                "line": row.line,
                "kind": row.kind,
                "body": row.body,
            }
            for row in signals
        ],
    }


def _named(guest: Guest) -> dict[str, Any]:
    return {"id": guest.pk, "name": guest.name, "line": guest.line}
