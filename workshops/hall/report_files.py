"""Reports of Teams, Zoom, Meet and BigBlueButton as they really are: names, addresses, minutes.

The delimiter is that of the fullest line; sections are found by their heads, because Teams writes
three into one file, in UTF-16 with tabs.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.alphabets import Reader
from core.workbooks import pages_of_workbook
from core.writing import tidy
from core.zipped import unpacked
from people.names import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.pages import Page

LARGEST = 3 * 1024 * 1024  # bytes of a report
AMONG = 2  # columns, of which one names people: a last one may say "participant" of somebody
LONGEST = 6  # digits of a number of minutes
MOST = 2000  # people of a report
DELIMITERS = "\t;,"
SEPARATOR = re.compile(r"^\ufeff?\"?sep=(.)\"?\r?$")
RENAMED = {  # Zoom's heads of that column: they stand behind those of the meeting, or of a webinar
    *("name (original name)", "user name (original name)", "nom (nom original)"),
    *("nom (nom d'origine)", "nom d'utilisateur (nom original)", "الاسم (الاسم الاصلي)"),
}
NAMES = RENAMED | {  # heads of the column that names people, folded, in three languages
    *("name", "full name", "participant", "user name", "display name"),
    *("participant name", "nom", "nom complet", "nom d'utilisateur"),
    *("nom du participant", "participant(e)", "الاسم", "الاسم الكامل"),
    *("اسم المستخدم", "اسم المشارك", "المشارك", "first name", "prenom"),
    *("الاسم الاول", "الاسم الشخصي"),
}
LAST_NAMES = {"last name", "nom de famille", "surname", "اسم العايله", "الاسم العايلي"}
EMAILS = {
    *("email", "e-mail", "user email", "email address", "participant id (upn)", "upn"),
    *("adresse e-mail", "courriel", "e-mail de l'utilisateur", "البريد الالكتروني"),
    "adresse e-mail de l'utilisateur",
}
DURATIONS = {
    *("duration", "duration (minutes)", "total duration (minutes)", "in-meeting duration"),
    *("duree", "duree (minutes)", "duree totale (minutes)", "duree de la reunion", "time in call"),
    *("duree dans la reunion", "meeting duration", "online time", "attended", "المده"),
    *("المده (دقايق)", "المده (بالدقايق)", "meeting attendance duration"),
    "time in session (minutes)",
}
ATTENDED = {"attended"}  # of a webinar: its report lists everybody who registered
WAITED = {"in waiting room", "salle d'attente", "dans la salle d'attente"}
ACTIONS = {"user action", "action de l'utilisateur"}  # what Teams wrote during a meeting
YES, NO = {"yes", "oui", "true", "نعم"}, {"no", "non", "false", "لا"}
FIRST_NAMES = {"first name", "prenom", "الاسم الاول", "الاسم الشخصي"}
CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,2}):(\d{2})")
UNITS = re.compile(r"(?<!\d)(\d{1,6})\s*(h|m|s|د|س|ث)")


@dataclass(frozen=True)
class Attended:
    """One person of a report: everything that it says of them, added up."""

    name: str
    email: str = ""
    minutes: int | None = None

    @property
    def key(self) -> str:
        """By what their name is known again."""
        return name_key(self.name)


def read_report(data: bytes) -> list[Attended]:
    """The people of a report, each once. Raises ValidationError('report') with a sentence."""
    return people_of(rows_of(data))


def people_of(rows: Sequence[Sequence[str]]) -> list[Attended]:
    """The same of its rows."""
    people = _people(rows)
    if not people and any(map(Head.of, rows)):
        raise refused(_("This report names nobody. Please send one that was made after the end."))
    if not people:
        raise refused(
            _(
                "No column with names was found. Please send the attendance report of Teams, Zoom, "
                "Meet or BigBlueButton as it was downloaded."
            )
        )
    if len(people) > MOST:
        raise refused(_("This file is too large for a report of attendance."))
    return people


def rows_of(data: bytes) -> list[list[str]]:
    """The cells of a report, row by row. Raises ValidationError('report') with a sentence."""
    if len(data) > LARGEST:
        raise refused(_("This file is too large for a report of attendance."))
    if data[:2] != b"PK":
        return _rows_of_text(_text(data))
    try:
        unpacked(data)
        pages = pages_of_workbook(data)
    except ValidationError as unreadable:
        raise refused(unreadable.messages[0]) from unreadable
    return [row for page in pages for row in _with_gaps(page)]


def _with_gaps(page: Page) -> Iterator[list[str]]:
    """The rows of a sheet, with an empty one before what stands apart: a section ends there."""
    before = -1
    for number, cells in page.rows:
        if number != before + 1:
            yield []
        yield cells
        before = number


def refused(sentence: str) -> ValidationError:
    """Why a report is not read."""
    return ValidationError(sentence, code="report")


def _text(data: bytes) -> str:
    """The letters of a file, whichever alphabet it was saved in: Excel's Arabic one too."""
    text = Reader().decode(data).text
    if "\x00" in text or (data and not text):
        raise refused(_("This file cannot be read. Please send the report as it was downloaded."))
    return text


