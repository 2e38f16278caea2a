"""A partner's quarterly file: the published tables, mailed as a link, made when it is opened."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from core.links import absolute
from messaging.actions.letters import Letter, Reader, write
from partners.access import places_of
from people.models import User
from people.roles import Role
from reporting.dashboards.files import lay_out
from reporting.disclosure.tables import published
from reporting.events import QUARTERLY
from reporting.models import Quarter
from reporting.models.quarters import LASTS, LINK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partners.access import Place
    from programs.models import Partner
    from reporting.dashboards.files import Line
    from reporting.disclosure.tables import PublishedTable

FIRST_DAY = 2  # of the month after a quarter; the release of the month is made in its first night
LONGEST_NAME = 31  # letters of a sheet in Excel
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def last_quarter(today: date) -> date:
    """The first day of the quarter that was over before this one began."""
    begins = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    before = begins - timedelta(days=1)
    return before.replace(month=before.month - 2, day=1)


def is_due(today: date) -> bool:
    """Whether it is the beginning of a quarter: nine days, should the clock have stood still."""
    return today.month % 3 == 1 and FIRST_DAY <= today.day < FIRST_DAY + 9


def write_quarterly(today: date) -> int:
    """Write to everybody of a partner whose tables were published, once a quarter; to how many."""
    if not is_due(today):
        return 0
    people = User.objects.filter(
        memberships__role=Role.PARTNER, is_active=True, email__isnull=False
    ).distinct()
    begins = last_quarter(today)
    return sum(_write(user, partner, begins) for user in people for partner in _partners(user))


def _partners(user: User) -> list[Partner]:
    """The institutions that somebody speaks for, of which something was published."""
    places = places_of(user)
    found = {place.partner: None for place in places if any(_tables(place))}
    return [*found]


def _tables(place: Place) -> list[PublishedTable]:
    shown = published(partner=place.partner, stop=place.stop)
    return [table for table in shown if table.is_shown]


@transaction.atomic
def _write(user: User, partner: Partner, begins: date) -> bool:
    row, is_new = Quarter.objects.get_or_create(user=user, partner=partner, begins_on=begins)
    if not is_new:
        return False
    with translation.override(user.language):
        last = begins.replace(month=begins.month + 2)
        months = f"{date_format(begins, 'F Y')} – {date_format(last, 'F Y')}"
        until = date_format(timezone.localdate() + LASTS, "d/m/Y")
    context = {
        "partner": str(partner),
        "quarter": months,
        "until": until,
        "link": absolute(f"{LINK.prefix}{LINK.make(row.pk)}/"),
    }
    key = f"quarterly {row.pk}"
    return bool(write(Letter(key, QUARTERLY.code, Reader.of(user), context=context)))


def file_of(row: Quarter) -> bytes:
    """The workbook in the language of its reader: a sheet for each stop, masked as on the screen.

    Empty when they speak for this partner no longer.
    """
    places = [place for place in places_of(row.user) if place.partner == row.partner]
    if not (places and row.user.is_active):
        return b""
    with translation.override(row.user.language):
        file = BytesIO()
        book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
        for number, place in enumerate(places, start=1):
            name = f"{number} {place.stop}".translate(FORBIDDEN)[:LONGEST_NAME]
            lay_out(book, book.add_worksheet(name), _rows(place))
        book.close()
        return file.getvalue()


def _rows(place: Place) -> Iterator[Line]:
    """The tables of a stop, one below the other, each with its rule and its definition."""
    for table in published(partner=place.partner, stop=place.stop):
        yield from (*_lines(table), [])


def _lines(table: PublishedTable) -> list[Line]:
    hidden = _("hidden")
    rows: list[Line] = [
        [row.label, hidden if row.count is None else row.count] for row in table.rows
    ]
    total: list[Line] = [] if table.total is None else [[_("In all"), table.total]]
    return [
        [table.title],
        [table.head, table.unit],
        *([[table.why]] if table.why else rows),
        *total,
        [table.definition],
        [table.rule],
        [date_format(table.released_on)],
    ]
