"""What is pressed twice is made once, and a trainer is in one place, whoever plans at once."""

from __future__ import annotations

from threading import Barrier
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programs.models import Stop
from tests.applications.test_candidacy_actions import at_once
from tests.cast import Cast, gather
from tests.workshops.planned import make_workshop
from tests.workshops.test_planning import HOME, in_days, named, typed
from workshops.models import Equipment, Trainer, Venue, Workshop
from workshops.planning import actions
from workshops.planning.copies import copy_workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNS = 20


def planned(stop: Stop, **values: Any) -> dict[str, Any]:
    """What is kept of a workshop in two weeks."""
    titles = {f"title_{code}": "A" for code in ("ar", "fr", "en")}
    hour = timezone.localtime().replace(hour=10, minute=0).time()
    when = {"starts_on": in_days(14), "starts_clock": hour, "minutes": 60}
    theme = make_workshop(stop).theme
    return {**titles, **when, "theme": theme, "trainers": [], **values}


@pytest.mark.django_db
def test_a_form_sent_twice_is_one_workshop_and_makes_its_trainer_once(cast: Cast) -> None:
    sent = typed(key=str(uuid4()), new_trainer="Omar")
    ways = [cast.client("RS1").post(f"{HOME}new/", sent)["Location"] for _press in range(2)]
    assert (ways[0] == ways[1], Workshop.objects.count(), Trainer.objects.count()) == (True, 1, 1)


@pytest.mark.django_db
def test_two_forms_are_two_workshops(cast: Cast) -> None:
    for _form in range(2):
        cast.client("RS1").post(f"{HOME}new/", typed(key=str(uuid4())))
    assert Workshop.objects.count() == 2


@pytest.mark.django_db
def test_the_form_of_a_copy_holds_a_key_of_its_own(cast: Cast) -> None:
    page = f"{HOME}{make_workshop(cast.stop).number}/copy/"
    keys = {cast.client("RS1").get(page).context["form"]["key"].value() for _look in range(2)}
    assert len(keys) == 2


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_copy_pressed_twice_at_once_is_one_draft() -> None:
    stop = gather().stop
    source = make_workshop(stop)
    for _run in range(RUNS):
        key, before = uuid4(), Workshop.objects.count()

        def press(_number: int, key: Any = key) -> object:
            return copy_workshop(source, to=stop, on=in_days(30), key=key).number

        numbers = at_once(press, 2, threads=2)
        assert (len(set(numbers)), Workshop.objects.count() - before) == (1, 1)


def second_stop(stop: Stop) -> Stop:
    """Another stop of the same center: whoever plans there waits for another row."""
    other = Stop.objects.get(pk=stop.pk)
    other.pk, other.slug, other.prefix = None, "fes-2", "FF"
    other.save(force_insert=True)
    return other


def two_plans_at_once(stops: Sequence[Stop], **needed: Any) -> list[str]:
    """Two colleagues plan with the same people or things at one hour: what became of each."""
    values = planned(stops[0], **needed)

    def plan(number: int) -> object:
        try:
            actions.make(stops[number], values)
        except ValidationError as refusal:
            return ", ".join(refusal.error_dict)
        return "made"

    return sorted(map(str, at_once(plan, 2, threads=2)))


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("needed", "model"), [("trainers", Trainer), ("equipment", Equipment)])
def test_one_of_two_workshops_that_are_planned_at_once_gets_who_or_what_both_need(
    needed: str, model: type[Trainer | Equipment]
) -> None:
    cast = gather()
    stops = (cast.stop, second_stop(cast.stop))
    rows = [model.objects.create(center=cast.stop.center, **named("Amina"))]
    outcomes = []
    for _run in range(RUNS):
        outcomes.append(two_plans_at_once(stops, **{needed: rows}))
        Workshop.objects.filter(**{f"{needed}__in": rows}).delete()
    assert outcomes == [sorted(["made", needed])] * RUNS


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_without_its_lock_the_same_trainer_would_lead_two() -> None:
    cast = gather()
    stops = (cast.stop, second_stop(cast.stop))
    trainer = Trainer.objects.create(center=cast.stop.center, **named("Amina"))
    both = Barrier(2, timeout=60)

    def unlocked(workshop: Workshop, trainers: Any) -> list[Any]:
        """What `_elsewhere` sees without its lock, before the other one is kept."""
        others = actions.meanwhile(workshop.starts_at, workshop.ends_at, but=workshop.pk)
        found = actions.trainers_elsewhere(trainers, others)
        both.wait()
        return found

    with patch.object(actions, "_elsewhere", unlocked):
        assert two_plans_at_once(stops, trainers=[trainer]) == ["made", "made"]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_two_copies_to_one_hour_at_once_share_neither_room_nor_trainer_nor_equipment() -> None:
    stop = gather().stop
    stops = (stop, second_stop(stop))
    trainer = Trainer.objects.create(center=stop.center, **named("Amina"))
    venue = Venue.objects.create(center=stop.center, seats=9, **named("A"))
    source = make_workshop(stop, venue=venue, way="on_site")
    source.trainers.add(trainer)
    source.equipment.add(Equipment.objects.create(center=stop.center, **named("Projecteur")))
    for _run in range(RUNS):

        def press(number: int) -> object:
            return copy_workshop(source, to=stops[number], on=in_days(30)).pk

        at_once(press, 2, threads=2)
        copies = Workshop.objects.exclude(pk=source.pk)
        assert sorted(copy.trainers.count() for copy in copies) == [0, 1]
        assert sorted(copy.equipment.count() for copy in copies) == [0, 1]
        assert sorted(copy.venue is not None for copy in copies) == [False, True]
        copies.delete()
