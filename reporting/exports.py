"""Applications as a sheet: the same rows as the list, the answers by question, read and written as a stream.

Memory stays the same for a hundred rows and for a million: the database sends them a thousand at a time, and the sheet
is written row by row into a file. Text is text: no cell becomes a formula, no phone number a figure.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from babel.dates import format_datetime
from django.core.files import File
from django.utils import timezone, translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from applications.models import Application
from core.cells import printable, safe_cell
from desk.filters import Filters, Perimeter
from programs.models import Theme
from questionnaires.compiled_forms import compiled_form
from reporting.models import Export

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from applications.querysets import ApplicationQuerySet

CHUNK = 1000
NEEDED = ("reference", "submitted_at", "state", "channel", "association", "stop", "version", "answers")
Value = str | int


@dataclass(frozen=True)
class ExportTable:
    """The header in words, and the rows below it as they come."""

    header: list[str]
    rows: Iterator[list[Value]]


def asked_rows(export: Export) -> tuple[list[int], ApplicationQuerySet]:
    """What the owner may see now and asked for then, and of which stops; never what somebody has not sent."""
    filters = Filters(export.filters, perimeter=Perimeter.of(export.owner))
    return filters.stops, Application.objects.none() if filters.drafts else filters.narrow()


def themes_of(export: Export) -> list[Theme]:
    """The themes whose needs stand in the file: when one narrows it by a need, how much everybody needs what."""
    return list(Theme.objects.all()) if {"theme", "need"} & export.filters.keys() else []


def table(rows: ApplicationQuerySet, language: str, themes: Sequence[Theme] = ()) -> ExportTable:
    """The sheet of `rows` in `language`, with the needs on `themes`; it must be read while that language is active."""
    versions = sorted(rows.order_by().values_list("version", flat=True).distinct(), reverse=True)
    questions = {
        asked.code: asked.label
        for version in versions
        for asked in compiled_form(version, language).questions
        if not asked.traits.takes_file
    }
    about = [_("File number"), _("Received"), _("State"), _("Channel"), _("Association"), _("Stop")]
    needs = [_("Need: %(theme)s") % {"theme": theme} for theme in themes]
    return ExportTable([*about, *needs, *questions.values()], _rows(rows, language, list(questions), themes))


def _rows(rows: ApplicationQuerySet, language: str, codes: list[str], themes: Sequence[Theme]) -> Iterator[list[Value]]:
    states, channels = dict(Application.State.choices), dict(Application.Channel.choices)
    rows = rows.prefetch_related("needs") if themes else rows
    for row in rows.select_related("stop").only(*NEEDED, "stop__name").order_by("pk").iterator(chunk_size=CHUNK):
        texts: dict[str, Value] = {}
        for answer in compiled_form(row.version_id, language).rows(row.answers):
            number = row.answers.get(answer.code) if answer.traits.is_number else None
            texts[answer.code] = answer.text if number is None else number
        received = format_datetime(timezone.localtime(row.submitted_at), "yyyy-MM-dd HH:mm", locale="en")
        yield [
            row.reference or "",
            received,
            str(states[row.state]),
            str(channels[row.channel]),
            row.association,
            row.stop.name,
            *_levels(row, themes),
            *(texts.get(code, "") for code in codes),
        ]


def _levels(row: Application, themes: Sequence[Theme]) -> list[Value]:
    """How much the person needs on each theme, of 100; nothing where no need is known."""
    if not themes:
        return []
    levels = {need.theme_id: need.level for need in row.needs.all()}
    return [levels.get(theme.pk, "") for theme in themes]


def write(export: Export, rows: ApplicationQuerySet, told: Callable[[int], object]) -> None:
    """Make the file of `export`; `told` hears how many rows are written, every thousand."""
    with translation.override(export.language), TemporaryFile() as file:
        sheet = table(rows, export.language, themes_of(export))
        writer = write_xlsx if export.format == Export.Format.XLSX else write_csv
        writer(sheet, file, told)
        file.seek(0)
        export.file.save(f"{export.pk}.{export.format}", File(file), save=False)


def write_xlsx(sheet: ExportTable, file: IO[bytes], told: Callable[[int], object]) -> None:
    """A workbook with one page, from right to left in Arabic."""
    book = Workbook(write_only=True)
    page = book.create_sheet(_("Applications"))
    page.sheet_view.rightToLeft = get_language_bidi()
    page.freeze_panes = "B2"

    def cells(values: Sequence[Value]) -> list[Any]:
        return [value if isinstance(value, int) else _text_cell(page, value) for value in values]

    page.append(cells(sheet.header))
    for done, row in enumerate(sheet.rows, start=1):
        page.append(cells(row))
        if done % CHUNK == 0:
            told(done)
    book.save(file)


def _text_cell(page: Any, text: str) -> Any:  # openpyxl's own cell
    cell = WriteOnlyCell(page, printable(text))
    cell.data_type = "s"
    return cell


def write_csv(sheet: ExportTable, file: IO[bytes], told: Callable[[int], object]) -> None:
    """Semicolons and UTF-8 with its mark, as Excel opens it here; what looks like a formula gets an apostrophe."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    lines.writerow([safe_cell(name) for name in sheet.header])
    for done, row in enumerate(sheet.rows, start=1):
        lines.writerow([value if isinstance(value, int) else safe_cell(value) for value in row])
        if done % CHUNK == 0:
            told(done)
    text.detach()
