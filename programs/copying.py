"""How a stop takes over what another one has: everything but its days, its name and its address.

Each room's `copying.py` offers `copy(source, target)`, which makes what `target` has there the same
as what `source` has. To copy twice makes nothing twice.
"""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from core.locks import patient
from core.rooms import offered
from programs.models import Stop
from programs.opening import TEXTS

Row = TypeVar("Row", bound=models.Model)
COLUMNS = [f"{field}_{code}" for field in TEXTS for code, _name in settings.LANGUAGES]


@patient
def copy_stop(source: Stop, target: Stop) -> None:
    """Bring everything but days into `target`, in one act, or nothing.

    Raises ValidationError('begun') once the public may have read what would be replaced.
    """
    locked = Stop.objects.select_for_update(of=["self"], no_key=True).get(pk=target.pk)
    if locked.state != Stop.State.PREPARED or source.pk == target.pk:
        raise ValidationError(
            _("Only a stop that has not opened yet takes over what another one has."), code="begun"
        )
    now = Stop.objects.get(pk=source.pk)  # as it stands, not as a page has read it
    for room in offered("copying", "copy"):
        room(now, locked)
    target.refresh_from_db()


def copy(source: Stop, target: Stop) -> None:
    """Its texts in every language, its themes, the institutions beside it."""
    Stop.objects.filter(pk=target.pk).update(
        **{column: getattr(source, column) for column in COLUMNS}
    )
    target.themes.set(source.themes.all())
    target.partners.set(source.partners.all())


def copied(row: Row, **parents: models.Model) -> Row:
    """`row` once more under other parents, not saved yet."""
    for name, parent in parents.items():
        setattr(row, name, parent)
    row.pk = None
    row._state.adding = True  # noqa: SLF001  Django's documented way to copy a row
    return row
