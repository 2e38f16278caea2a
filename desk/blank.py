"""The template of an import: questions as headers, the answers on a second sheet and in lists."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from core.pages import MOST_ROWS
from desk.columns import ASKED_APART, columns
from questionnaires.compiled_forms import current_version
from questionnaires.models import Questionnaire

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from programs.models import Stop

WIDTH = 24
AS_TEXT = "@"


def blank_sheet(stop: Stop, language: str) -> bytes:
    """The template for `stop` in `language`, from right to left in Arabic."""
    version = current_version(Questionnaire.Purpose.CANDIDACY, stop)
    with translation.override(language):
        book = Workbook()
        sheet, values = book.worksheets[0], book.create_sheet()
        sheet.title, values.title = _("Applications"), _("Answers offered")
        offered = [
            *((column.label, list(column.labels)) for column in columns(version.pk, language))
        ]
        offered += [(str(purpose.label), [_("yes"), _("no")]) for purpose in ASKED_APART]
        for place, (label, answers) in enumerate(offered, start=1):
            _head(sheet, place, label)
            if answers:
                _offer(sheet, values, place, label, answers)
        for page in (sheet, values):
            page.sheet_view.rightToLeft = get_language_bidi()
            page.freeze_panes = "A2"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _head(sheet: Worksheet, place: int, label: str) -> None:
    cell = sheet.cell(1, place, label)
    cell.data_type = "s"
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    dimension = sheet.column_dimensions[get_column_letter(place)]
    dimension.width, dimension.number_format = WIDTH, AS_TEXT


def _offer(sheet: Worksheet, values: Worksheet, place: int, label: str, answers: list[str]) -> None:
    """The answers in a column of the second sheet, and a list to choose from in the first."""
    _head(values, place, label)
    for row, answer in enumerate(answers, start=2):
        values.cell(row, place, answer).data_type = "s"
    letter = get_column_letter(place)
    title = values.title.replace("'", "''")
    formula = f"'{title}'!${letter}$2:${letter}${len(answers) + 1}"
    choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    choice.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(choice)
