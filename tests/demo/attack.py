"""Somebody who opens every page and file of the demonstration that partners, their center and the
public may open, and works with what is written there.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from io import BytesIO, StringIO
from typing import Any

from django.test import Client
from django.utils.formats import date_format
from openpyxl import load_workbook

from partners.access import places_of
from people.models import User
from programs.models import Partner, Stop, Theme
from reporting.bulletin.making import counted_at, sheets_of
from reporting.disclosure import cubes
from reporting.exports.quarterly import file_of
from reporting.json_api.actions import give_token
from reporting.models import Quarter
from tests.reporting.disclosure.attack import MANY, MEAN, Attack, Key

TABLE = re.compile(r"<table.*?</table>(?:\s*<details>.*?</details>)?", re.DOTALL)
CAPTION = re.compile(r"<caption>(.*?)(?:<small>(.*?)</small>\s*)?</caption>", re.DOTALL)
HIDDEN = re.compile(r"</summary>\s*<p>(.*?)</p>", re.DOTALL)  # the lines without a number
ROW = re.compile(r'<tr><th scope="row">(.*?)</th>\s*<td>(.*?)</td></tr>', re.DOTALL)
FILES = re.compile(r'href="(/partner/figures/[^"]+\.(?:csv|xlsx))"')
RELEASES = re.compile(r'href="(/partner/figures/[^/]+/[^/]+/(\d{4}-\d\d-\d\d)/)"')
Lines = list[tuple[str, str]]


def words(html: str) -> str:
    """What stands in a piece of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def number(cell: Any) -> int | None:
    """A number as people read it; None where none stands."""
    digits = re.sub(r"[^0-9]", "", str(cell))
    return int(digits) if digits else None


