"""What comes free is offered to who waits, in the order of asking, with a time to say yes."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.booking import letters
from coaching.booking.asking import return_to_queue
from coaching.booking.checks import (
    refuse_when_busy,
    refuse_when_gone,
    refuse_when_late,
    refuse_when_many,
)
from coaching.booking.links import with_all
from coaching.booking.locking import lock_people, locked
from coaching.booking.moving import Entry, enter, move
from coaching.booking.rules import rules_of
from coaching.models import CALLED, Booking, BookingMove, Expert, ExpertTheme, Request, Slot
from core import lives
from core.locks import patient
from messaging.hours import Calendar, next_moment, time_to_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

State, Reason = Booking.State, BookingMove.Reason
AT_ONCE = 20  # of those who wait are looked at for one slot, and slots for one of them in a turn
WISHED = timedelta(days=9)  # for so long only experts whom they wished for; then any


@patient
def pass_on(slot: Slot) -> list[Booking]:
    """Offer what is free of a slot to the first who wait for such a one, and write to them."""
    return fill(locked(slot.pk))


def fill(at: Slot) -> list[Booking]:
    """The same for a slot that this transaction has locked, and no people yet."""
    until = answered_by(at)
    waiting = fitting(at)[:AT_ONCE] if until and at.free else []
    if not waiting or until is None:
        return []
    lock_people([at], [each.participation.person_id for each in waiting])
    offered = []
    # who was offered another slot meanwhile waits no more: only now this is true
    held = {each.pk for each in waiting}
    for request in (each for each in fitting(at) if each.pk in held):
        mode = mode_for(at, request)
        if at.free and mode and _may_have(at, request):
            offered.append(_offer(at, request, mode, until))
    return offered


def fitting(at: Slot) -> list[Request]:
    """Who waits for such a slot, in the order of asking."""
    waiting = Request.objects.filter(state=Request.State.WAITING, participation__stop=at.stop_id)
    waiting = waiting.select_related("participation__person", "theme").order_by("at", "pk")
    themes = dict(at.expert.helps_with.values_list("theme", "minutes"))
    return [each for each in waiting if fits(at, each, themes)]


def fits(at: Slot, request: Request, themes: Mapping[int, int | None]) -> bool:
    """Whether a slot is what somebody waits for.

    `themes` are those of its expert, and how long such a session takes (None: as always).
    """
    only = at.theme_id is None or at.theme_id == request.theme_id
    woman = not request.woman or at.expert.gender == Expert.Gender.WOMAN
    late = request.at < timezone.now() - WISHED
    wished = not request.experts or at.expert_id in request.experts or late
    modes = not request.modes or bool({*request.modes} & {*at.modes})
    helped = request.theme_id in themes and (themes[request.theme_id] or 0) <= at.minutes
    helped = helped and at.pk not in request.refused
    return only and woman and wished and modes and helped


def mode_for(at: Slot, request: Request) -> str:
    """How the two would meet: as asked for, in the order of asking; empty where no way is left."""
    wanted = request.modes or at.modes
    phone = request.participation.person.phone
    ways = [each for each in wanted if each in at.modes and (phone or each not in CALLED)]
    return ways[0] if ways else ""


def answered_by(at: Slot) -> datetime | None:
    """Until when an offer of this slot made now stands; None when nobody could answer in time.

    The notice of its expert begins only after that.
    """
    last = at.starts_at - timedelta(hours=at.expert.notice)
    longest = timedelta(hours=rules_of(at.stop_id).offer_hours)
    return time_to_answer(last, timezone.now(), longest=longest)


def answerable(slots: Iterable[Slot]) -> list[Slot]:
    """Those of these slots that whoever is told of them now could still confirm in time."""
    told = next_moment(timezone.now(), calendar=Calendar.load())
    return [at for at in slots if at.starts_at - timedelta(hours=at.expert.notice) > told]


def work() -> tuple[QuerySet[Any], ...]:
    """The offers that were not answered in time, and who waits."""
    return _silent(timezone.now()), Request.objects.filter(state=Request.State.WAITING)


def lapse(now: datetime) -> int:
    """Pass on what was offered and not answered in time; how many."""
    slots = Slot.objects.filter(pk__in=_silent(now).values("slot")).order_by("pk")
    return sum(_lapse_at(slot, now) for slot in slots)


def offer_what_is_free() -> int:
    """Offer to those who wait what stands free, the soonest first; how many offers.

    Such is a slot that is new, or came free when nobody could be told. Whoever may have none of so
    many in one turn is looked at again in the next.
    """
    waiting = list(
        Request.objects.filter(state=Request.State.WAITING).select_related("participation")
    )
    stops = {each.participation.stop_id for each in waiting}
    idle = Slot.objects.free().coming().filter(stop__in=stops, expert__state=Expert.State.ACTIVE)
    themes = defaultdict[int, dict[int, int | None]](dict)
    for expert, theme, minutes in ExpertTheme.objects.values_list("expert", "theme", "minutes"):
        themes[expert][theme] = minutes
    tried, offered = Counter[int](), 0
    for slot in idle.select_related("expert").order_by("starts_at", "pk") if waiting else ():
        hoping = [
            each.pk
            for each in waiting
            if each.participation.stop_id == slot.stop_id
            and tried[each.pk] < AT_ONCE
            and fits(slot, each, themes[slot.expert_id])
        ]
        if hoping:
            tried.update(hoping)
            made = {each.request_id for each in pass_on(slot)}
            waiting = [each for each in waiting if each.pk not in made]
            offered += len(made)
    return offered


@patient
def _lapse_at(slot: Slot, now: datetime) -> int:
    """Nobody loses a time because of us: an offer whose letter has not left is made again."""
    at = locked(slot.pk)
    rows = with_all().filter(slot=at.pk, state=State.OFFERED, offered_until__lte=now)
    silent = list(rows.order_by("pk"))
    until = answered_by(at)
    untold = letters.not_told(silent) if until else set[int]()
    for row in silent:
        if until and row.pk in untold:
            _offer_again(row, until)
            continue
        move(at, row, State.LAPSED, by=None, reason=Reason.SILENT)
        return_to_queue(row)
        letters.tell(row, "session_lapsed")
    fill(at)
    return len(silent) - len(untold)


def _offer_again(row: Booking, until: datetime) -> None:
    """Let an offer of which nobody was told stand until another hour, and write that instead."""
    row.offered_until, row.version = until, row.version + 1
    Booking.objects.filter(pk=row.pk).update(offered_until=until, version=row.version)
    letters.tell(row, "session_offered" if row.request_id else "session_expert_away")


def _may_have(at: Slot, request: Request) -> bool:
    """Whether nothing speaks against it now; what does is no fault of theirs, and they wait on."""
    participation = request.participation
    try:
        refuse_when_gone(at)
        refuse_when_late(at)
        refuse_when_many(participation)
        refuse_when_busy(at, participation.person_id)
    except ValidationError:
        return False
    return True


def _offer(at: Slot, request: Request, mode: str, until: datetime) -> Booking:
    person = request.participation.person
    entry = Entry(request.participation, request.theme, mode, person.phone or "", request.words)
    more = {"request": request, "offered_until": until}
    made = enter(at, entry, State.OFFERED, by=None, reason=Reason.TURN, **more)
    lives.move(Request.objects.filter(pk=request.pk), Request.MOVES, Request.State.OFFERED)
    letters.tell(made, "session_offered")
    return made


def _silent(now: datetime) -> QuerySet[Booking]:
    return Booking.objects.filter(state=State.OFFERED, offered_until__lte=now)
