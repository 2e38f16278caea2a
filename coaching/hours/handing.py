"""An expert pauses or leaves: each case gets a proposed next expert, a summary and a slot."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.booking.actions import book, reassign
from coaching.booking.days import Sent, hit_by, nearest, send_away
from coaching.booking.finding import Wish, free_slots
from coaching.booking.wishes import keeps_to_women
from coaching.hours import letters, lives
from coaching.hours.planned import FARTHEST
from coaching.models import Booking, Case, Expert, Mode, Report, Request, Slot
from core.locks import patient
from people.models import Participation

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from people.models import User
    from programs.models import Stop, Theme

TRIES = 3  # of sending everybody away at once
SEARCHED = 50  # free slots among which one is proposed


@dataclass(frozen=True)
class HandOver:
    """One person whom an expert looks after, and what is proposed for them."""

    participation: Participation
    theme: Theme | None
    coming: Booking | None  # their next session with the expert
    summary: str
    slots: tuple[Slot, ...]  # of others who help with the theme, the best first
    next: Expert | None = None  # who looks after them already, though the session still stands

    @property
    def proposed(self) -> Slot | None:
        """The next expert, and when."""
        return self.slots[0] if self.slots else None


@dataclass(frozen=True)
class Left:
    """What became of the people of an expert who left."""

    sent: Sent
    asked: int  # to choose an hour: they have no session to come, and wait for none


def hand_overs(expert: Expert) -> list[HandOver]:
    """Everybody with a live case or a coming session of an expert, whose session is next first.

    No slot is proposed twice.
    """
    coming: dict[int, Booking] = {}
    for row in _coming(expert).select_related("theme", "slot").order_by("starts_at"):
        coming.setdefault(row.participation_id or 0, row)
    cases = {each.participation_id: each for each in _live(expert)}
    last = _last(expert, {*coming, *cases})
    after = _handed(expert, coming)
    people = Participation.objects.filter(pk__in={*coming, *cases})
    order = {key: n for n, key in enumerate(coming)}
    given: set[int] = set()
    found = []
    for each in sorted(
        people.select_related("person", "stop").order_by("pk"),
        key=lambda one: order.get(one.pk, len(order)),
    ):
        booking = coming.get(each.pk)
        held = last.get(each.pk)
        theme = booking.theme if booking else held.theme if held else None
        slots = _slots(expert, each, theme, given) if theme else ()
        given |= {slot.pk for slot in slots[:1]}
        case = cases.get(each.pk)
        summary = (case.summary if case else "") or (_told(held) if held else "")
        found.append(HandOver(each, theme, booking, summary, slots, after.get(each.pk)))
    return found


def has_days(stop: Stop) -> bool:
    """Whether there may be an hour to choose: none after a stop has ended."""
    return stop.ends_on >= timezone.localdate()


def may_leave(expert: Expert) -> bool:
    """Whether somebody helps still; or has left, and whoever pressed was cut before the end."""
    if expert.state == Expert.State.LEFT:
        return _coming(expert).exists() or _live(expert).exists()
    return Expert.State.LEFT in Expert.MOVES[Expert.State(expert.state)]


def leave(expert: Expert, *, by: User) -> Left:
    """End an expert's help: whoever is left is offered the nearest hour of somebody else, or waits.

    Three transactions, because slots of others are locked only after their own are let go, and who
    is left without an hour is known last; whoever was cut between two of them presses again.
    Somebody who moves or leaves meanwhile stops nobody.
    """
    if not Expert.objects.filter(pk=expert.pk, state=Expert.State.LEFT).exists():
        lives.leave(expert)
    sent = None
    for _try in range(TRIES):
        with suppress(ValidationError):  # one of them is elsewhere by now: look again
            sent = sent or _send_all_away(expert, by)
    sent = sent or _send_all_away(expert, by)
    return Left(sent, _end(expert))


@patient
def _end(expert: Expert) -> int:
    """End what they looked after; how many were told to choose an hour: who waits for none.

    At a stop that is over there is no hour to choose.
    """
    live = _live(expert).select_for_update(of=("self",))
    cases = list(live.select_related("expert", "participation__person", "participation__stop"))
    people = [each.participation_id for each in cases]
    coming = Booking.objects.filter(state__in=Booking.TAKING, starts_at__gt=timezone.now())
    waiting = Request.objects.filter(state=Request.State.WAITING)
    has = {
        person
        for rows in (coming, waiting)
        for person in rows.filter(participation__in=people).values_list("participation", flat=True)
    }
    there = [each for each in cases if has_days(each.participation.stop)]
    left = [each for each in there if each.participation_id not in has]
    letters.tell_of_end(left)
    live.update(ended_at=timezone.now())
    return len(left)


def _send_all_away(expert: Expert, by: User) -> Sent:
    today = timezone.localdate()
    pairs = nearest(hit_by(expert, today, today + timedelta(days=FARTHEST)))
    return send_away(pairs, by=by) if pairs else Sent(0, 0)


@patient
def hand_over(
    expert: Expert,
    participation: Participation,
    *,
    to: Expert,
    summary: str,
    slot: Slot | None,
    by: User,
) -> Case:
    """Give somebody to another expert, with a summary; their session, or a first one, at `slot`.

    Raises ValidationError: 'next' for an expert who cannot take them, else as booking does.
    """
    if to == expert or to.state != Expert.State.ACTIVE or to.center_id != expert.center_id:
        raise ValidationError(_("This expert cannot take over."), code="next")
    if slot is not None:
        _meet(expert, participation, slot, by)
    old = _live(expert).filter(participation=participation).first()
    new, _made = Case.objects.get_or_create(
        participation=participation, expert=to, ended_at=None, defaults={"summary": summary}
    )
    Case.objects.filter(pk=new.pk).update(summary=summary)
    if old is None:
        old = Case(participation=participation, expert=expert)
    old.ended_at, old.summary, old.handed_to = timezone.now(), summary, new
    old.save()
    letters.tell(to, "case_handed", version=new.pk)
    if slot is None and has_days(participation.stop):  # else the letter about the hour says it
        letters.tell_of_next(new, expert)
    return new


def _meet(expert: Expert, participation: Participation, slot: Slot, by: User) -> None:
    """Move the coming session to the next expert's slot; without one, book a first."""
    booking = Booking.objects.filter(
        expert=expert,
        participation=participation,
        state=Booking.State.BOOKED,
        starts_at__gt=timezone.now(),
    )
    coming = booking.order_by("starts_at").first()
    if coming is not None:
        reassign(coming, slot, by=by)
        return
    held = Booking.objects.filter(expert=expert, participation=participation).last()
    if held is None:
        raise ValidationError(_("Please book this session by hand."), code="theme")
    mode = held.mode if held.mode in slot.modes else slot.modes[0]
    phone = held.phone or participation.person.phone or ""
    book(slot, participation, theme=held.theme, mode=Mode(mode), phone=phone, by=by)


