"""The rows of the list as HTML: fifty rows of a template cost more than all else on the page."""

from __future__ import annotations

from html import escape  # Django's own asks of each text whether it is a lazy one
from typing import TYPE_CHECKING

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from core.written import ago, telephone, tone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from desk.applications.listing import Line

NOTHING = "–"
ROW = (
    '<tr role="row">{tick}<td role="cell"><bdi>{name}</bdi></td>{cells}'
    '<td role="cell"><span class="badge" data-tone="{tone}">{state}</span></td>'
    '<td role="cell">{since} <small>{channel}</small></td></tr>\n'
)
TICK = (
    '<td role="cell"><input type="checkbox" name="file" value="{pk}" aria-label="{number}"></td>'
    '<th scope="row" role="rowheader"><a href="{url}"><bdi dir="ltr">{number}</bdi></a></th>'
)
NO_TICK = '<td role="cell"></td><th scope="row" role="rowheader">–</th>'
PHONE = '<td role="cell"><bdi dir="ltr">{}</bdi></td>'
CELL = '<td role="cell" data-label="{}">{}</td>'
EMPTY = f'<td role="cell" data-none>{NOTHING}</td>'  # a card on a phone leaves it out


def drawn(lines: Iterable[Line], shows: Collection[str], contact: str) -> SafeString:
    """The rows, one after the other; `contact` is the heading of the column of last contacts."""
    return mark_safe("".join(_row(line, shows, contact) for line in lines))  # noqa: S308  escaped


def _row(line: Line, shows: Collection[str], contact: str) -> str:
    cells = [
        CELL.format(escape(label), conditional_escape(cell)) if cell else EMPTY
        for label, cell in line.cells
    ]
    if "phone" in shows:
        cells.insert(0, PHONE.format(escape(telephone(line.phone))) if line.phone else EMPTY)
    if "contact" in shows:
        said = CELL.format(escape(contact), escape(ago(line.contact))) if line.contact else EMPTY
        cells.append(said)
    tick = NO_TICK
    if line.reference:
        number = escape(line.reference)
        tick = TICK.format(pk=line.pk, number=number, url=escape(line.url))
    return ROW.format(
        tick=tick,
        name=escape(line.name) or NOTHING,
        cells="".join(cells),
        tone=tone(line.state),
        state=escape(line.state_name),
        channel=escape(line.channel),
        since=escape(ago(line.since)),
    )
