"""How a stop takes over what another one has: everything but its days, its name and its address.

Each room's `copying.py` offers `copy(source, target)`, which makes what `target` has there the same
as what `source` has, and says in sentences what it had to leave out. To copy twice makes nothing
twice. `replaced(stop)` names what a copy replaces there, so that it can be brought back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from psycopg.errors import ForeignKeyViolation

from core.locks import patient
from core.rooms import offered
from core.set_aside import Kept, bring_back, mark_of, options_of, set_aside
from programs.models import Stop, TakenOver
from programs.opening import TEXTS

Row = TypeVar("Row", bound=models.Model)
COLUMNS = [f"{field}_{code}" for field in TEXTS for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Replaced:
    """What a copy replaces of a room: rows that go, and columns of rows that stay."""

    rows: Sequence[models.QuerySet[Any]] = ()
    columns: Sequence[tuple[models.QuerySet[Any], Sequence[str]]] = ()


@patient
def copy_stop(source: Stop, target: Stop) -> list[str]:
    """Bring everything but days into `target`, in one act, or nothing; what was left out is said.

    What stood there is set aside for `take_back`. Raises ValidationError('begun') once the public
    may have read what would be replaced.
    """
    locked = _locked(target)
    if locked.state != Stop.State.PREPARED or source.pk == target.pk:
        raise ValidationError(
            _("Only a stop that has not opened yet takes over what another one has."), code="begun"
        )
    now = Stop.objects.get(pk=source.pk)  # as it stands, not as a page has read it
    before = _standing(locked)
    said = [room(now, locked) or () for room in offered("copying", "copy")]
    kept = {"source": now, "before": before, "after": mark_of(_standing(locked))}
    TakenOver.objects.update_or_create(stop=locked, defaults=kept)
    target.refresh_from_db()
    return [*chain.from_iterable(said)]


def take_back(target: Stop) -> None:
    """Bring back what stood at `target` before its last copy.

    Raises ValidationError: 'begun' once it has opened or nothing was copied, 'changed' when
    somebody worked on it since, 'taken' when a room that was planned is somebody else's by now,
    'gone' when it is there no more: it never comes again, and nothing is remembered any longer.
    """
    if refusal := _taken_back(target):
        raise refusal


@patient
def _taken_back(target: Stop) -> ValidationError | None:
    locked = _locked(target)
    copy = TakenOver.objects.filter(stop=locked).first()
    if copy is None or locked.state != Stop.State.PREPARED:
        raise ValidationError(_("There is nothing to take back any more."), code="begun")
    if mark_of(_standing(locked)) != copy.after:
        said = _("Somebody has worked on this stop since the copy: it is not taken back.")
        raise ValidationError(said, code="changed")
    try:
        with transaction.atomic():
            _replace(locked, copy.before)
            connection.check_constraints()  # what points to nothing would be found at the commit
    except IntegrityError as refusal:
        why = _not_taken_back(refusal)
        if why.code == "gone":
            copy.delete()
        return why
    copy.delete()
    return None


def _not_taken_back(refusal: IntegrityError) -> ValidationError:
    if isinstance(refusal.__cause__, ForeignKeyViolation):
        said = _("Something that stood here is gone, such as a room: nothing is taken back.")
        return ValidationError(said, code="gone")
    said = _("A room or an hour that was planned here is taken by now: nothing is taken back.")
    return ValidationError(said, code="taken")


def _locked(stop: Stop) -> Stop:
    """The stop, with the rows that a copy replaces: whoever is at one of them ends first."""
    locked = Stop.objects.select_for_update(of=["self"], no_key=True).get(pk=stop.pk)
    for rows in chain.from_iterable(room.rows for room in _replaced(locked)):
        list(rows.select_for_update(of=["self"]).order_by("pk").values_list("pk"))
    return locked


def _replaced(stop: Stop) -> list[Replaced]:
    return [room(stop) for room in offered("copying", "replaced")]


def _standing(stop: Stop) -> Kept:
    """What stands at a stop of all that a copy replaces."""
    rooms = _replaced(stop)
    columns = {
        options_of(row.model).label: [[each.pop("pk"), each] for each in row.values("pk", *names)]
        for room in rooms
        for row, names in room.columns
    }
    return {**set_aside(chain.from_iterable(room.rows for room in rooms)), "columns": columns}


def _replace(stop: Stop, kept: Kept) -> None:
    rooms = _replaced(stop)
    rows = [each for room in rooms for each in room.rows]
    for model, keys in [(each.model, [*each.values_list("pk", flat=True)]) for each in rows]:
        models.QuerySet(model).filter(pk__in=keys).delete()
    bring_back(kept)
    columns = {
        options_of(row.model).label: row.model for room in rooms for row, _names in room.columns
    }
    for label, found in kept["columns"].items():
        for key, values in found:
            models.QuerySet(columns[label]).filter(pk=key).update(**values)


def copy(source: Stop, target: Stop) -> None:
    """Its texts in every language, its themes, the institutions beside it."""
    Stop.objects.filter(pk=target.pk).update(
        **{column: getattr(source, column) for column in COLUMNS}
    )
    target.themes.set(source.themes.all())
    target.partners.set(source.partners.all())


def replaced(stop: Stop) -> Replaced:
    """The same: texts are columns of the stop, themes and institutions rows beside it."""
    beside: list[models.QuerySet[Any]] = [
        models.QuerySet(each.through).filter(stop=stop) for each in (Stop.themes, Stop.partners)
    ]
    return Replaced(beside, [(Stop.objects.filter(pk=stop.pk), COLUMNS)])


def copied(row: Row, **parents: models.Model) -> Row:
    """`row` once more under other parents, not saved yet."""
    for name, parent in parents.items():
        setattr(row, name, parent)
    row.pk = None
    row._state.adding = True  # noqa: SLF001  Django's documented way to copy a row
    return row
