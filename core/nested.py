"""Rows of other tables beside a row, in the same statement: a column that becomes rows again.

A prefetch asks once more for each table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.functions import JSONObject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

Row = TypeVar("Row", bound=Model)


def nested(rows: QuerySet[Any, Any], *also: str, **within: Any) -> ArraySubquery:
    """The `rows` as a column; `also` over a relation of theirs, `within` what is theirs in turn."""
    fields = rows.model._meta.concrete_fields  # noqa: SLF001  Django's way to them
    names = {name: name for name in (*(field.attname for field in fields), *also)}
    # `values(as_json=…)` would bring every column of a model with translated fields too.
    return ArraySubquery(rows.annotate(as_json=JSONObject(**names, **within)).values("as_json"))


def row_of(model: type[Row], written: Mapping[str, Any]) -> Row:
    """The row that `nested` wrote."""
    fields = model._meta.concrete_fields  # noqa: SLF001  Django's way to them
    values = [field.to_python(written[field.attname]) for field in fields]
    return model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in fields], values)


def rows_of(model: type[Row], written: Iterable[Mapping[str, Any]]) -> list[Row]:
    """All of them, in their order."""
    return [row_of(model, each) for each in written]
