"""The forms of what the API answers, and of what may be asked."""

# No `from __future__ import annotations`: ninja reads the types when the functions are defined.
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Field, Path, Schema
from pydantic import AfterValidator, BeforeValidator, JsonValue

from applications.models import Application
from reporting.breakdowns import BREAKDOWNS, TOTAL
from reporting.populations import Population

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
HIGHEST = 2**63 - 1  # what PostgreSQL counts to
DIVIDED_BY = (TOTAL, *(each.code for each in BREAKDOWNS))
SENT = [state for state in Application.State.values if state != Application.State.DRAFT]


def _day(value: Any) -> Any:
    """A day as ISO writes it: pydantic would take a number for seconds since 1970."""
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        raise ValueError(_("A day is written like 2026-11-29."))
    return value


def _near(day: date) -> date:
    """One on which something can have happened."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(_("A day is written like 2026-11-29."))
    return day


def _known(words: Sequence[str]) -> AfterValidator:
    """A word of these."""

    def known(value: str) -> str:
        if value not in words:
            raise ValueError(_("One of these: %(words)s.") % {"words": _(", ").join(words)})
        return value

    return AfterValidator(known)


def _said(words: Sequence[JsonValue]) -> Any:
    """The same for the description."""
    return Field(json_schema_extra={"enum": [*words]})


Day = Annotated[
    date,
    BeforeValidator(_day),
    AfterValidator(_near),
]
Divided = Annotated[str, _known(DIVIDED_BY), _said(DIVIDED_BY)]
Counted = Annotated[str, _known(Population.values), _said(Population.values)]
State = Annotated[str, _known(SENT), _said(SENT)]
Kind = Annotated[str, _known(Application.Kind.values), _said(Application.Kind.values)]
Channel = Annotated[str, _known(Application.Channel.values), _said(Application.Channel.values)]
Slug = Annotated[str, Path(max_length=50, pattern=r"^[-a-zA-Z0-9_]+$")]
Code = Annotated[str, Field(max_length=40, pattern=r"^[-A-Za-z0-9_]*$")]


class Line(Schema):
    """One row of a table; its count is null where it is hidden."""

    value: str
    label: str
    count: int | None
    share: float | None = None


class MaskedTable(Schema):
    """One table of one theme at one stop; a null count is hidden, `why` speaks of all."""

    partner: str
    stop: str
    theme: str
    table: str
    title: str
    head: str
    unit: str
    rows: list[Line]
    total: int | None
    rule: str
    definition: str
    released_on: date
    why: str


class MaskedTables(Schema):
    """The tables of the newest release."""

    tables: list[MaskedTable]


class Wrong(Schema):
    """What is wrong with one part of the request."""

    field: str
    message: str


class Problem(Schema):
    """Why there is no answer, in a sentence."""

    detail: str
    errors: list[Wrong] = []


class StopLine(Schema):
    """One stop of the caravan."""

    slug: str
    name: str
    region: str


class Stops(Schema):
    """The stops that are announced."""

    stops: list[StopLine]


class Table(Schema):
    """How people divide by one property, with what exactly was counted."""

    population: str
    breakdown: str
    title: str
    rows: list[Line]
    total: int | None
    definition: str
    counted_at: datetime


class Total(Schema):
    """A number that stands alone."""

    population: str
    label: str
    count: int
    definition: str


class Figures(Schema):
    """The public figures of a stop, as its page shows them."""

    stop: str
    name: str
    counted_at: datetime | None
    totals: list[Total]
    tables: list[Table]
    licence: str


class CountLine(Schema):
    """One counter."""

    population: str
    breakdown: str
    value: str
    label: str
    count: int


class Counts(Schema):
    """Every counter of a stop, small numbers included."""

    stop: str
    counted_at: datetime | None
    counts: list[CountLine]


class CountsAsked(Schema):
    """Which counters."""

    population: Counted | None = None
    breakdown: Divided | None = None


class File(Schema):
    """One application as the export has it, its answers by the code of their question."""

    reference: str
    received_at: datetime
    state: str
    channel: str
    association: str
    stop: str
    answers: dict[str, str | int]


class Files(Schema):
    """A page of applications; `after` of the next one, null on the last."""

    applications: list[File]
    questions: dict[str, str]
    after: int | None


class FilesAsked(Schema):
    """Which applications, and how many at once."""

    state: State | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    province: Code | None = None
    sector: Code | None = None
    theme: Code | None = None
    since: Day | None = None
    until: Day | None = None
    after: int = Field(0, ge=0, le=HIGHEST)
    limit: int = Field(50, ge=1, le=200)
