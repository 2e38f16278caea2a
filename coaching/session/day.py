"""An expert's day: its sessions in order, and what one reads of each before it begins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone

from coaching.models import CALLED, Booking, Case, Mode, Step
from coaching.session.access import LED, leading, number_for, of_experts
from coaching.session.support import LONG, minutes_of
from people.briefs import Brief, people_briefed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from coaching.models import Expert
    from coaching.session.access import Bookings

DAYS = 7  # with sessions, that are shown ahead
PAST = 5  # earlier sessions of a person that a brief tells of


@dataclass(frozen=True)
class Session:
    """One session with everything that is read before and after it."""

    booking: Booking
    brief: Brief | None = None
    past: Sequence[Booking] = ()
    steps: Sequence[Step] = ()
    summary: str = ""  # of the expert who handed this person over
    minutes: int = 0  # of support, with every expert
    attempts: int = 0

    @property
    def name(self) -> str:
        """Who comes; nobody whose participation has ended."""
        return self.booking.person.name if self.booking.person else ""

    @property
    def number(self) -> str:
        """The number to call, from the day before and only where one is called."""
        return number_for(self.booking)

    @property
    def whatsapp(self) -> str:
        """The same as wa.me knows it, for a session by WhatsApp."""
        called = self.booking.mode == Mode.WHATSAPP
        return self.number.lstrip("+") if called else ""

    @property
    def is_called(self) -> bool:
        """Whether it is held by a call, and still to come."""
        return self.booking.mode in CALLED and self.booking.is_coming

    @property
    def has_begun(self) -> bool:
        """Whether something can be written of it."""
        return self.booking.starts_at <= timezone.now()

    @property
    def is_long(self) -> bool:
        """Whether this person has had more hours of support than most."""
        return self.minutes >= LONG

    @property
    def has_report(self) -> bool:
        """Whether somebody wrote what became of it."""
        return hasattr(self.booking, "report")

    @property
    def can_meet(self) -> bool:
        """Whether it is held in a room of this site, and still to come."""
        return self.booking.mode == Mode.VIDEO and self.booking.is_coming


def sessions(rows: Bookings) -> list[Session]:
    """These sessions in order, told in full: as many statements for ten as for one."""
    found = list(rows.annotate(called=Count("attempts")).order_by("starts_at", "pk"))
    people = {each.participation_id for each in found if each.participation_id}
    briefs, past, steps = people_briefed(people), _past(people), _steps(people)
    handed, minutes = _handed(found, people), minutes_of(people)
    return [
        Session(
            booking=each,
            brief=briefs.get(each.participation_id or 0),
            past=_before(past[each.participation_id], each.starts_at),
            steps=steps[each.participation_id],
            summary=handed.get((each.participation_id or 0, each.expert_id), ""),
            minutes=minutes.get(each.participation_id or 0, 0),
            attempts=each.called,
        )
        for each in found
    ]


def _past(people: Collection[int]) -> dict[int | None, list[Booking]]:
    rows = Booking.objects.filter(participation__in=people, state__in=LED)
    found: dict[int | None, list[Booking]] = defaultdict(list)
    for each in rows.select_related("expert", "theme", "report").order_by("-starts_at"):
        found[each.participation_id].append(each)
    return found


def _before(rows: list[Booking], moment: datetime) -> list[Booking]:
    return [each for each in rows if each.starts_at < moment][:PAST]


def _steps(people: Collection[int]) -> dict[int | None, list[Step]]:
    found: dict[int | None, list[Step]] = defaultdict(list)
    for each in Step.objects.open().filter(participation__in=people).order_by("due_on", "pk"):
        found[each.participation_id].append(each)
    return found


def _handed(rows: Sequence[Booking], people: Collection[int]) -> dict[tuple[int, int], str]:
    """What an earlier expert wrote for the next one, by person and expert."""
    experts = {each.expert_id for each in rows}
    cases = Case.objects.filter(handed_to__expert__in=experts, participation__in=people)
    told = cases.exclude(summary="").order_by("ended_at")
    keys = told.values_list("participation", "handed_to__expert", "summary")
    return {(person, expert): summary for person, expert, summary in keys}


def days_of(experts: list[Expert]) -> list[tuple[date, int]]:
    """The next days on which these experts have sessions, and how many."""
    coming = of_experts(experts).filter(leading(experts), slot__on__gte=timezone.localdate())
    return _counted(coming)[:DAYS]


def unwritten(experts: list[Expert]) -> list[tuple[date, int]]:
    """The days that are over, with sessions of which nothing was written; how many."""
    over = of_experts(experts).filter(leading(experts), slot__on__lt=timezone.localdate())
    return _counted(over.filter(state=Booking.State.BOOKED))


def _counted(rows: Bookings) -> list[tuple[date, int]]:
    counted = rows.order_by().values("slot__on").annotate(many=Count("pk")).order_by("slot__on")
    return [(each["slot__on"], each["many"]) for each in counted]
