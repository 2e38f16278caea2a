"""Rows written in one statement: one unless it is there, or as many as there are."""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.db.models import Field
from django.db.models.fields.files import FieldFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

BLOCK = 1000  # rows of a statement
PLAIN = Field.pre_save  # of a field that only hands its value on
INSERT = """
INSERT INTO {table} ({columns})
SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)
"""
UNLESS_KNOWN = "ON CONFLICT DO NOTHING RETURNING id"


def insert_new(row: Model) -> bool:
    """Insert `row`; whether it is new. False when a unique constraint knows it already.

    Django's `bulk_create(ignore_conflicts=True)` does not say so, and opens a transaction.
    """
    keys = _insert([row], UNLESS_KNOWN)
    if not keys:
        return False
    [row.pk] = keys
    _is_kept(row)
    return True


def insert_many(rows: Sequence[Model]) -> None:
    """Insert all, a statement for each thousand; each knows its key then. In a transaction.

    Django's `bulk_create` composes a list for each column, which takes four times as long.
    """
    for block in _blocks(rows):
        keys = _insert(block, "RETURNING id")
        for row, key in zip(block, keys, strict=True):
            row.pk = key
            _is_kept(row)


def insert_unknown(rows: Sequence[Model]) -> int:
    """Insert those that no unique constraint knows, in as few statements; how many they were."""
    return sum(len(_insert(block, UNLESS_KNOWN)) for block in _blocks(rows))


def _blocks(rows: Sequence[Model]) -> list[Sequence[Model]]:
    return [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]


def _insert(rows: Sequence[Model], ending: str) -> list[int]:
    """One statement, whose values travel as one text: PostgreSQL reads them by their columns."""
    statement, plain, other = _columns(type(rows[0]))
    values = [
        {
            **{column: getattr(row, name) for column, name in plain.items()},
            **{each.column: each.pre_save(row, add=True) for each in other},
        }
        for row in rows
    ]
    written = json.dumps(values, default=_written, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} {ending}", [written])
        return [key for (key,) in cursor.fetchall()]


@cache
def _columns(model: type[Model]) -> tuple[str, dict[str, str], list[Field[Any, Any]]]:
    """The statement for rows of `model`; the columns that hand their value on, and the others."""
    meta = model._meta  # noqa: SLF001
    fields: list[Field[Any, Any]] = [
        field for field in meta.concrete_fields if not (field.primary_key or field.generated)
    ]
    plain = {str(each.column): each.attname for each in fields if type(each).pre_save is PLAIN}
    quoted = (connection.ops.quote_name(each.column or "") for each in fields)
    names = {"table": connection.ops.quote_name(meta.db_table), "columns": ", ".join(quoted)}
    return INSERT.format(**names), plain, [each for each in fields if each.column not in plain]


def _written(value: object) -> str:
    """How PostgreSQL reads what JSON does not know. Raises TypeError for anything else."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, FieldFile):
        return value.name or ""
    raise TypeError(type(value))


def _is_kept(row: Model) -> None:
    """As `save` leaves it."""
    row._state.adding = False  # noqa: SLF001
    row._state.db = connection.alias  # noqa: SLF001
