"""Whom the diagnosis promised a place in a workshop of the stop, and who is still without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from messaging.models import Thread
from needs.diagnosis.moments import ASKED
from needs.diagnosis.steps import three_steps
from needs.models import Diagnosis, Need
from workshops.models import Seat, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programs.models import Stop

MOMENTS = list(Diagnosis.Moment)
Served = set[tuple[int | None, str]]


@dataclass(frozen=True)
class Promised:
    """One person whose answers led to a workshop on a theme."""

    application: int
    person: int | None
    participation: int | None  # None while the places of the stop are not given
    theme: str
    province: int | None
    asking: bool  # whether a conversation with them is open
    kind: str  # of entrepreneur


def promised(stop: Stop, served: Served) -> list[Promised]:
    """Everybody who was promised a workshop and is not `served` on its theme; three statements."""
    asking = set(
        Thread.objects.filter(stop=stop).of_somebody().to_do().values_list("person", flat=True)
    )
    needed = _needed(stop)
    found = []
    for application, (kind, participation, province, person, theme) in _newest(stop).items():
        if (application, theme) in needed and (participation, theme) not in served:
            who = (application, person, participation, theme, province)
            found.append(Promised(*who, asking=person in asking, kind=kind))
    return found


def _newest(stop: Stop) -> dict[int, tuple[str, int | None, int | None, int | None, str]]:
    """By file: who it is, whence, and the theme of the workshop that their last answers led to."""
    of_file = ("kind", "stage", "participation", "province", "applicant")
    rows = (
        Diagnosis.objects.finished()
        .filter(application__stop=stop, application__state__in=ASKED)
        .order_by("pk")
        .values_list(
            "application", "moment", "scores", *(f"application__{each}" for each in of_file)
        )
    )
    found = {}
    for application, _moment, scores, kind, stage, *who in _last(rows):
        workshop = three_steps(scores, kind, stage)[0]
        if workshop.planned:
            participation, province, person = who
            found[application] = (kind, participation, province, person, workshop.theme)
    return found


def _last(rows: Iterable[tuple]) -> Iterable[tuple]:  # type: ignore[type-arg]  # values of a row
    """Of each file the row of its last moment."""
    by_file: dict[int, tuple] = {}  # type: ignore[type-arg]
    for row in sorted(rows, key=lambda row: MOMENTS.index(Diagnosis.Moment(row[1]))):
        by_file[row[0]] = row
    return by_file.values()


def _needed(stop: Stop) -> set[tuple[int, str]]:
    """The needs that live: what is met or dropped since asks for nothing."""
    living = Need.objects.filter(application__stop=stop, state__in=Need.LIVE).order_by()
    return set(living.values_list("application", "theme__code"))


def served_at(stop: Stop) -> Served:
    """Who has or had a seat, or waits for one, in a workshop on a theme."""
    seats = Seat.objects.live().filter(workshop__stop=stop).order_by()
    held = seats.exclude(workshop__state=Workshop.State.CANCELLED)
    return set(held.values_list("participation", "workshop__theme__code"))
