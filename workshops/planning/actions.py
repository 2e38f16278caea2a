"""What a center does with a workshop: keeps it, publishes it, moves it, cancels it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.lives import origins
from core.locks import hold, patient
from meetings.models import Guest
from messaging.actions.outbox import revise
from people.busy import lock, when_busy
from programs.models import Stop
from workshops.models import Equipment, Workshop
from workshops.models.planned import NO_ROOM_TWICE
from workshops.planning.clashes import (
    held_in,
    meanwhile,
    same_people,
    trainers_elsewhere,
    used_elsewhere,
)
from workshops.planning.inviting import subject
from workshops.quizzes import drop_quizzes
from workshops.seats.actions import change_capacity
from workshops.seats.letters import tell_of_change
from workshops.seats.locking import locked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, time
    from uuid import UUID

    from people.models import User
    from workshops.models import Trainer

State = Workshop.State
ROOMS = 0x726F6F << 40  # where the keys of these locks begin, among those of PostgreSQL
MANY = ("trainers", "equipment", "for_themes", "for_provinces")


def hold_stop(stop: Stop) -> None:
    """Let nobody else make workshops of a stop until the transaction ends; before all else.

    Whoever only refers to the stop waits for nobody.
    """
    Stop.objects.select_for_update(of=["self"], no_key=True).get(pk=stop.pk)


def number_for(stop: Stop) -> int:
    """The next number of a workshop of `stop`, which stays locked until the transaction ends."""
    hold_stop(stop)
    return (Workshop.objects.filter(stop=stop).aggregate(last=Max("number"))["last"] or 0) + 1


def made_by(key: UUID, stop: Stop) -> Workshop | None:
    """What the form with this key has made at `stop` already; others wait for this transaction."""
    hold_stop(stop)
    return Workshop.objects.filter(form_key=key, stop=stop).first()


@patient
def make(stop: Stop, values: Mapping[str, Any]) -> Workshop:
    """Make a draft of what was typed. Raises ValidationError as `change` does."""
    return _kept(Workshop(stop=stop, number=number_for(stop)), values)


@patient
def change(workshop: Workshop, values: Mapping[str, Any], *, by: User) -> Workshop:
    """Keep what was typed; a higher number of seats brings in who waits.

    Raises ValidationError, by field, when a trainer or the room is taken meanwhile.
    """
    row = locked(workshop.pk)
    capacity = values.get("capacity", row.capacity)
    kept = _kept(row, {**values, "capacity": row.capacity})
    return kept if capacity == row.capacity else change_capacity(kept, capacity, by=by)


@patient
def publish(workshop: Workshop, *, by: User) -> Workshop:  # noqa: ARG001  the contract's
    """Let everybody see it and take seats. Raises ValidationError, by what is missing."""
    row = locked(workshop.pk)
    if row.state not in origins(Workshop.MOVES, State.PUBLISHED):
        raise ValidationError(_("Only a draft is published."), code="state")
    if lacking := lacks(row):
        raise ValidationError(lacking, code="lacks")
    row.state, row.published_at = State.PUBLISHED, timezone.now()
    row.save(update_fields=["state", "published_at"])
    return row


def lacks(workshop: Workshop) -> list[str]:
    """What a draft misses before it may be published, in sentences."""
    found = []
    if workshop.has_begun:
        found.append(_("Its hour has passed: please choose another one."))
    if workshop.way != Workshop.Way.ONLINE and workshop.venue_id is None:
        found.append(_("It is held on the spot and has no room yet."))
    return found


@patient
def cancel(workshop: Workshop, *, by: User, reason: Mapping[str, str] | str) -> Workshop:  # noqa: ARG001
    """Call it off, and write to all who sit there or wait.

    `reason` is said to them: in each language, or once. Raises ValidationError.
    """
    row = locked(workshop.pk)
    if row.state not in origins(Workshop.MOVES, State.CANCELLED):
        raise ValidationError(_("Only a published workshop is cancelled."), code="state")
    if row.has_ended:
        raise ValidationError(_("It is over."), code="ended")
    for language, words in _by_language(reason).items():
        setattr(row, f"cancel_reason_{language}", words)
    row.state, row.version = State.CANCELLED, row.version + 1
    row.save()
    if row.meeting_id:  # whoever had come in already is let in no more
        Guest.objects.filter(meeting=row.meeting_id).delete()
    revise(subject(row), version=row.version)
    tell_of_change(row)
    return row


def _by_language(reason: Mapping[str, str] | str) -> Mapping[str, str]:
    if isinstance(reason, str):
        return {code: reason for code, _name in settings.LANGUAGES}
    return reason


@patient
def move(
    workshop: Workshop,
    *,
    by: User,  # noqa: ARG001  the contract's
    starts_on: date,
    starts_clock: time,
    minutes: int,
) -> Workshop:
    """Hold it at another time, and write to its people if it is published.

    Raises ValidationError, by field, when it cannot be held then.
    """
    row = locked(workshop.pk)
    if row.state == State.CANCELLED or row.has_ended:
        raise ValidationError(_("It is over or cancelled."), code="state")
    before = (row.starts_on, row.starts_clock, row.minutes)
    if before == (starts_on, starts_clock, minutes):
        return row
    was = row.starts_at
    row.version += 1
    times = {"starts_on": starts_on, "starts_clock": starts_clock, "minutes": minutes}
    kept = _kept(row, times)
    if kept.has_begun:
        raise ValidationError({"starts_on": _("This hour has passed.")}, code="past")
    if kept.state == State.PUBLISHED:
        revise(subject(kept), version=kept.version)
        tell_of_change(kept, was=was)
    return kept


@patient
def remove(workshop: Workshop) -> None:
    """Throw a draft away; nobody has seen it. Raises ValidationError('state')."""
    row = locked(workshop.pk)
    if row.state != State.DRAFT:
        raise ValidationError(_("Only a draft is thrown away."), code="state")
    drop_quizzes([row.pk])
    row.delete()


def _kept(workshop: Workshop, values: Mapping[str, Any]) -> Workshop:
    """Write columns and lists of a locked or new workshop, if its trainers and room are free."""
    for name, value in values.items():
        if name not in MANY:
            setattr(workshop, name, value)
    workshop.starts_at, workshop.ends_at = workshop.moments()
    hold_rooms(workshop.venue_id)
    if room_taken(workshop):
        raise _clash()
    try:
        with transaction.atomic():
            workshop.save()
    except IntegrityError as refusal:
        if NO_ROOM_TWICE not in str(refusal):
            raise
        raise _clash() from refusal
    for name in MANY:
        if name in values:
            getattr(workshop, name).set(values[name])
    _keep_equipment_free(workshop, list(values.get("equipment", workshop.equipment.all())))
    _keep_trainers_free(workshop, list(values.get("trainers", workshop.trainers.all())))
    return workshop


def hold_rooms(*venues: int | None) -> None:
    """Let nobody else plan in these rooms until the transaction ends; after rows, all at once."""
    hold(ROOMS, (each for each in venues if each))


def room_taken(workshop: Workshop) -> bool:
    """Whether something else is held meanwhile in the room of a workshop, which is held."""
    if workshop.venue is None or workshop.state == State.CANCELLED:
        return False
    others = meanwhile(workshop.starts_at, workshop.ends_at, but=workshop.pk)
    return held_in(workshop.venue, others) is not None


def hold_trainers(trainers: Collection[Trainer]) -> None:
    """Hold those who lead, and whom another center knows by their account; after the equipment."""
    list(same_people(trainers).select_for_update(of=["self"], no_key=True))


def free(workshop: Workshop, trainers: Sequence[Trainer]) -> list[Trainer]:
    """Those of `trainers` who lead nothing else meanwhile, locked until the transaction ends."""
    busy = {trainer.pk for trainer, _other in _elsewhere(workshop, trainers)}
    return [each for each in trainers if each.pk not in busy]


def _elsewhere(workshop: Workshop, trainers: Sequence[Trainer]) -> list[tuple[Trainer, Workshop]]:
    """Lock those who lead, then look whether one of them leads something else meanwhile."""
    hold_trainers(trainers)
    others = meanwhile(workshop.starts_at, workshop.ends_at, but=workshop.pk)
    return trainers_elsewhere(trainers, others)


def _keep_trainers_free(workshop: Workshop, trainers: Sequence[Trainer]) -> None:
    """Refuse what one of those who lead cannot lead, because of something else meanwhile.

    What they lead is named; what another room holds them for is their own, and only said to be.
    """
    said = _("%(name)s leads “%(title)s” at that time.")
    clashes = [
        said % {"name": trainer.name, "title": other.title}
        for trainer, other in _elsewhere(workshop, trainers)
    ]
    accounts = {each.user_id: each.name for each in trainers if each.user_id}
    lock(*accounts)
    taken = _("%(name)s has something else at that time: %(title)s.")
    clashes += [
        taken % {"name": accounts[each.person], "title": each.title}
        for each in when_busy([*accounts], workshop.starts_at, workshop.ends_at)
        if not each.about.startswith("workshop ")
    ]
    if clashes:
        raise ValidationError({"trainers": clashes}, code="clash")


def unused(workshop: Workshop, things: Sequence[Equipment]) -> list[Equipment]:
    """Those of `things` that are nowhere else meanwhile, locked until the transaction ends."""
    used = {thing.pk for thing, _other in _brought_elsewhere(workshop, things)}
    return [each for each in things if each.pk not in used]


def hold_equipment(things: Iterable[Equipment]) -> None:
    """Hold what is carried to workshops; after the rooms, before the trainers."""
    rows = Equipment.objects.filter(pk__in=[each.pk for each in things]).order_by("pk")
    list(rows.select_for_update(of=["self"], no_key=True))


def _brought_elsewhere(
    workshop: Workshop, things: Sequence[Equipment]
) -> list[tuple[Equipment, Workshop]]:
    """Lock these things, then look whether one of them is at another workshop meanwhile."""
    if not things:
        return []
    hold_equipment(things)
    others = meanwhile(workshop.starts_at, workshop.ends_at, but=workshop.pk)
    return used_elsewhere(things, others)


def _keep_equipment_free(workshop: Workshop, things: Sequence[Equipment]) -> None:
    """Refuse what is carried to something else meanwhile; that is named."""
    said = _("%(name)s is needed for “%(title)s” at that time.")
    if clashes := [
        said % {"name": thing.name, "title": other.title}
        for thing, other in _brought_elsewhere(workshop, things)
    ]:
        raise ValidationError({"equipment": clashes}, code="clash")


def _clash() -> ValidationError:
    said = _("Something else is held in this room at that time.")
    return ValidationError({"venue": said}, code="clash")
