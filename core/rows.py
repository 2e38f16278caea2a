"""Rows written in one statement: one unless it is there, or as many as there are."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from operator import attrgetter, methodcaller
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.db.models import DateField, Field, Model, TimeField
from django.db.models.fields.files import FieldFile

if TYPE_CHECKING:
    from collections.abc import Sequence

BLOCK = 1000  # rows of a statement
PLAIN = Field.pre_save  # of a field that only hands its value on
# What is the same in all rows travels once: each of them begins as a copy of it.
INSERT = """
INSERT INTO {table} ({columns})
SELECT {columns} FROM json_populate_recordset(json_populate_record(NULL::{table}, %s), %s)
"""
WRITTEN: dict[type, Callable[[Any], str]] = {
    **dict.fromkeys((datetime, date, time), methodcaller("isoformat")),
    **dict.fromkeys((UUID, Decimal), str),
    FieldFile: lambda file: file.name or "",
}
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
    values_of = attrgetter(*plain.values())
    lines = [(*values_of(row), *(each.pre_save(row, add=True) for each in other)) for row in rows]
    names = [*plain, *(each.column for each in other)]
    columns = dict(zip(names, zip(*lines, strict=True), strict=True))
    same = {name: column[0] for name, column in columns.items() if _is_one_value(column)}
    own = {name: column for name, column in columns.items() if name not in same}
    each_own = zip(*own.values(), strict=True) if own else [()] * len(lines)
    values = [dict(zip(own, line, strict=True)) for line in each_own]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} {ending}", [_as_json(same), _as_json(values)])
        return [key for (key,) in cursor.fetchall()]


@cache
def _columns(model: type[Model]) -> tuple[str, dict[str, str], list[Field[Any, Any]]]:
    """The statement for rows of `model`; the columns that hand their value on, and the others."""
    meta = model._meta  # noqa: SLF001
    fields: list[Field[Any, Any]] = [
        field for field in meta.concrete_fields if not (field.primary_key or field.generated)
    ]
    plain = {str(each.column): each.attname for each in fields if _is_plain(each)}
    quoted = (connection.ops.quote_name(each.column or "") for each in fields)
    names = {"table": connection.ops.quote_name(meta.db_table), "columns": ", ".join(quoted)}
    return INSERT.format(**names), plain, [each for each in fields if each.column not in plain]


def _is_plain(field: Field[Any, Any]) -> bool:
    """Whether it only hands its value on: a moment too, unless it is that of the writing."""
    if isinstance(field, DateField | TimeField):  # a moment is a day to Django
        return not (field.auto_now or field.auto_now_add)
    return type(field).pre_save is PLAIN


def _is_one_value(column: Sequence[Any]) -> bool:
    """Whether all rows have the same there; of documents Python takes 1 and True for equal."""
    first = column[0]
    return column.count(first) == len(column) and not (first and isinstance(first, dict | list))


def _as_json(values: object) -> str:
    return json.dumps(values, default=_written, ensure_ascii=False, check_circular=False)


def _written(value: object) -> str:
    """How PostgreSQL reads what JSON does not know. Raises TypeError for anything else."""
    write = WRITTEN.get(type(value))
    if write is None:
        raise TypeError(type(value))
    return write(value)


def _is_kept(row: Model) -> None:
    """As `save` leaves it."""
    row._state.adding = False  # noqa: SLF001
    row._state.db = connection.alias  # noqa: SLF001
