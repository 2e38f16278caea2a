"""What a file will hold, as far as whoever asked for it may read it now."""

from __future__ import annotations

from reporting.exports.row_sheets import SHEETS
from reporting.exports.writing import ExportTable, asked_rows, table, table_of
from reporting.models import Export

Prepared = tuple[list[int], int, ExportTable]


def prepared(export: Export) -> Prepared:
    """The stops, how many rows, and the sheet; read while the language of the file is active."""
    if export.rows in SHEETS:
        return _of_a_stop(export)
    stops, rows = asked_rows(export)
    total = rows.order_by().count()
    return stops, total, table(rows, export.language, export.filters, export.columns)


def _of_a_stop(export: Export) -> Prepared:
    """The rows of the stop; of none when it is no longer theirs."""
    stop = export.owner.stops_in_charge().filter(slug=export.filters["stop"]).first()
    if stop is None:
        return [], 0, ExportTable([], iter(()))
    sheet = SHEETS[export.rows](stop, export.owner)
    return [stop.pk], sheet.rows.order_by().count(), table_of(sheet, export.columns)
