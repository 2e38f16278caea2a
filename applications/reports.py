"""The table of applications, room by room: each room's `reports.py`, found by looking, has columns.

`columns(sheet)` gives `Columns`. This room brings what is known of an application, and its answers
by question.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.sql import SQL, Identifier

from applications.models import Application
from core.copied import local_minute, safe, worded
from core.rooms import offered
from programs.models import Stop
from questionnaires.compiled_forms import compiled_form
from questionnaires.copied import Copied
from questionnaires.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from django.db.models import Expression
    from django_stubs_ext import StrOrPromise
    from psycopg.sql import Composable

    from applications.querysets import ApplicationQuerySet

Value = str | int
MINUTES = len("2026-11-29 10:57")


@dataclass(frozen=True)
class Sheet:
    """The applications of a table, its language, and the names of the filters that narrow it."""

    rows: ApplicationQuerySet
    language: str
    filters: Collection[str]


ROWS = "listed"  # what a copied table is called


@dataclass(frozen=True)
class CopiedColumns:
    """The same columns made by the database: a piece of SQL a cell, and what they stand on.

    `cells` give a line byte for byte as `values` do, out of a table `ROWS` of the `fields`, and
    of what else stands in FROM.
    """

    cells: Sequence[Composable]
    sources: Sequence[Composable] = ()
    fields: Sequence[str] = ()


@dataclass(frozen=True)
class Columns:
    """Columns side by side: their headings, and what stands under them for one application.

    A lower `position` stands nearer to the beginning of the line. `values` reads a named tuple of
    the `fields`, columns of the database, and of what it has `computed` besides.
    """

    header: Sequence[str]
    values: Callable[[Any], Sequence[Value]]
    position: int
    group: str = ""  # what they are called together
    keys: Sequence[str] = ()  # a word for each that stays, by which somebody chooses it
    fields: tuple[str, ...] = ()
    computed: Mapping[str, Expression] = field(default_factory=dict)
    copied: Callable[[], CopiedColumns | None] = lambda: None


def columns_of(sheet: Sheet) -> list[Columns]:
    """The columns of every room, in their order; read while the language of the sheet is active."""
    parts = [columns for of in offered("reports", "columns") for columns in of(sheet)]
    return sorted(parts, key=lambda columns: columns.position)


def columns(sheet: Sheet) -> list[Columns]:
    """What is known of an application stands first, its answers last."""
    return [_known(sheet), _answers(sheet)]


def _known(sheet: Sheet) -> Columns:
    states = _said(dict(Application.State.choices))
    channels = _said(dict(Application.Channel.choices))
    own_stops = sheet.rows.order_by().values("stop")
    stops = {stop.pk: stop.name for stop in Stop.objects.filter(pk__in=own_stops)}
    here = timezone.get_current_timezone()

    def values(row: Any) -> Sequence[Value]:
        moment = row.submitted_at  # no draft is exported
        received = moment.astimezone(here).isoformat(" ", "minutes")[:MINUTES]
        state, channel, stop = states[row.state], channels[row.channel], stops[row.stop_id]
        return [row.reference or "", received, state, channel, row.association, stop]

    header = [
        _("File number"),
        _("Received"),
        _("State"),
        _("Channel"),
        _("Association"),
        _("Stop"),
    ]
    own = ("reference", "submitted_at", "state", "channel", "association", "stop_id")

    def copied() -> CopiedColumns | None:
        return _known_copied(sheet, states, channels, stops)

    keys = ("reference", "received", "state", "channel", "association", "stop")
    group = _("The file")
    return Columns(header, values, 10, group, keys, fields=own, copied=copied)


def _known_copied(
    sheet: Sheet, states: Mapping[str, str], channels: Mapping[str, str], stops: Mapping[int, str]
) -> CopiedColumns | None:
    """The same by the database; None where there is no row, and so no first moment."""
    moments = sheet.rows.order_by().aggregate(first=Min("submitted_at"), last=Max("submitted_at"))
    if moments["first"] is None:
        return None
    received = Identifier(ROWS, "submitted_at")
    named = {str(pk): str(name) for pk, name in stops.items()}
    cells = [
        safe(Identifier(ROWS, "reference")),
        local_minute(received, moments["first"], moments["last"]),
        worded(Identifier(ROWS, "state"), states),
        worded(Identifier(ROWS, "channel"), channels),
        safe(Identifier(ROWS, "association")),
        worded(SQL("{}::text").format(Identifier(ROWS, "stop_id")), named),
    ]
    return CopiedColumns(cells)


def _said(words: Mapping[str, StrOrPromise]) -> dict[str, str]:
    """In the language of the moment, once for all rows."""
    return {code: str(word) for code, word in words.items()}


def _answers(sheet: Sheet) -> Columns:
    """A column a question, those of the newest version first."""
    versions = sheet.rows.order_by().values_list("version", flat=True).distinct()
    answers = Answers(versions, sheet.language)
    header = [*answers.questions.values()]
    needed = ("version_id", "answers")
    keys, group = [f"answer {code}" for code in answers.questions], _("The answers")
    return Columns(header, answers.line, 90, group, keys, fields=needed, copied=answers.copied)


class Answers:
    """The questions of these versions of a form by their code, and what people answered to them.

    Read while `language` is active. Files that were sent are no words.
    """

    def __init__(self, versions: Iterable[int], language: str) -> None:
        self._forms = forms = {
            version: compiled_form(version, language) for version in sorted(versions, reverse=True)
        }
        self.questions = {
            question.code: question.label
            for form in forms.values()
            for question in form.questions
            if not question.traits.takes_file
        }
        self._worded = {version: Worded(form, [*self.questions]) for version, form in forms.items()}

    def line(self, row: Any) -> Sequence[Value]:
        """What a row with `version_id` and `answers` says to each question, in words.

        Of a version that came meanwhile it is what the newest of these asks for.
        """
        worded = self._worded.get(row.version_id) or next(iter(self._worded.values()))
        return worded.line(row.answers)

    def copied(self) -> CopiedColumns | None:
        """The same by the database, where it can word all of these questions."""
        copied = Copied(self._forms, [*self.questions], ROWS)
        return CopiedColumns(copied.cells, [copied.source]) if copied.is_possible else None
