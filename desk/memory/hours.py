"""At which hours of the week fewest came, of those who had a seat; which workshops worked."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from desk.memory.proposals import FEWEST, MOST, Proposal, share
from desk.models import Lesson
from workshops.models import Opinion, Seat, Workshop

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Stop

SEATS = 10  # at an hour, below which chance decides
MISSED = 30  # of a hundred seats, from which on an hour is one to avoid
CAME = 60  # of a hundred seats, from which on a workshop worked
GLAD = 2.5  # mean of its faces, of 1 to 3
FACES = 10  # below which a mean is about somebody
AHEAD = timedelta(weeks=2)  # where its own day would have passed


def of_workshops(source: Stop, stop: Stop) -> list[Proposal]:
    """Both, from the workshops whose attendance was taken; two statements."""
    rows = _held(source)
    return [*_hours(rows), *_worked(rows, source, stop)]


def _held(source: Stop) -> list[Workshop]:
    seated = Q(seats__state=Seat.State.SEATED)
    came = seated & Q(seats__arrivals__state="present", seats__arrivals__second=False)
    rows = Workshop.objects.filter(stop=source, state=Workshop.State.PUBLISHED)
    known = rows.filter(ends_at__lt=timezone.now(), arrivals__isnull=False).distinct()
    return list(
        Workshop.objects.filter(pk__in=known.order_by().values("pk"))
        .annotate(
            seated=Count("seats", filter=seated, distinct=True),
            came=Count("seats", filter=came, distinct=True),
            faces=Count("seats__opinion", distinct=True),
            mean=Avg("seats__opinion__face"),
        )
        .order_by("starts_at", "pk")
    )


def _hours(rows: list[Workshop]) -> list[Proposal]:
    """The worst hours of the week."""
    seats, missed = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for row in rows:
        at = (row.starts_on.weekday(), row.starts_clock.hour)
        seats[at] += row.seated  # type: ignore[attr-defined]  # annotated
        missed[at] += row.seated - row.came  # type: ignore[attr-defined]
    worst = [
        at
        for at in seats
        if seats[at] >= SEATS and missed[at] >= FEWEST and share(missed[at], seats[at]) >= MISSED
    ]
    return [
        Proposal(
            Lesson.Kind.HOURS,
            f"{day}-{hour:02}",
            _("Avoid %(weekday)s at %(hour)s")
            % {"weekday": WEEKDAYS[day], "hour": f"{hour:02}:00"},
            _("Seats that stayed empty: %(missed)s of %(all)s (%(share)s%%).")
            % {
                "missed": missed[day, hour],
                "all": seats[day, hour],
                "share": share(missed[day, hour], seats[day, hour]),
            },
        )
        for day, hour in sorted(worst, key=lambda at: (-missed[at] / seats[at], at))[:MOST]
    ]


def _worked(rows: list[Workshop], source: Stop, stop: Stop) -> list[Proposal]:
    """The workshops to which people came, and of which they said that it helped."""
    good = [row for row in rows if _came(row) >= CAME and row.came >= FEWEST and _liked(row)]  # type: ignore[attr-defined]
    return [
        Proposal(
            Lesson.Kind.WORKSHOP,
            str(row.number),
            _("Hold “%(title)s” again") % {"title": row.title},
            _why(row),
            proposed_day(row, source, stop),
        )
        for row in sorted(good, key=lambda row: (-_came(row), row.number))[: 2 * MOST]
    ]


def _came(row: Workshop) -> int:
    return share(row.came, row.seated)  # type: ignore[attr-defined]  # annotated


def _liked(row: Workshop) -> bool:
    """Where enough people showed a face, most were glad; else the attendance says it."""
    return bool(row.faces < FACES or row.mean >= GLAD)  # type: ignore[attr-defined]  # annotated


def _why(row: Workshop) -> str:
    came = _("People with a seat who came: %(came)s of %(all)s.") % {
        "came": row.came,
        "all": row.seated,
    }  # type: ignore[attr-defined]
    if row.faces < FACES:  # type: ignore[attr-defined]
        return came
    mean = _("Mean of the faces: %(mean)s of %(best)s.") % {
        "mean": f"{row.mean:.1f}",  # type: ignore[attr-defined]
        "best": Opinion.Face.GLAD,
    }  # type: ignore[attr-defined]
    return f"{came} {mean}"


def proposed_day(row: Workshop, source: Stop, stop: Stop) -> date:
    """As long after the first day as it was there, on the same weekday; never in the past."""
    weeks = timedelta(weeks=round((stop.starts_on - source.starts_on).days / 7))
    day = row.starts_on + weeks
    first = timezone.localdate() + AHEAD
    while day < first:
        day += timedelta(weeks=1)
    return day
