"""Whether a report of attendance is of another day than the workshop: the wrong file was chosen.

Programs write a day as their owner's computer does: 12/9 is the ninth of December or the twelfth of
September. Only what can be read as the day of the workshop in no way is another one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DAY = re.compile(r"(?<![\d/.-])(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?![\d/.-])")
CENTURY, SHORT = 2000, 100  # of years that are written with two digits
AROUND = timedelta(days=1)  # clocks of other countries


def another_day(rows: Iterable[Sequence[str]], held_on: date) -> str:
    """The first day that a report names, as it writes it; "" where one may be that of `held_on`."""
    first = ""
    for cell in (cell for row in rows for cell in row):
        for said in DAY.finditer(cell):
            days = list(_readings(said))
            if any(abs(day - held_on) <= AROUND for day in days):
                return ""
            first = first or (said[0] if days else "")
    return first


def _readings(said: re.Match[str]) -> Iterator[date]:
    """The days that may be meant: year first, day first, month first."""
    one, two, three = int(said[1]), int(said[3]), int(said[4])
    late = three + CENTURY if three < SHORT else three
    for year, month, day in ((one, two, three), (late, two, one), (late, one, two)):
        try:
            yield date(year, month, day)
        except ValueError:
            continue
