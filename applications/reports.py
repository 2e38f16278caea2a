"""The table of applications, room by room: each room's `reports.py`, found by looking, has columns.

`columns(sheet)` gives `Columns`. This room brings what is known of an application, and its answers
by question.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from core.rooms import offered
from programs.models import Stop
from questionnaires.compiled_forms import compiled_form
from questionnaires.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from django.db.models import Expression
    from django_stubs_ext import StrOrPromise

    from applications.querysets import ApplicationQuerySet

Value = str | int
MINUTES = len("2026-11-29 10:57")


@dataclass(frozen=True)
class Sheet:
    """The applications of a table, its language, and the names of the filters that narrow it."""

    rows: ApplicationQuerySet
    language: str
    filters: Collection[str]


@dataclass(frozen=True)
class Columns:
    """Columns side by side: their headings, and what stands under them for one application.

    A lower `position` stands nearer to the beginning of the line. `values` reads a named tuple of
    the `fields`, columns of the database, and of what it has `computed` besides.
    """

    header: Sequence[str]
    values: Callable[[Any], Sequence[Value]]
    position: int
    fields: tuple[str, ...] = ()
    computed: Mapping[str, Expression] = field(default_factory=dict)


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
    return Columns(header, values, position=10, fields=own)


def _said(words: Mapping[str, StrOrPromise]) -> dict[str, str]:
    """In the language of the moment, once for all rows."""
    return {code: str(word) for code, word in words.items()}


def _answers(sheet: Sheet) -> Columns:
    """A column a question, those of the newest version first."""
    versions = sheet.rows.order_by().values_list("version", flat=True).distinct()
    answers = Answers(versions, sheet.language)
    header = [*answers.questions.values()]
    return Columns(header, answers.line, position=90, fields=("version_id", "answers"))


class Answers:
    """The questions of these versions of a form by their code, and what people answered to them.

    Read while `language` is active. Files that were sent are no words.
    """

    def __init__(self, versions: Iterable[int], language: str) -> None:
        forms = {
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
        """What a row with `version_id` and `answers` says to each question, in words."""
        return self._worded[row.version_id].line(row.answers)
