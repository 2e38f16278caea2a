"""Statements of every visit: Django composes each once; later only the values are put in.

A queryset with slots instead of values is composed at its first use. To compose one costs more than
PostgreSQL takes to answer it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models.expressions import RawSQL
from django.db.models.sql.subqueries import UpdateQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.db.models import Field, Model, QuerySet
    from django.db.models.query import RawQuerySet


@dataclass(frozen=True)
class Slot:
    """Where a value comes in later."""

    name: str


def slot(name: str) -> RawSQL:
    """A place in a queryset for the value `name`, which is written as it is."""
    return RawSQL("%s", [Slot(name)])  # noqa: S611  nothing but a placeholder


class Composed:
    """The SQL of `rows()`, which may hold slots, and its values."""

    def __init__(self, rows: Callable[[], QuerySet[Any]]) -> None:
        self._rows = rows

    @cached_property
    def _sql(self) -> tuple[type[Model], str, tuple[Any, ...]]:
        rows = self._rows()
        return rows.model, *rows.query.get_compiler(connection=connection).as_sql()

    def rows(self, values: Mapping[str, Any]) -> RawQuerySet[Any]:
        """The rows with `values` in the slots."""
        model, sql, parts = self._sql
        return model._base_manager.raw(sql, _filled(parts, values))  # noqa: SLF001  all have it


class ComposedUpdate:
    """The UPDATE of `fields` in `rows()`, which may hold slots."""

    def __init__(self, rows: Callable[[], QuerySet[Any]], fields: Iterable[str]) -> None:
        self._rows, self._names = rows, [*fields]

    @cached_property
    def _sql(self) -> tuple[list[Field[Any, Any]], str, tuple[Any, ...]]:
        rows = self._rows()
        fields = [rows.model._meta.get_field(name) for name in self._names]  # noqa: SLF001
        query = rows.query.chain(UpdateQuery)
        query.add_update_values({name: slot(f"new {name}") for name in self._names})
        return fields, *query.get_compiler(connection=connection).as_sql()

    def run(self, columns: Mapping[str, Any], values: Mapping[str, Any]) -> int:
        """Write `columns` where `values` stand in the slots; how many rows it found."""
        fields, sql, parts = self._sql
        new = {f"new {field.name}": _prepared(field, columns[field.name]) for field in fields}
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(parts, {**values, **new}))
            return cursor.rowcount


def _prepared(field: Field[Any, Any], value: Any) -> Any:
    """`value` as the database takes it; of a row its key."""
    if hasattr(value, "prepare_database_save"):
        value = value.prepare_database_save(field)
    return field.get_db_prep_save(value, connection)


def _filled(parts: Iterable[Any], values: Mapping[str, Any]) -> list[Any]:
    return [values[part.name] if isinstance(part, Slot) else part for part in parts]