@dataclass
class Reader:
    """What was read: between what each number is, and how many numbers each way to them showed."""

    stops: list[Stop]
    client: Client  # of somebody who reads all partners' pages
    releases: list[date]
    bands: dict[tuple[str, Key], tuple[float, float]] = field(default_factory=dict)
    sources: Counter[str] = field(default_factory=Counter)
    shut: set[tuple[str, date]] = field(default_factory=set)  # a stop and a day without needs
    applied: dict[tuple[str, ...], int] = field(default_factory=dict)
    files: set[tuple[str, ...]] = field(default_factory=set)  # tables whose file was read

    def __post_init__(self) -> None:
        regions = {stop.center.region for stop in self.stops}
        around = {stop.slug: stop.center.region for stop in self.stops}
        self.places = {
            **{slug: (slug, region) for slug, region in around.items()},
            **{region.iso: (str(region), region) for region in regions},
            "country": ("country", None),
        }
        self.names = {
            (name, cube.code, label): value
            for name, region in self.places.values()
            for cube in cubes.CUBES
            for value, label in cube.names(region).items()
        }
        self.titles = {
            f"{theme}: {cube.title}": (theme.code, cube.code)
            for theme in Theme.objects.all()
            for cube in cubes.CUBES
        }
        self.titles |= {
            f"{theme}: Release by release": (theme.code, cubes.RELEASES)
            for theme in Theme.objects.all()
        }
        self.days = {date_format(day): day for day in self.releases}

    def note(self, source: str, theme: str, key: Key, shown: Any) -> None:
        """A number that was read somewhere; what two places say of it holds together."""
        self.sources[source] += 1
        if key[2] == MEAN:
            return
        least, most = self.bands.get((theme, key), (0.0, MANY))
        if (read := number(shown)) is not None:
            least, most = max(least, float(read)), min(most, read + 4.0)
        self.bands[theme, key] = least, most

    def read(self, partners: Iterable[Partner], people: Iterable[User]) -> None:
        """Everything: pages, files, frames, the API, quarterly files, bulletins, open data."""
        newest = self.releases[-1]
        for partner in partners:
            for place, (name, _) in self.places.items():
                page = self._page(f"/partner/figures/{partner.code}/{place}/")
                self._tables("page", page, name, newest)
                for address, day in dict(RELEASES.findall(page)).items():
                    earlier = self._page(address)
                    self._tables("page", earlier, name, date.fromisoformat(day))
                    for file in FILES.findall(earlier):
                        self._file(file, name)
            for stop in self.stops:
                frame = self._page(f"/embed/{partner.code}/{stop.slug}/figures/")
                self._tables("frame", frame, stop.slug, newest)
        for person in people:
            self._api(person)
            self._quarter(person, newest)
        for stop in self.stops:
            self._bulletin(stop, newest)
            self._open_data(stop)

    def _page(self, address: str) -> str:
        answer = self.client.get(address)
        assert (address, answer.status_code) == (address, 200)
        return answer.content.decode()

    def _tables(self, source: str, page: str, name: str, day: date) -> None:
        for table in TABLE.findall(page):
            [(caption, total)] = CAPTION.findall(table)
            lines = [(words(label), words(shown)) for label, shown in ROW.findall(table)]
            hidden = (label for names in HIDDEN.findall(table) for label in names.split(" · "))
            lines += [(words(label), "") for label in hidden]
            self._table(source, self.titles.get(words(caption)), name, day, lines)
            if total:
                theme = self.titles[words(caption)][0]
                self.note(source, theme, (name, day, "total", ""), words(total))

    def _table(
        self, source: str, which: tuple[str, str] | None, name: str, day: date, lines: Lines
    ) -> None:
        if which:
            theme, cube = which
            for label, shown in lines:
                if cube == cubes.RELEASES:
                    key = (name, self.days[label], "total", "")
                else:
                    key = (name, day, cube, self.names[name, cube, label])
                self.note(source, theme, key, shown)

    def _file(self, address: str, name: str) -> None:
        """A table as a file; that of another partner is the same one."""
        *_, day, theme, last = address.split("/")
        cube, kind = last.split(".")
        if (name, day, theme, last) in self.files:
            return
        self.files.add((name, day, theme, last))
        content = self.client.get(address).content
        if kind == "csv":
            rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
        else:
            sheet = load_workbook(BytesIO(content)).worksheets[0]
            rows = [
                [str(cell) for cell in row if cell is not None]
                for row in sheet.iter_rows(values_only=True)
            ]
        lines = [(row[0], row[1]) for row in rows[1 : rows.index([])]]
        self._table(kind, (theme, cube), name, date.fromisoformat(day), lines)

    def _bulletin(self, stop: Stop, day: date) -> None:
        """How many have a need of each theme, as the press prints it."""
        counted = counted_at(stop)
        table = sheets_of(stop, counted)["en"].needs if counted else None
        for line in table.lines if table else ():
            self.note("bulletin", line.value, (stop.slug, day, "total", ""), line.count)

    def _open_data(self, stop: Stop) -> None:
        """How many applied, in all and line by line: of whom no more can have a need."""
        for told in (
            self.client.get(f"/open-data/{stop.slug}.json").json(),
            self.client.get(f"/api/stops/{stop.slug}/figures").json(),
        ):
            for table in told["tables"]:
                for row in table["rows"]:
                    self.sources["open data"] += 1
                    line = (stop.slug, table["population"], table["breakdown"], row["value"])
                    self.applied[line] = row["count"]

    def _api(self, person: User) -> None:
        secret = give_token(
            owner=person, name="T", scopes=["tables:read"], lasts=timedelta(days=1)
        )[1]
        program = Client(headers={"Authorization": f"Bearer {secret}"})
        for table in program.get("/api/tables").json()["tables"]:
            at = table["stop"], date.fromisoformat(table["released_on"])
            for row in table["rows"]:
                key = (*at, table["table"], row["value"])
                self.note("api", table["theme"], key, row["count"])
            self.note("api", table["theme"], (*at, "total", ""), table["total"])

    def _quarter(self, person: User, day: date) -> None:
        partner = person.memberships.get().partner
        row, which = Quarter(user=person, partner=partner, begins_on=day), None
        slugs = [place.stop.slug for place in places_of(person)]
        for slug, sheet in zip(slugs, load_workbook(BytesIO(file_of(row))), strict=True):
            at = slug, day
            for label, shown, *_ in sheet.iter_rows(values_only=True, max_col=2):
                which = self.titles.get(str(label), which)
                if which and str(label) == "In all":
                    self.note("quarter", which[0], (*at, "total", ""), shown)
                elif which and (value := self.names.get((slug, which[1], str(label)))) is not None:
                    self.note("quarter", which[0], (*at, which[1], value), shown)


@dataclass
class Subtraction(Attack):
    """What the reader read of one theme as a linear program, with all that everybody knows."""

    reader: Reader | None = None

    def column(self, key: Key) -> int:
        """A number between what was read; a stop that has not opened has nobody."""
        if key not in self.columns:
            assert self.reader
            ends = self.reader.bands.get((self.theme.code, key), (0.0, MANY))
            shut = (key[0], key[1]) in self.reader.shut
            self.columns[key] = self.program.column(*((0.0, 0.0) if shut else ends))
        return self.columns[key]

    def look(self, stops: list[Stop]) -> None:
        """Take what was read, and what adds up to what."""
        assert self.reader
        self.read = {key: None for theme, key in self.reader.bands if theme == self.theme.code}
        for day in sorted({key[1] for key in self.read}):
            self._add_up("country", day, stops)
            for region in {stop.center.region for stop in stops}:
                inside = [stop for stop in stops if stop.center.region == region]
                self._add_up(str(region), day, inside)
        self._lines_add_up()
        self._public_page(stops)
