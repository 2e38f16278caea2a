"""One reminder of an offered place: at half of its hours, when one may write, without an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from applications import decision_letters
from applications.models import Application, Move, WaitingList
from applications.places import not_told
from messaging.actions.letters import write_many
from messaging.hours import Calendar, next_moment

if TYPE_CHECKING:
    from datetime import datetime

    from messaging.actions.letters import Letter
    from programs.models import Stop


@transaction.atomic
def remind_offered(stop: Stop, now: datetime) -> int:
    """Write to whoever has had an offer for half of its hours and not answered; how many are new.

    Not at an hour that would disturb, nor while the offer itself waits or has just left. An answer
    moves the file, and what still waits about an earlier move is dropped.
    """
    calendar = Calendar.load()
    if next_moment(now, calendar=calendar) != now:
        return 0
    offered = Application.objects.locked().filter(
        stop=stop, state=Application.State.ACCEPTED, confirm_by__gt=now
    )
    files = {each.pk: each for each in offered.order_by("pk")}
    offers = {
        move.application_id: move
        for move in Move.objects.filter(
            application__in=files, target=Application.State.ACCEPTED
        ).order_by("pk")
    }
    due = [files[pk] for pk, move in offers.items() if _half(move, files[pk], calendar) <= now]
    hours = timedelta(hours=WaitingList.objects.of(stop).hours_to_confirm)
    untold = not_told(due, left_before=now - hours / 2)
    return write_many([_letter(each, offers[each.pk]) for each in due if each.pk not in untold])


def _half(offer: Move, application: Application, calendar: Calendar) -> datetime:
    """The middle of the hours of an offer: they begin when one may write."""
    begins, ends = next_moment(offer.at, calendar=calendar), application.confirm_by
    return begins + (ends - begins) / 2 if ends else begins


def _letter(application: Application, offer: Move) -> Letter:
    words = decision_letters.letter(application, "place_reminder", offer.pk)
    key = f"place-reminder:{offer.pk}"
    return replace(words, key=key, expires_at=application.confirm_by)
