"""What a sheet of seats, of sessions or of needs is made of: rows as they come, and its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.conflicts import off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from applications.reports import Value
    from people.models import User

MINUTES = len("2026-11-29 10:57")


@dataclass(frozen=True)
class Column:
    """A column: its key, by which somebody chooses it, its heading, its cell of a row."""

    key: str
    heading: StrOrPromise
    cell: Callable[[Any], Value]


@dataclass(frozen=True)
class RowSheet:
    """The rows of one stop as named tuples, and all columns; read while a language is active."""

    rows: QuerySet[Any, Any]
    columns: Sequence[Column]


def field(name: str) -> Callable[[Any], Value]:
    """What stands in a field; nothing for nothing."""

    def cell(row: Any) -> Value:
        value: Value | None = getattr(row, name)
        return "" if value is None else value

    return cell


def moment(name: str) -> Callable[[Any], Value]:
    """A moment by the clock of the house."""
    here = timezone.get_current_timezone()

    def cell(row: Any) -> Value:
        at: datetime = getattr(row, name)
        return at.astimezone(here).isoformat(" ", "minutes")[:MINUTES]

    return cell


def word(name: str, words: Mapping[Any, StrOrPromise]) -> Callable[[Any], Value]:
    """The word of a code, or the name of what a key stands for; nothing for nothing."""
    said = {code: str(each) for code, each in words.items()}
    return lambda row: said.get(getattr(row, name), "")


def names(rows: Iterable[Any]) -> dict[int, str]:
    """What rows are called in the active language, by their keys."""
    return {row.pk: str(row) for row in rows}


def person(file: str, who: str) -> tuple[Column, ...]:
    """Who it is: fields of the candidacy and of the account begin with these."""
    return (
        Column("reference", _("File number"), field(f"{file}__reference")),
        Column("name", _("Name"), field(f"{who}__name")),
        Column("phone", _("Phone"), field(f"{who}__phone")),
    )


def without_conflict(rows: QuerySet[Any], user: User, file: str) -> QuerySet[Any]:
    """Without those of candidacies that `user` abstains from or is kept off."""
    files = off(user)
    return rows if files is None else rows.exclude(**{f"{file}__in": files})