def _rows_of_text(text: str) -> list[list[str]]:
    lines = text.splitlines()
    if lines and (said := SEPARATOR.match(lines[0])):
        return _split(lines[1:], said[1])
    sample = lines[:400]
    fullest = max(
        DELIMITERS, key=lambda sign: max((line.count(sign) for line in sample), default=0)
    )
    return _split(lines, fullest)


def _split(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter))
    except csv.Error as broken:
        sentence = _("This file cannot be read. Please send the report as it was downloaded.")
        raise refused(sentence) from broken


def _people(rows: Iterable[Sequence[str]]) -> list[Attended]:
    """Whoever stands beneath a head with names, of the section with the most people.

    Teams lists people in its second section, and each of their comings and goings in the third; a
    webinar lists hosts, panelists and attendees one after the other, who all belong together.
    """
    sections: list[list[Attended]] = []
    head: Head | None = None
    for row in rows:
        if found := Head.of(row):
            together = head and head.attended is not None and found.attended is not None
            if not together:
                sections.append([])
            head = found
        elif not any(cell.strip() for cell in row):
            head = None
        elif head and (person := head.read(row)):
            sections[-1].append(person)
    return max((_once(section) for section in sections), key=len, default=[])


def _once(people: Iterable[Attended]) -> list[Attended]:
    """Each person once, their minutes added up: whoever lost the line came in twice."""
    minutes, first = Counter[str](), dict[str, Attended]()
    for person in people:
        known = person.email.lower() or person.key
        first.setdefault(known, person)
        minutes[known] += person.minutes or 0
    return [
        replace(person, minutes=minutes[known] if person.minutes is not None else None)
        for known, person in first.items()
    ]


@dataclass(frozen=True)
class Head:
    """Which column of a section says what."""

    name: int
    last: int | None
    email: int | None
    minutes: int | None
    attended: int | None
    waited: int | None

    @classmethod
    def of(cls, row: Sequence[str]) -> Head | None:
        """The head that this row is, or None: it names people and at least one thing more."""
        cells = [fold(cell.strip()) for cell in row]
        name = _first(cells, RENAMED)
        name = _first(cells[:AMONG], NAMES) if name is None else name
        if name is None:
            return None
        email, minutes = _behind(name, cells, EMAILS), _behind(name, cells, DURATIONS)
        more = (email, minutes, _first(cells, ACTIONS))
        if any(cells[name + 1 :]) and not any(at is not None for at in more):
            return None
        last = _first(cells, LAST_NAMES) if cells[name] in FIRST_NAMES else None
        if last is None and cells[name] in FIRST_NAMES and "nom" in cells:
            last = cells.index("nom")
        return cls(name, last, email, minutes, _first(cells, ATTENDED), _first(cells, WAITED))

    def read(self, row: Sequence[str]) -> Attended | None:
        """The person of a row; None where it names nobody, or somebody who was not there."""
        parts = [_cell(row, at) for at in (self.name, self.last)]
        name = tidy(" ".join(filter(None, parts)))[:120]
        if not name or self._was_away(row):
            return None
        email = _cell(row, self.email)
        said = _cell(row, self.minutes)
        return Attended(name, email if "@" in email else "", minutes_of(said))

    def _was_away(self, row: Sequence[str]) -> bool:
        """Whether a row is of somebody who only registered or waited, or of nobody.

        BigBlueButton's last row holds anonymous answers: a name, then nothing up to the minutes.
        """
        is_empty = not any(cell.strip("- ") for cell in row[self.name + 1 : self.minutes])
        is_nobody = self.minutes is not None and is_empty and not _cell(row, self.minutes)
        only_registered = fold(_cell(row, self.attended)) in NO
        return is_nobody or only_registered or fold(_cell(row, self.waited)) in YES


def _behind(name: int, cells: Sequence[str], heads: set[str]) -> int | None:
    """The column after that of names, before which Zoom may say the same of the host; else any."""
    found = _first(cells[name:], heads)
    return _first(cells, heads) if found is None else name + found


def _first(cells: Sequence[str], names: set[str]) -> int | None:
    return next((at for at, cell in enumerate(cells) if cell in names), None)


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def minutes_of(said: str) -> int | None:
    """The whole minutes of `1h 2m 5s`, `1:02:05`, `62`; None where it is none of these."""
    text = fold(said)
    if clock := CLOCK.fullmatch(text):
        hours, minutes, _seconds = (int(part or 0) for part in clock.groups())
        return hours * 60 + minutes
    units = {unit: int(number) for number, unit in UNITS.findall(text)}
    if units:
        hours, minutes = units.get("h", units.get("س", 0)), units.get("m", units.get("د", 0))
        return hours * 60 + minutes
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST else None
