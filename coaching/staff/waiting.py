"""Requests that wait at a stop, in their order, and since how many days; who is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation

from coaching.booking.asking import close
from coaching.models import Expert, Request
from coaching.staff.occasions import NOTHING_FOUND, STILL_WAITING
from core.keyset import Keyset, Page
from core.links import absolute
from messaging.actions.letters import Letter, Reader, write_many
from people.unnamed import named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from people.models import User
    from programs.models import Stop

DAYS = (9, 21, 45)  # after which a team is reminded: look, ask experts for days, tell kindly
SHOWN = 100  # requests of a page
OF_LETTER = ("participation__person", "participation__stop__center", "theme")


@dataclass(frozen=True, slots=True)
class Line:
    """One request, and what it wishes in words."""

    request: Request
    experts: list[Expert]
    days: int

    @property
    def tone(self) -> str:
        """How long it waits, as a colour."""
        return ("", "warn", "warn", "bad")[stage_after(self.days)]


def stage_after(days: int) -> int:
    """How often a team is reminded of what has waited for so many days."""
    return sum(days >= each for each in DAYS)


def page_of(stop: Stop, user: User, params: Mapping[str, str]) -> Page[Request]:
    """Live requests of a stop that are there for `user`, the first who asked first."""
    rows = Request.objects.filter(participation__stop=stop, state__in=Request.LIVE)
    rows = rows.filter(named(user, person="participation__person"))
    told = rows.order_by().select_related("participation__person", "theme")
    return Keyset(told, ["at", "pk"], size=SHOWN).page(params)


def lines(found: Sequence[Request]) -> list[Line]:
    """These requests, each with its wishes in words; one statement."""
    known = Expert.objects.in_bulk({pk for each in found for pk in each.experts})
    today = timezone.localdate()
    return [
        Line(
            each,
            [known[pk] for pk in each.experts if pk in known],
            (today - timezone.localdate(each.at)).days,
        )
        for each in found
    ]


def escalate(now: datetime) -> int:
    """Raise the stage of what has waited for 9, 21 and 45 days; how many rose. Idempotent.

    The team finds them on its first page; the person reads, but for the last time, that they are
    not forgotten: after 45 days somebody of the team tells them kindly, or offers an hour.
    """
    waits = Request.objects.filter(state=Request.State.WAITING)
    return sum(
        _rise(waits.filter(at__lte=now - timedelta(days=days), stage__lt=stage), stage)
        for stage, days in reversed([*enumerate(DAYS, start=1)])
    )


def tell_kindly(request: Request, *, by: User) -> Request:
    """End a request because nothing can be offered, and write so. Idempotent."""
    with transaction.atomic():
        closed = close(request, by=by)
        write_many([letter(request, NOTHING_FOUND.code)])
    return closed


@transaction.atomic
def _rise(rows: QuerySet[Request], stage: int) -> int:
    risen = list(rows.select_related(*OF_LETTER).select_for_update(of=("self",)))
    Request.objects.filter(pk__in=[each.pk for each in risen]).update(stage=stage)
    if stage < len(DAYS):
        write_many([letter(each, STILL_WAITING.code, stage) for each in risen])
    return len(risen)


def letter(request: Request, event: str, stage: int = 0) -> Letter:
    """One letter about a request, in the language of its person; one a stage."""
    stop, person = request.participation.stop, request.participation.person
    with translation.override(person.language):
        context = {
            "theme": request.theme.name,
            "day": f"{timezone.localdate(request.at):%d/%m/%Y}",
            "link": absolute(f"/{stop.slug}/coaching/"),
            "stop": stop.name,
            "center": stop.center.name,
        }
    key = f"request:{request.pk}:{request.at:%Y%m%d}:{stage}:{event}"
    return Letter(key=key, event=event, reader=Reader.of(person), context=context, stop=stop)
