"""Who and what would be in two places: trainers, rooms, equipment, the people who are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from workshops.models import Trainer, Workshop

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

    from workshops.models import Equipment, Venue

State = Workshop.State


def meanwhile(starts_at: datetime, ends_at: datetime, *, but: int | None) -> QuerySet[Workshop]:
    """What is held or planned at that time anywhere, but for the workshop with the key `but`."""
    others = Workshop.objects.exclude(state=State.CANCELLED).exclude(pk=but or 0)
    return others.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


def same_people(trainers: Collection[Trainer]) -> QuerySet[Trainer]:
    """These trainers, and whoever of them another center knows by the same account."""
    accounts = [each.user_id for each in trainers if each.user_id]
    return Trainer.objects.filter(
        Q(pk__in=[each.pk for each in trainers]) | Q(user__in=accounts)
    ).order_by("pk")


def trainers_elsewhere(
    trainers: Collection[Trainer], others: QuerySet[Workshop]
) -> list[tuple[Trainer, Workshop]]:
    """Which of these lead another workshop meanwhile; one statement."""
    people = same_people(trainers)
    found = others.filter(trainers__in=people).prefetch_related("trainers").distinct()
    keys, accounts = {each.pk for each in trainers}, {each.user_id for each in trainers} - {None}
    return [
        (trainer, other)
        for other in found
        for trainer in other.trainers.all()
        if trainer.pk in keys or trainer.user_id in accounts
    ]


def used_elsewhere(
    things: Collection[Equipment], others: QuerySet[Workshop]
) -> list[tuple[Equipment, Workshop]]:
    """Which of these are at another workshop meanwhile; one statement."""
    found = others.filter(equipment__in=things).prefetch_related("equipment").distinct()
    return [(each, other) for other in found for each in other.equipment.all() if each in things]


def held_in(venue: Venue, others: QuerySet[Workshop]) -> Workshop | None:
    """What is held in this room meanwhile, if anything."""
    return others.filter(venue=venue).order_by("starts_at").first()


def for_same_people(workshop: Workshop) -> list[Workshop]:
    """What this stop holds meanwhile for somebody who is meant here too; two statements and two."""
    others = meanwhile(workshop.starts_at, workshop.ends_at, but=workshop.pk)
    here = others.filter(stop=workshop.stop_id).prefetch_related("for_themes", "for_provinces")
    return [other for other in here if _share(workshop, other)]


def _share(one: Workshop, other: Workshop) -> bool:
    """Whether somebody may be meant by both: an empty list means everybody."""
    for kind in ("for_themes", "for_provinces"):
        left = {each.pk for each in getattr(one, kind).all()}
        right = {each.pk for each in getattr(other, kind).all()}
        if left and right and not left & right:
            return False
    return not one.for_kinds or not other.for_kinds or bool({*one.for_kinds} & {*other.for_kinds})
