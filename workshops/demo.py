"""The six workshops of the demonstration, with trainers, rooms, seats and people who wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from core.spoken import LANGUAGES
from meetings.models import Meeting
from people.models import Participation
from programs.models import Partner, Province, Theme
from workshops.after.demo_parts import put_in as what_was_left
from workshops.after.demo_parts import take_out as take_out_questions
from workshops.demo_texts import EXPERTS, ROOMS, SIX, SOUKS, SPEAKERS, THINGS
from workshops.models import Equipment, Seat, SeatMove, Series, SoukDay, Trainer, Venue, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from people.models import User
    from programs.models import Stop
    from workshops.demo_texts import Planned

FRIDAY, WEEKEND = 4, (5, 6)
LINK = "https://meet.example.org/"
Reason = SeatMove.Reason


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:
    """Make the six with all that belongs to them, in few statements."""
    themes = {theme.code: theme for theme in Theme.objects.all()}
    trainers, venues = _trainers(stop, staff, themes), _venues(stop)
    made = Workshop.objects.bulk_create(
        _workshop(stop, number, plan, themes, venues) for number, plan in zip(count(1), SIX)
    )
    lead = Workshop.trainers.through
    lead.objects.bulk_create(
        lead(workshop=workshop, trainer=trainers[name])
        for workshop, plan in zip(made, SIX, strict=True)
        for name in plan.trainers
    )
    _bring(stop, made)
    people = list(Participation.objects.filter(stop=stop).order_by("pk")[:60])
    seats = Seat.objects.bulk_create(
        seat
        for number, workshop, plan in zip(count(), made, SIX)
        for seat in _seats(workshop, plan, people[number * 4 :])
    )
    SeatMove.objects.bulk_create(map(_move, seats))
    _markets(stop)
    what_was_left(stop, staff)


def take_out(stops: Sequence[Stop]) -> None:
    """Remove every workshop of these stops, and what their centers keep for them."""
    centers = [stop.center_id for stop in stops]
    held = list(Workshop.objects.filter(stop__in=stops).values_list("meeting", flat=True))
    Workshop.objects.filter(stop__in=stops).delete()
    take_out_questions(stops)
    Meeting.objects.filter(pk__in=set(held) - {None}).delete()
    Series.objects.filter(stop__in=stops).delete()
    for kept in (Trainer, Venue, Equipment):
        kept.objects.filter(Q(workshops=None), center__in=centers).delete()
    SoukDay.objects.filter(center__in=centers).delete()


def day_of(plan: Planned) -> date:
    """Its day: neither a weekend nor a Friday, when people pray."""
    day = timezone.localdate() + timedelta(days=plan.days)
    step = timedelta(days=1 if plan.days > 0 else -1)
    while day.weekday() in (FRIDAY, *WEEKEND):
        day += step
    return day


def _workshop(
    stop: Stop,
    number: int,
    plan: Planned,
    themes: Mapping[str, Theme],
    venues: Sequence[Venue],
) -> Workshop:
    made = Workshop(
        stop=stop,
        number=number,
        theme=themes[plan.theme],
        language="ar",
        starts_on=day_of(plan),
        starts_clock=plan.clock,
        minutes=plan.minutes,
        way=plan.way,
        venue=None if plan.way == "online" else venues[number % len(venues)],
        link="" if plan.way == "on_site" else f"{LINK}{stop.slug}-{number}",
        capacity=plan.capacity,
        ceiling=plan.capacity,
        minimum=8,
        taken=plan.taken,
        waiting=plan.waiting,
        last_position=plan.taken + plan.waiting,
        state=plan.state,
        published_at=timezone.now() - timedelta(days=20),
        **_said("title", plan.title),
        **_said("description", plan.text),
    )
    made.starts_at, made.ends_at = made.moments()
    return made


def _said(field: str, texts: tuple[str, str, str]) -> dict[str, str]:
    return {f"{field}_{code}": text for code, text in zip(("ar", "fr", "en"), texts, strict=True)}


def _named(arabic: str, french: str) -> dict[str, str]:
    return {f"name_{code}": arabic if code == "ar" else french for code in LANGUAGES}


def _trainers(
    stop: Stop, staff: Mapping[str, User], themes: Mapping[str, Theme]
) -> dict[str, Trainer]:
    """Experts with an account, and speakers of partners, by what the plan calls them."""
    partners = {partner.code: partner for partner in Partner.objects.filter(code__in=SPEAKERS)}
    found = {
        name: Trainer(
            center=stop.center, user=staff[name], **_named(staff[name].name, staff[name].name)
        )
        for name in EXPERTS
    }
    for code, (arabic, french, _theme) in SPEAKERS.items():
        about = {"center": stop.center, "partner": partners.get(code)}
        found[code] = Trainer(**about, **_named(arabic, french))
    Trainer.objects.bulk_create(found.values())
    about_what = EXPERTS | {code: (theme,) for code, (_ar, _fr, theme) in SPEAKERS.items()}
    lists = Trainer.themes.through
    lists.objects.bulk_create(
        lists(trainer=found[name], theme=themes[code])
        for name, codes in about_what.items()
        for code in codes
    )
    return found


def _venues(stop: Stop) -> list[Venue]:
    return Venue.objects.bulk_create(
        Venue(
            center=stop.center,
            address=address,
            seats=seats,
            projector=True,
            wheelchair=True,
            **_named(arabic, french),
        )
        for arabic, french, address, seats in ROOMS
    )


def _bring(stop: Stop, workshops: Sequence[Workshop]) -> None:
    """What the center carries, its first piece to the first workshop on the spot."""
    things = Equipment.objects.bulk_create(
        Equipment(center=stop.center, **_named(*names)) for names in THINGS
    )
    there = next(each for each in workshops if each.venue_id)
    there.equipment.add(things[0])


def _seats(workshop: Workshop, plan: Planned, people: Sequence[Participation]) -> Iterable[Seat]:
    """Who sits there, in the order in which they came, then who waits."""
    zone = ZoneInfo(settings.TIME_ZONE)
    published = datetime.combine(workshop.starts_on - timedelta(days=14), plan.clock, zone)
    first = min(published, timezone.now() - timedelta(days=2))
    for position, person in enumerate(people[: plan.taken + plan.waiting], start=1):
        seated = position <= plan.taken
        yield Seat(
            workshop=workshop,
            participation=person,
            state=Seat.State.SEATED if seated else Seat.State.WAITING,
            position=position,
            version=1,
            entered_at=first + timedelta(minutes=37 * position),
        )


def _move(seat: Seat) -> SeatMove:
    seated = seat.state == Seat.State.SEATED
    reason = Reason.REGISTERED if seated else Reason.QUEUED
    return SeatMove(seat=seat, target=seat.state, reason=reason, at=seat.entered_at)


def _markets(stop: Stop) -> None:
    provinces = {each.iso: each for each in Province.objects.filter(region=stop.center.region_id)}
    SoukDay.objects.bulk_create(
        SoukDay(center=stop.center, province=provinces[iso], weekday=weekday)
        for iso, weekday in SOUKS
        if iso in provinces
    )
