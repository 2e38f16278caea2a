"""Reminders of what was begun and not sent.

On the second day, three days before the close, and on the last day. Each goes once to an address
of a stop, whoever typed it. They are written when they are due, at a decent hour, and say until
when: when the window of the stop moves, those that still wait are dropped and written anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, Exists, F, Max, OuterRef, Q, QuerySet, When
from django.db.models.functions import Lower
from django.utils import timezone, translation
from django.utils.formats import date_format

from applications.mails import about, form_link, private_link, reader
from applications.models import Application
from core.language import said_day
from messaging.actions.letters import Letter, write_many
from messaging.actions.outbox import call_off, revise_many
from messaging.hours import Calendar, next_moment
from messaging.models import Message
from programs.models import Stop

BLOCK = 500
YOUNG = timedelta(days=1)  # so long nobody is reminded of what they began
ANEW = timedelta(hours=20)  # after which a last day that was moved may be said again
State = Message.State


@dataclass(frozen=True)
class Wave:
    """One reminder: which occasion it is, and of which drafts at a stop."""

    event: str
    begun: timedelta  # so long ago at least
    left: timedelta  # untouched for so long


FIRST = Wave("nudge", timedelta(days=2), timedelta(days=1))
SECOND = Wave("nudge_again", YOUNG, timedelta(days=1))
LAST = Wave("deadline", YOUNG, timedelta(hours=3))
EVENTS = [wave.event for wave in (FIRST, SECOND, LAST)]
BEFORE = timedelta(days=3)  # the close: from then on the second one leaves instead of the first


def subject_of(application: Application) -> str:
    """What the outbox calls the reminders of a candidacy."""
    return f"application:{application.pk}"


def drop_reminders(application: Application) -> None:
    """Drop what still waits, whoever holds it: the candidacy was sent, taken back or forgotten.

    Younger ones were never reminded; the caller locks their row, so that none is written meanwhile.
    """
    if application.created_at <= timezone.now() - YOUNG:
        call_off(subject_of(application))


def remind_drafts(now: datetime) -> int:
    """Write every reminder that is due at every open stop; how many are new.

    Nothing at an hour that would disturb.
    """
    if next_moment(now, calendar=Calendar.load()) != now:
        return 0
    return sum(
        _remind_at(stop, now)
        for stop in Stop.objects.taking_applications().select_related("center")
    )


def _remind_at(stop: Stop, now: datetime) -> int:
    version = _window(stop)
    _follow(stop, version)
    wave = _wave(stop, now)
    return sum(
        _write(block, wave, version) for block in _blocks(_left_behind(stop, wave, version, now))
    )


def _wave(stop: Stop, now: datetime) -> Wave:
    """Which reminder this day is for."""
    if timezone.localdate(now) == _last_day(stop):
        return LAST
    return SECOND if now >= stop.closes_at - BEFORE else FIRST


def _last_day(stop: Stop) -> date:
    """The last day on which one may send: at midnight it is the one before."""
    return timezone.localdate(stop.closes_at - timedelta(microseconds=1))


def _window(stop: Stop) -> int:
    """A number that grows each time the closing time has moved."""
    events: Any = stop.events  # type: ignore[attr-defined]  # pghistory adds it
    other = events.exclude(closes_at=stop.closes_at).aggregate(last=Max("pgh_id"))["last"]
    return (other or 0) + 1


def _follow(stop: Stop, version: int) -> None:
    """Drop what waits and says an older closing time."""
    waiting = Message.objects.filter(
        stop=stop, event__in=EVENTS, state__in=[State.NEW, State.PREPARED]
    )
    while older := [*waiting.filter(version__lt=version).values_list("about", flat=True)[:BLOCK]]:
        revise_many({*older}, version=version)


def _left_behind(stop: Stop, wave: Wave, version: int, now: datetime) -> QuerySet[Application]:
    """The drafts of a stop to be reminded now: those whose address has not had this before."""
    earlier = Message.objects.filter(address=OuterRef("address"), stop=stop, event=wave.event)
    done = Q(version=version) if wave is LAST else Q(version=version) | ~Q(state=State.DROPPED)
    lately = ~Q(state=State.DROPPED) & Q(created_at__gt=now - ANEW)
    any_lately = Message.objects.filter(
        lately, address=OuterRef("address"), stop=stop, event__in=EVENTS
    )
    phone, email = (
        Q(phone=OuterRef("phone")) & ~Q(phone=""),
        Q(email=OuterRef("email")) & ~Q(email=""),
    )
    sent = Application.objects.received().filter(phone | email, stop=stop)
    drafts = Application.objects.filter(
        stop=stop, state=Application.State.DRAFT, entered_by__isnull=True
    )
    old = drafts.filter(created_at__lte=now - wave.begun, updated_at__lte=now - wave.left)
    where = Case(
        When(~Q(phone=""), then=F("phone")), default=Lower("email"), output_field=CharField()
    )
    reached = old.exclude(phone="", email="").annotate(address=where)
    done_by_them = Q(Exists(sent.filter(name_key=OuterRef("name_key")))) | Q(
        Q(name_key=""), Exists(sent)
    )
    return (
        reached.exclude(Exists(earlier.filter(done)))
        .exclude(Exists(any_lately))
        .exclude(done_by_them)
    )


def _blocks(drafts: QuerySet[Application]) -> Iterator[QuerySet[Application]]:
    """The drafts, newest first, a few hundred at a time: each block is read when its turn comes."""
    last = None
    while True:
        block = drafts.filter(pk__lt=last) if last else drafts
        numbers = [*block.order_by("-pk").values_list("pk", flat=True)[:BLOCK]]
        if not numbers:
            return
        yield drafts.filter(pk__in=numbers)
        last = numbers[-1]


def _write(drafts: QuerySet[Application], wave: Wave, version: int) -> int:
    """Write to one block, but for what is being sent or taken back now: that holds its row."""
    with transaction.atomic():
        free = (
            drafts.select_for_update(of=["self"], skip_locked=True)
            .select_related("stop__center")
            .order_by("pk")
        )
        newest = {reader(each).phone or each.email.lower(): each for each in free}
        return write_many([_letter(draft, wave, version) for draft in newest.values()])


def _letter(draft: Application, wave: Wave, version: int) -> Letter:
    stop, link = draft.stop, private_link(draft)
    closes = timezone.localtime(stop.closes_at)
    until = {"day": f"{_last_day(stop):%d/%m}", "closes": _moment_in(closes, draft.language)}
    return Letter(
        key=f"{wave.event}:{draft.pk}:{version}",
        event=wave.event,
        reader=reader(draft),
        context=about(draft) | until | {"link": link},
        by_hand={"link": form_link(stop)},  # whoever sends it must not hold the private link
        stop=stop,
        about=subject_of(draft),
        version=version,
        expires_at=stop.closes_at,
    )


def _moment_in(moment: datetime, language: str) -> str:
    """A day and its hour as one writes them in `language`."""
    with translation.override(language):
        return said_day(date_format(moment, "DATETIME_FORMAT"))
