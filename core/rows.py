"""One row written unless it is there, in one statement that also says which of both it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.constants import OnConflict

if TYPE_CHECKING:
    from django.db.models import Model


def insert_new(row: Model) -> bool:
    """Insert `row`; whether it is new. False when a unique constraint knows it already.

    Django's `bulk_create(ignore_conflicts=True)` does not say so, and opens a transaction.
    """
    meta = type(row)._meta  # noqa: SLF001  where Django keeps the fields of a model
    fields = [field for field in meta.concrete_fields if not (field.primary_key or field.generated)]
    rows = type(row)._base_manager.all()  # noqa: SLF001
    written = rows._insert(  # type: ignore[attr-defined]  # noqa: SLF001  what save() calls
        [row], fields=fields, returning_fields=[meta.pk], on_conflict=OnConflict.IGNORE
    )
    if written[0] is None:
        return False
    (row.pk,) = written[0]
    row._state.adding = False  # noqa: SLF001  as save() leaves it
    row._state.db = rows.db  # noqa: SLF001
    return True