def _coming(expert: Expert) -> QuerySet[Booking]:
    return Booking.objects.filter(
        expert=expert, state__in=Booking.TAKING, starts_at__gt=timezone.now()
    )


def _live(expert: Expert) -> QuerySet[Case]:
    return Case.objects.filter(expert=expert, ended_at__isnull=True)


def _handed(expert: Expert, people: Collection[int]) -> dict[int, Expert]:
    """Who of these was given to another expert already, and to whom."""
    rows = Case.objects.filter(expert=expert, participation__in=people, ended_at__isnull=False)
    rows = rows.filter(handed_to__ended_at=None).exclude(handed_to=None).order_by("ended_at")
    given = rows.select_related("handed_to__expert")
    return {each.participation_id: each.handed_to.expert for each in given if each.handed_to}


def _last(expert: Expert, people: Collection[int]) -> dict[int, Booking]:
    """The last session of each that is over."""
    rows = Booking.objects.filter(expert=expert, participation__in=people, state="held")
    return {
        each.participation_id or 0: each
        for each in rows.select_related("theme", "report").order_by("starts_at")
    }


def _slots(
    expert: Expert, participation: Participation, theme: Theme, given: Collection[int]
) -> tuple[Slot, ...]:
    """The free slots of others, one an expert, the soonest first."""
    woman = keeps_to_women(participation, expert)
    wish = Wish(participation.stop, theme=theme, woman=woman, participation=participation)
    seen: dict[int, Slot] = {}
    for slot in free_slots(wish, limit=SEARCHED):
        if slot.expert_id != expert.pk and slot.pk not in given:
            seen.setdefault(slot.expert_id, slot)
    return tuple(seen.values())


def _told(booking: Booking) -> str:
    """What the last report says, to begin a summary with."""
    report = Report.objects.filter(booking=booking).first()
    return f"{report.topics}\n{report.result}".strip() if report else ""
