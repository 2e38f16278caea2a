"""The sheets of a stop beside that of its applications, by what their rows are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.exports import rows_of_needs, rows_of_seats, rows_of_sessions
from reporting.models import Export

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from people.models import User
    from programs.models import Stop
    from reporting.exports.row_columns import RowSheet

SHEETS: Mapping[str, Callable[[Stop, User], RowSheet]] = {
    Export.Rows.SEATS: rows_of_seats.sheet,
    Export.Rows.SESSIONS: rows_of_sessions.sheet,
    Export.Rows.NEEDS: rows_of_needs.sheet,
}
