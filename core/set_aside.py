"""Rows set aside before others replace them, and brought back as they were.

PostgreSQL words the rows and reads them again: all columns, in every language, under their old
keys. What would be deleted with them is set aside too; what merely pointed to them points again.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.db.models.deletion import Collector
from psycopg.sql import SQL, Composed, Identifier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import Field, Model
    from django.db.models.options import Options

Kept = dict[str, Any]  # plain values, for a column of JSON
WORDED = SQL(
    "SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY {key}), '[]') FROM {table} t"
    " WHERE {key} = ANY(%s)"
)
READ = SQL(
    "INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, %s)"
)


class _Whole(Collector):
    """What goes with rows, each by its key; what forbids to delete them is set aside as well."""

    def can_fast_delete(self, *_args: Any, **_kwargs: Any) -> bool:
        """Nothing goes unseen."""
        return False

    def collect(self, *args: Any, **kwargs: Any) -> None:
        """Go on where Django would refuse: nothing is deleted here."""
        with suppress(ProtectedError, RestrictedError):
            super().collect(*args, **kwargs)


def set_aside(rows: Iterable[QuerySet[Any]]) -> Kept:
    """These rows with all that hangs on them, by model; and who points to them, by column."""
    found: dict[type[Model], set[Any]] = {}
    pointing: dict[str, dict[str, Any]] = {}
    for each in rows:
        whole = _Whole(DEFAULT_DB_ALIAS, origin=each)
        whole.collect(each)
        for model, instances in whole.data.items():
            found.setdefault(model, set()).update(one.pk for one in instances)
        for (field, _value), groups in whole.field_updates.items():
            those = [one for some in groups for one in cast("Iterable[Model]", some)]
            pairs = {str(one.pk): getattr(one, field.attname) for one in those}
            pointing.setdefault(_name(field), {}).update(pairs)
    kept = [[options_of(each).label, _worded(each, found[each])] for each in _children_first(found)]
    return {"rows": kept, "pointing": pointing}


def bring_back(kept: Kept) -> None:
    """Write these rows again: keys are looked at when all are there.

    What hangs on a row comes before it: a version of questions that is there, and published, takes
    no more of them.
    """
    for label, rows in kept["rows"]:
        of = options_of(apps.get_model(label))
        columns = [str(each.column) for each in of.local_concrete_fields if not each.generated]
        names: Composed = SQL(", ").join(Identifier(each) for each in columns)
        table = Identifier(of.db_table)
        with connection.cursor() as cursor:
            cursor.execute(READ.format(table=table, names=names).as_string(), [json.dumps(rows)])
    for name, pairs in kept["pointing"].items():
        label, _dot, column = name.rpartition(".")
        for key, value in pairs.items():
            unset = {"pk": key, f"{column}__isnull": True}
            QuerySet(apps.get_model(label)).filter(**unset).update(**{column: value})


def mark_of(kept: Kept) -> str:
    """The same for the same rows alone."""
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def options_of(model: type[Model]) -> Options[Any]:
    """What Django knows of a model: its table, its columns."""
    return model._meta  # noqa: SLF001  Django's documented way to ask


def _children_first(models: Collection[type[Model]]) -> list[type[Model]]:
    """These models in one order, each before those that it points to."""
    graph: dict[type[Model], set[type[Model]]] = {
        each: set() for each in sorted(models, key=lambda one: options_of(one).label)
    }
    for each in graph:
        for field in options_of(each).concrete_fields:
            if field.related_model in graph and field.related_model is not each:
                graph[field.related_model].add(each)
    return [*TopologicalSorter(graph).static_order()]


def _name(field: Field[Any, Any]) -> str:
    return f"{options_of(field.model).label}.{field.name}"


def _worded(model: type[Model], keys: set[Any]) -> list[dict[str, Any]]:
    of = options_of(model)
    key = Identifier(str(of.pk.column))
    statement = WORDED.format(key=key, table=Identifier(of.db_table)).as_string()
    with connection.cursor() as cursor:
        cursor.execute(statement, [sorted(keys)])
        [told] = cursor.fetchone()
    rows: list[dict[str, Any]] = json.loads(told)
    return rows
