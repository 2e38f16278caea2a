"""A workshop held once more, and the whole plan of a stop at another one; always as drafts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.locks import patient
from programs.copying import copied
from programs.models import Stop
from workshops.models import Equipment, Series, Trainer, Workshop
from workshops.models.planned import NO_ROOM_TWICE
from workshops.planning.actions import (
    MANY,
    free,
    hold_equipment,
    hold_rooms,
    hold_stop,
    hold_trainers,
    made_by,
    number_for,
    room_taken,
    unused,
)
from workshops.quizzes import copy_quiz, drop_quizzes
from workshops.seats.locking import locked_all

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

BLANK = {  # what a copy begins without
    "state": Workshop.State.DRAFT,
    "taken": 0,
    "waiting": 0,
    "last_position": 0,
    "version": 0,
    "published_at": None,
    "meeting": None,
    "form_key": None,
    **{f"cancel_reason_{code}": "" for code in ("ar", "fr", "en")},
}


@patient
def copy_workshop(workshop: Workshop, *, to: Stop, on: date, key: UUID | None = None) -> Workshop:
    """The same workshop as a draft of the stop `to`, on another day; once for a form's `key`.

    Without a room or a trainer that is taken then, and without what only the old center has.
    """
    if key and (known := made_by(key, to)):
        return known
    source = Workshop.objects.get(pk=workshop.pk)
    series = source.series if source.stop_id == to.pk else None
    number = number_for(to)
    _hold([source])
    made = _copy(source, to, number, on, series=series)
    Workshop.objects.filter(pk=made.pk).update(form_key=key)
    return made


@patient
def copy_plan(source: Stop, target: Stop) -> list[str]:
    """Every workshop of `source` that is not cancelled, as drafts of `target`, on its own days.

    What `target` had as drafts is replaced. Days keep their weekday. What a draft had to leave
    behind, because it is taken then or another center's, is said in sentences.
    """
    target = Stop.objects.get(pk=target.pk)  # as it stands, not as a form has typed it
    hold_stop(target)
    drafts = Workshop.objects.filter(stop=target, state=Workshop.State.DRAFT)
    locked_all(*drafts.values_list("pk", flat=True))
    drop_quizzes(drafts.values_list("pk", flat=True))
    rows = Workshop.objects.filter(stop=source).exclude(state=Workshop.State.CANCELLED)
    _hold(rows)
    drafts.delete()
    number = number_for(target)
    Series.objects.filter(stop=target, workshops=None).delete()
    weeks = timedelta(weeks=(target.starts_on - source.starts_on).days // 7)
    series = {each.pk: copied(each, stop=target) for each in Series.objects.filter(stop=source)}
    Series.objects.bulk_create(series.values())
    made: dict[int, Workshop] = {}
    said: list[str] = []
    for row in rows.order_by("starts_at", "pk"):
        key, before, day = row.pk, row.prerequisite_id, row.starts_on + weeks
        had = _names(row)
        own = series.get(row.series_id) if row.series_id else None
        copy = _copy(row, target, number + len(made), day, series=own)
        if before in made:
            copy.prerequisite = made[before]
            copy.save()
        made[key] = copy
        if source.center_id == target.center_id and (left := [*(had - _names(copy))]):
            said.append(_left_behind(copy, sorted(left)))
    if made and source.center_id != target.center_id:
        said.append(_of_another_center(len(made)))
    return said


def _names(workshop: Workshop) -> set[str]:
    """What cannot be in two places: its room, who leads it, what is carried there."""
    carried = [*workshop.trainers.all(), *workshop.equipment.all()]
    return {str(each) for each in [workshop.venue, *carried] if each}


def _left_behind(copy: Workshop, names: list[str]) -> str:
    said = _("“%(title)s”, %(day)s: taken at that time, and left out: %(names)s.")
    day = date_format(copy.starts_on, "DATE_FORMAT")
    return said % {"title": copy.title, "day": day, "names": _(", ").join(names)}


def _of_another_center(count: int) -> str:
    said = ngettext(
        "%(count)s workshop is a draft without room, trainers and equipment: "
        "these are another center’s.",
        "%(count)s workshops are drafts without room, trainers and equipment: "
        "these are another center’s.",
        count,
    )
    return said % {"count": count}


def _hold(rows: Iterable[Workshop]) -> None:
    """Hold rooms, trainers and equipment of all that is copied, before the first copy is made."""
    keys = [each.pk for each in rows]
    hold_rooms(*Workshop.objects.filter(pk__in=keys).values_list("venue", flat=True))
    hold_equipment(Equipment.objects.filter(workshops__in=keys).distinct())
    hold_trainers(Trainer.objects.filter(workshops__in=keys).distinct())


def _copy(source: Workshop, to: Stop, number: int, on: date, *, series: Series | None) -> Workshop:
    """A copy of a row that was read for it."""
    key, here = source.pk, source.stop.center_id == to.center_id
    lists = {name: list(getattr(source, name).all()) for name in MANY}
    if not here:
        lists |= {"trainers": [], "equipment": [], "for_provinces": []}
        source.venue = None
    if source.stop_id != to.pk:
        source.prerequisite = None
    copy = copied(source, stop=to)
    for name, value in {**BLANK, "number": number, "starts_on": on, "series": series}.items():
        setattr(copy, name, value)
    copy.starts_at, copy.ends_at = copy.moments()
    _save_where_free(copy)
    lists["equipment"] = unused(copy, lists["equipment"])
    lists["trainers"] = free(copy, lists["trainers"])
    for name, rows in lists.items():
        getattr(copy, name).set(rows)
    copy_quiz(key, copy)
    return copy


def _save_where_free(copy: Workshop) -> None:
    """Save it in its room, or without one where something else is held there.

    A row that was refused all the same, by somebody who did not hold the room, is none: it is saved
    as a new one again.
    """
    if room_taken(copy):
        copy.venue = None
    try:
        with transaction.atomic():
            copy.save()
    except IntegrityError as refusal:
        if NO_ROOM_TWICE not in str(refusal):
            raise
        copy.venue, copy.pk = None, None
        copy.save()
