"""The experts of the demonstration, their hours, sessions that are over and to come, requests."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from coaching.demo_texts import ASKED, ASKS, CHARTER, EXPERTS, QUESTIONS
from coaching.hours.slots import make_slots
from coaching.models import (
    CALLED,
    Booking,
    BookingMove,
    Charter,
    CharterSigned,
    CoachingRules,
    Expert,
    ExpertTheme,
    Request,
    SessionRoom,
    SingleDay,
    Slot,
    WeekRule,
)
from coaching.session.demo_parts import put_in as what_was_left
from coaching.staff.waiting import stage_after
from core.spoken import LANGUAGES
from meetings.models import Meeting
from people.models import Participation
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coaching.demo_texts import Planned
    from people.models import User
    from programs.models import Stop

    Themes = Mapping[str, Theme]

SEATED = 60  # so many people sit in workshops: the others, and the first, meet experts
UNASKED = 2  # the newest, whom an expert still has to ask what they need; all before them answered
AGAIN = 3  # the second and the third who come have met their expert already
FREE = (4, 5, 6)  # days of the week on which nobody meets anybody: Friday to Sunday
BEFORE = (-3, -8, -15)  # days of sessions that are over
CLOCKS = (time(10), time(10, 30), time(11))
TODAY: dict[str, Any] = {"starts": time(9), "ends": time(19)}
MONTHLY: dict[str, Any] = {"starts": time(9), "ends": time(16), "place": "CRI, Fès"}
State, Reason = Booking.State, BookingMove.Reason


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:
    """Make all of it, without a message to anybody."""
    themes = {theme.code: theme for theme in Theme.objects.all()}
    every = list(Participation.objects.filter(stop=stop).select_related("person").order_by("pk"))
    people = iter([*every[:1], *reversed(every[SEATED:-UNASKED])])
    CoachingRules.objects.create(stop=stop)
    for expert, plan in _experts(stop, staff, themes):
        make_slots(expert)
        own = _themes(plan, themes)
        free = expert.slots.free().coming().select_related("stop").order_by("starts_at", "pk")
        coming = _book(list(free[: plan.booked]), people, own, State.BOOKED)
        again = [each.participation for each in coming[1:AGAIN] if each.participation]
        *over, last = Slot.objects.bulk_create(_past(expert, stop))
        met = [*islice(people, len(over) - len(again)), *again]
        what_was_left(_book(over, met, own, State.HELD))
        _book([last], people, own, State.BOOKED)  # its report is still to be written
    # Those who ask wish for a woman: as women do.
    women = Participation.objects.filter(stop=stop, application__gender="woman")
    asking = {*women.values_list("pk", flat=True)}
    _requests((own for own in people if own.pk in asking), themes)


def take_out(stops: Sequence[Stop]) -> None:
    """Remove every session and hour of these stops, and who helps at their centers."""
    centers = [stop.center_id for stop in stops]
    own = Booking.objects.filter(stop__in=stops)
    rooms = SessionRoom.objects.filter(booking__in=own)
    meetings = list(rooms.values_list("meeting", flat=True))
    own.delete()
    Meeting.objects.filter(pk__in=meetings).delete()
    Slot.objects.filter(stop__in=stops).delete()
    Expert.objects.filter(center__in=centers, bookings=None, slots=None).delete()
    Charter.objects.filter(center__in=centers, signed=None).delete()


def _experts(stop: Stop, staff: Mapping[str, User], themes: Themes) -> list[tuple[Expert, Planned]]:
    """Who helps, with the charter that they signed and their hours; and who asks to help."""
    made = Expert.objects.bulk_create(_expert(stop, plan, staff[plan.staff]) for plan in EXPERTS)
    asking = Expert.objects.bulk_create(_asking(stop, *each[:3]) for each in ASKS)
    codes_of = [*(plan.themes for plan in EXPERTS), *(each[3:] for each in ASKS)]
    helps = zip([*made, *asking], codes_of, strict=True)
    ExpertTheme.objects.bulk_create(
        ExpertTheme(expert=expert, theme=themes[code]) for expert, codes in helps for code in codes
    )
    texts = {f"text_{code}": text for code, text in CHARTER.items()}
    charter = Charter.objects.create(center=stop.center, version=1, **texts)
    CharterSigned.objects.bulk_create(
        CharterSigned(expert=expert, charter=charter, language="fr") for expert in made
    )
    today = timezone.localdate()
    WeekRule.objects.bulk_create(
        WeekRule(expert=expert, stop=stop, weekday=day, starts=starts, ends=ends, first_on=today)
        for expert, plan in zip(made, EXPERTS, strict=True)
        for day, starts, ends in plan.weekly
    )
    SingleDay.objects.create(expert=made[0], stop=stop, day=today, instead=True, **TODAY)
    SingleDay.objects.create(expert=made[-1], stop=stop, day=_day(10), instead=True, **MONTHLY)
    return list(zip(made, EXPERTS, strict=True))


def _expert(stop: Stop, plan: Planned, user: User) -> Expert:
    headline = zip(("ar", "fr", "en"), plan.headline, strict=True)
    return Expert(
        center=stop.center,
        user=user,
        gender=plan.gender,
        email=user.email or "",
        modes=list(plan.modes),
        state=Expert.State.ACTIVE,
        shadowed_at=timezone.now() - timedelta(days=20),
        **{f"headline_{code}": text for code, text in headline},
        **_named(*plan.names),
    )


def _asking(stop: Stop, arabic: str, french: str, why: str) -> Expert:
    email = f"{french.split(maxsplit=1)[0].lower()}@microlabs.example"
    return Expert(center=stop.center, reasons=why, email=email, **_named(arabic, french))


def _named(arabic: str, french: str) -> dict[str, str]:
    return {f"name_{code}": arabic if code == "ar" else french for code in LANGUAGES}


def _themes(plan: Planned, themes: Themes) -> list[Theme]:
    return [themes[code] for code in plan.themes]


def _day(days: int) -> date:
    """A day of work so many days from now, or the next one away from it."""
    day, step = timezone.localdate() + timedelta(days=days), timedelta(days=1 if days > 0 else -1)
    while day.weekday() in FREE:
        day += step
    return day


def _past(expert: Expert, stop: Stop) -> Iterator[Slot]:
    """Hours that are over, on three days at most."""
    for day in sorted({_day(days) for days in BEFORE}):
        for clock in CLOCKS:
            slot = Slot(expert=expert, stop=stop, on=day, clock=clock, minutes=25)
            slot.modes = expert.modes
            slot.starts_at, slot.ends_at = slot.moments()
            yield slot


def _book(
    slots: Sequence[Slot], people: Iterable[Participation], themes: Sequence[Theme], state: str
) -> list[Booking]:
    """One person an hour, each another one; themes and ways to meet take turns."""
    made = Booking.objects.bulk_create(
        _booking(slot, own, themes[turn % len(themes)], slot.modes[turn % len(slot.modes)], state)
        for turn, (slot, own) in enumerate(zip(slots, people, strict=False))
    )
    if state == State.BOOKED:
        Slot.objects.filter(pk__in=[slot.pk for slot in slots]).update(taken=1)
    BookingMove.objects.bulk_create(_moves(made))
    return made


def _booking(slot: Slot, own: Participation, theme: Theme, mode: str, state: str) -> Booking:
    return Booking(
        slot=slot,
        stop=slot.stop,
        expert=slot.expert,
        participation=own,
        person=own.person,
        theme=theme,
        mode=mode,
        phone=(own.person.phone or "") if mode in CALLED else "",
        words=QUESTIONS.get(theme.code, ""),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        state=state,
        version=1 if state == State.BOOKED else 2,
        made_at=min(slot.starts_at, timezone.now()) - timedelta(days=4),
        by=own.person,
    )


def _moves(bookings: Iterable[Booking]) -> Iterator[BookingMove]:
    for each in bookings:
        own = {"booking": each, "slot": each.slot}
        first = {"target": State.BOOKED, "reason": Reason.BOOKED, "by": each.person}
        yield BookingMove(at=each.made_at, **own, **first)
        if each.state == State.HELD:
            then = {"origin": State.BOOKED, "target": State.HELD, "reason": Reason.REPORTED}
            yield BookingMove(at=each.ends_at, by=each.expert.user, **own, **then)


def _requests(people: Iterator[Participation], themes: Themes) -> None:
    """Who waits, and for how long: each wishes what no hour offers."""
    now = timezone.now()
    Request.objects.bulk_create(
        Request(
            participation=own,
            theme=themes[code],
            words=words,
            woman=True,
            at=now - timedelta(days=days),
            stage=stage_after(days),
        )
        for (days, code, words), own in zip(ASKED, people, strict=False)
    )
