"""Statements of every visit: composed at their first use; later only values are put in."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators
from django.db.models.sql.subqueries import UpdateQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from django.db.models import Field, QuerySet
    from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Slot:
    """Where a value comes in later."""

    name: str


def slot(name: str, kind: Field[Any, Any] | None = None) -> RawSQL:
    """A place in a queryset for the value `name`, as it is; of a `kind` to reckon with."""
    return RawSQL("%s", [Slot(name)], kind)


def slots(name: str, kind: str = "bigint") -> RawSQL:
    """A place for a list of keys, after `__in`, or of another `kind` of PostgreSQL's."""
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [Slot(name)])  # noqa: S611  a word of ours


@dataclass(frozen=True)
class Reading:
    """A SELECT and how its columns become rows, as Django's own iterator of models finds them."""

    sql: str
    parts: tuple[Any, ...]
    names: list[str]  # of a queryset of values; modeltranslation asks for them in any order
    fields: list[str]
    first: int  # the column of the first field
    annotated: dict[str, int]
    related: list[Any]
    converters: dict[int, Any]


class Composed(Generic[Row]):
    """The rows of `rows()`, which may hold slots; where it can have none, nothing is asked."""

    def __init__(self, rows: Callable[[], QuerySet[Row, Any]]) -> None:
        self._rows = rows

    @cached_property
    def _reading(self) -> tuple[type[Row], SQLCompiler, Reading]:
        compiler = (rows := self._rows()).query.get_compiler(connection=connection)
        sql, parts = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select]
        names = [*(rows.query.selected or ())]  # of values no row is made
        found: Any = (None if names else compiler.klass_info) or {"select_fields": [0, -1]}
        first, last = found["select_fields"][0], found["select_fields"][-1] + 1
        related = get_related_populators(  # type: ignore[call-arg]  # stubs of a later Django
            found, compiler.select, connection.alias
        )
        reading = Reading(
            sql,
            parts,
            names=names,
            fields=[column.target.attname for column in columns[first:last]],
            first=first,
            annotated=dict(compiler.annotation_col_map),
            related=related,
            converters=compiler.get_converters(columns),
        )
        return rows.model, compiler, reading

    def named(self, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The columns with `values` in the slots by their names, where `rows()` asks for values."""
        found = self._columns(values)
        return (dict(zip(self._reading[2].names, each, strict=True)) for each in found)

    def _columns(self, values: Mapping[str, Any]) -> Iterator[list[Any]]:
        with suppress(EmptyResultSet), connection.cursor() as cursor:  # of none() nothing is asked
            _model, compiler, reading = self._reading
            cursor.execute(reading.sql, _filled(reading.parts, values))
            found = cursor.fetchall()
            yield from compiler.apply_converters(found, reading.converters)

    def rows(self, values: Mapping[str, Any]) -> Iterator[Row]:
        """The rows with `values` in the slots."""
        for columns in self._columns(values):
            model, _compiler, reading = self._reading
            first, last = reading.first, reading.first + len(reading.fields)
            row = model.from_db(connection.alias, reading.fields, columns[first:last])
            for each in reading.related:
                each.populate(columns, row)
            for name, place in reading.annotated.items():
                setattr(row, name, columns[place])
            yield row

    def row(self, values: Mapping[str, Any]) -> Row | None:
        """The first of them; None where there is none."""
        return next(self.rows(values), None)


class ComposedUpdate:
    """The UPDATE of `fields` in `rows()`, which may hold slots."""

    def __init__(self, rows: Callable[[], QuerySet[Any]], fields: Iterable[str]) -> None:
        self._rows, self._names = rows, [*fields]

    @cached_property
    def _sql(self) -> tuple[list[Field[Any, Any]], str, tuple[Any, ...]]:
        rows = self._rows()
        fields = [rows.model._meta.get_field(name) for name in self._names]  # noqa: SLF001
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(  # type: ignore[attr-defined]  # not in the stubs
            {name: slot(f"new {name}") for name in self._names}
        )
        return fields, *query.get_compiler(connection=connection).as_sql()

    def run(self, columns: Mapping[str, Any], values: Mapping[str, Any]) -> int:
        """Write `columns` where `values` stand in the slots; how many rows it found."""
        fields, sql, parts = self._sql
        new = {f"new {field.name}": _prepared(field, columns[field.name]) for field in fields}
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(parts, {**values, **new}))
            return int(cursor.rowcount)


def _prepared(field: Field[Any, Any], value: Any) -> Any:
    """`value` as the database takes it; of a row its key."""
    if hasattr(value, "prepare_database_save"):
        value = value.prepare_database_save(field)
    return field.get_db_prep_save(value, connection)


def _filled(parts: Iterable[Any], values: Mapping[str, Any]) -> list[Any]:
    return [values[part.name] if isinstance(part, Slot) else part for part in parts]
