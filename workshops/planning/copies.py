"""A workshop held once more, and the whole plan of a stop at another one; always as drafts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from programs.copying import copied
from programs.models import Stop
from workshops.models import Series, Workshop
from workshops.models.planned import NO_ROOM_TWICE
from workshops.planning.actions import MANY, free, made_by, number_for
from workshops.planning.clashes import held_in, meanwhile

if TYPE_CHECKING:
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


@transaction.atomic
def copy_workshop(workshop: Workshop, *, to: Stop, on: date, key: UUID | None = None) -> Workshop:
    """The same workshop as a draft of the stop `to`, on another day; once for a form's `key`.

    Without a room or a trainer that is taken then, and without what only the old center has.
    """
    if key and (known := made_by(key, to)):
        return known
    source = Workshop.objects.get(pk=workshop.pk)
    series = source.series if source.stop_id == to.pk else None
    made = _copy(source, to, number_for(to), on, series=series)
    Workshop.objects.filter(pk=made.pk).update(form_key=key)
    return made


@transaction.atomic
def copy_plan(source: Stop, target: Stop) -> None:
    """Every workshop of `source` that is not cancelled, as drafts of `target`, on its own days.

    What `target` had as drafts is replaced. Days keep their weekday.
    """
    target = Stop.objects.get(pk=target.pk)  # as it stands, not as a form has typed it
    Workshop.objects.filter(stop=target, state=Workshop.State.DRAFT).delete()
    Series.objects.filter(stop=target, workshops=None).delete()
    weeks = timedelta(weeks=(target.starts_on - source.starts_on).days // 7)
    series = {each.pk: copied(each, stop=target) for each in Series.objects.filter(stop=source)}
    Series.objects.bulk_create(series.values())
    rows = Workshop.objects.filter(stop=source).exclude(state=Workshop.State.CANCELLED)
    made: dict[int, Workshop] = {}
    number = number_for(target)
    for row in rows.order_by("starts_at", "pk"):
        key, before, day = row.pk, row.prerequisite_id, row.starts_on + weeks
        own = series.get(row.series_id) if row.series_id else None
        copy = _copy(row, target, number + len(made), day, series=own)
        if before in made:
            copy.prerequisite = made[before]
            copy.save()
        made[key] = copy


def _copy(source: Workshop, to: Stop, number: int, on: date, *, series: Series | None) -> Workshop:
    """A copy of a row that was read for it."""
    here = source.stop.center_id == to.center_id
    lists = {name: list(getattr(source, name).all()) for name in MANY}
    if not here:
        lists["trainers"], lists["for_provinces"] = [], []
        source.venue = None
    if source.stop_id != to.pk:
        source.prerequisite = None
    copy = copied(source, stop=to)
    for name, value in {**BLANK, "number": number, "starts_on": on, "series": series}.items():
        setattr(copy, name, value)
    copy.starts_at, copy.ends_at = copy.moments()
    _save_where_free(copy)
    lists["trainers"] = free(copy, lists["trainers"])
    for name, rows in lists.items():
        getattr(copy, name).set(rows)
    return copy


def _save_where_free(copy: Workshop) -> None:
    """Save it in its room, or without one where something else is held there, even since we looked.

    A row that was refused is none: it is saved as a new one again.
    """
    others = meanwhile(copy.starts_at, copy.ends_at, but=None)
    if copy.venue and held_in(copy.venue, others):
        copy.venue = None
    try:
        with transaction.atomic():
            copy.save()
    except IntegrityError as refusal:
        if NO_ROOM_TWICE not in str(refusal):
            raise
        copy.venue, copy.pk = None, None
        copy.save()
