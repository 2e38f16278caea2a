"""The table of applications, room by room: each room's `reports.py`, found by looking, has columns.

`columns(sheet)` gives `Columns`. This room brings what is known of an application, and its answers
by question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_datetime
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from core.language import translated
from core.rooms import offered
from questionnaires.compiled_forms import compiled_form

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from applications.querysets import ApplicationQuerySet

Value = str | int


@dataclass(frozen=True)
class Sheet:
    """The applications of a table, its language, and the names of the filters that narrow it."""

    rows: ApplicationQuerySet
    language: str
    filters: Collection[str]


@dataclass(frozen=True)
class Columns:
    """Columns side by side: their headings, and what stands under them for one application.

    A lower `position` stands nearer to the beginning of the line. `fields` are the columns of the
    database that `values` reads, `related` the rows beside an application that are fetched a
    thousand applications at a time.
    """

    header: Sequence[str]
    values: Callable[[Application], Sequence[Value]]
    position: int
    fields: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


def columns_of(sheet: Sheet) -> list[Columns]:
    """The columns of every room, in their order; read while the language of the sheet is active."""
    parts = [columns for of in offered("reports", "columns") for columns in of(sheet)]
    return sorted(parts, key=lambda columns: columns.position)


def columns(sheet: Sheet) -> list[Columns]:
    """What is known of an application stands first, its answers last."""
    return [_known(), _answers(sheet)]


def _known() -> Columns:
    states, channels = dict(Application.State.choices), dict(Application.Channel.choices)

    def values(row: Application) -> Sequence[Value]:
        received = format_datetime(
            timezone.localtime(row.submitted_at), "yyyy-MM-dd HH:mm", locale="en"
        )
        state, channel = str(states[row.state]), str(channels[row.channel])
        return [row.reference or "", received, state, channel, row.association, row.stop.name]

    header = [
        _("File number"),
        _("Received"),
        _("State"),
        _("Channel"),
        _("Association"),
        _("Stop"),
    ]
    own = ("reference", "submitted_at", "state", "channel", "association", "stop")
    return Columns(header, values, position=10, fields=(*own, *translated("stop__name")))


def _answers(sheet: Sheet) -> Columns:
    """A column a question, those of the newest version first."""
    versions = sorted(
        sheet.rows.order_by().values_list("version", flat=True).distinct(), reverse=True
    )
    questions = {
        question.code: question.label
        for version in versions
        for question in compiled_form(version, sheet.language).questions
        if not question.traits.takes_file
    }

    def values(row: Application) -> Sequence[Value]:
        texts: dict[str, Value] = {}
        for answer in compiled_form(row.version_id, sheet.language).rows(row.answers):
            number = row.answers.get(answer.code) if answer.traits.is_number else None
            texts[answer.code] = answer.text if number is None else number
        return [texts.get(code, "") for code in questions]

    return Columns([*questions.values()], values, position=90, fields=("version", "answers"))
