"""Many plan at once: no deadlock reaches anybody, no room and no trainer is in two places."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programs.models import Stop
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.workshops.planned import make_workshop
from tests.workshops.test_planning import in_days, named
from tests.workshops.test_planning_once import planned
from workshops.models import Trainer, Venue, Workshop
from workshops.planning import actions
from workshops.planning.copies import copy_workshop

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
RUNS, STOPS = 8, 8


def stops_of_one_center(stop: Stop) -> list[Stop]:
    """So many stops of a center: whoever plans at one waits for nobody at another."""
    made = [stop]
    for number in range(1, STOPS):
        other = Stop.objects.get(pk=stop.pk)
        other.pk, other.slug, other.prefix = None, f"fes-{number}", f"F{'ABCDEFGH'[number]}"
        other.save(force_insert=True)
        made.append(other)
    return made


def overlaps() -> int:
    """Pairs of workshops that are held in one room at one hour."""
    held = Workshop.objects.exclude(venue=None).exclude(state="cancelled")
    rows = sorted(held.values_list("venue", "starts_at", "ends_at"))
    return sum(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(rows))


def told(action: Callable[[int], object]) -> Callable[[int], object]:
    """The same, with the fields of a refusal as its outcome."""

    def one(number: int) -> object:
        try:
            return action(number)
        except ValidationError as refusal:
            by_field = getattr(refusal, "error_dict", None)
            return ", ".join(sorted(by_field)) if by_field else str(refusal.code)

    return one


def test_eight_copies_to_staggered_hours_at_once_share_no_room() -> None:
    stops = stops_of_one_center(gather().stop)
    venue = Venue.objects.create(center=stops[0].center, seats=9, **named("A"))
    hour = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    sources = [
        make_workshop(stops[0], at=hour + timedelta(days=14, minutes=15 * number), way="on_site")
        for number in range(STOPS)
    ]
    keys = [each.pk for each in sources]
    Workshop.objects.filter(pk=keys[0]).update(venue=venue)
    for number, source in enumerate(sources):
        source.starts_on = in_days(14 + number)
        source.venue = venue
        source.save()

    def copy(number: int) -> object:
        return copy_workshop(sources[number], to=stops[number], on=in_days(60)).venue_id

    for _run in range(RUNS):
        rooms = at_once(told(copy), STOPS, threads=STOPS)
        copies = Workshop.objects.exclude(pk__in=keys)
        assert {*rooms} == {venue.pk, None}
        assert (copies.count(), overlaps()) == (STOPS, 0)
        copies.delete()


def test_eight_plans_and_moves_into_one_room_at_once_end_in_no_overlap() -> None:
    stops = stops_of_one_center(gather().stop)
    venue = Venue.objects.create(center=stops[0].center, seats=9, **named("A"))
    trainers = [Trainer.objects.create(center=stops[0].center, **named(name)) for name in "ABC"]
    values = planned(stops[0], venue=venue, way="on_site")
    by: Any = None

    def plan(number: int) -> object:
        clock = values["starts_clock"].replace(minute=15 * (number % 4))
        led = [trainers[(number + turn) % 3] for turn in range(2)]
        made = actions.make(stops[number], {**values, "starts_clock": clock, "trainers": led[::-1]})
        later = clock.replace(hour=11 + number % 3)
        actions.move(made, by=by, starts_on=values["starts_on"], starts_clock=later, minutes=60)
        return "made"

    for _run in range(RUNS):
        outcomes = {*at_once(told(plan), STOPS, threads=STOPS)}
        assert outcomes <= {"made", "venue", "trainers"}
        assert (outcomes >= {"made"} or Workshop.objects.count() > 1, overlaps()) == (True, 0)
        Workshop.objects.filter(venue=venue).delete()
