"""At which hours of the week fewest came, of those who had a seat; which workshops worked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from desk.memory.proposals import FEWEST, MOST, Proposal, share
from desk.models import Lesson
from workshops.models import Arrival, Opinion, Seat, Workshop

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Stop

SEATS = 10  # at an hour, below which chance decides
MISSED = 30  # of a hundred seats, from which on an hour is one to avoid
CAME = 60  # of a hundred seats, from which on a workshop worked
GLAD = 2.5  # mean of its faces, of 1 to 3
FACES = 10  # below which a mean is about somebody
AHEAD = timedelta(weeks=2)  # where its own day would have passed


@dataclass(frozen=True)
class Attendance:
    """A workshop whose attendance was taken: its seats, who came, and what they thought of it."""

    workshop: Workshop
    seated: int
    came: int
    faces: int
    mean: float

    @property
    def share(self) -> int:
        """How many of a hundred seats were taken."""
        return share(self.came, self.seated)

    @property
    def worked(self) -> bool:
        """Whether people came, and most were glad, where enough of them showed a face."""
        liked = self.faces < FACES or self.mean >= GLAD
        return self.share >= CAME and self.came >= FEWEST and liked


def of_workshops(source: Stop, stop: Stop) -> list[Proposal]:
    """Both, from the workshops whose attendance was taken; one statement."""
    held = _held(source)
    return [*_hours(held), *_worked(held, source, stop)]


def _held(source: Stop) -> list[Attendance]:
    seated = Q(seats__state=Seat.State.SEATED)
    came = seated & Q(seats__arrivals__state="present", seats__arrivals__second=False)
    known = Arrival.objects.filter(workshop__stop=source).order_by().values("workshop")
    rows = Workshop.objects.filter(pk__in=known, state=Workshop.State.PUBLISHED)
    counted = rows.filter(ends_at__lt=timezone.now()).annotate(
        seated=Count("seats", filter=seated, distinct=True),
        came=Count("seats", filter=came, distinct=True),
        faces=Count("seats__opinion", distinct=True),
        mean=Avg("seats__opinion__face"),
    )
    numbers = ("seated", "came", "faces", "mean")
    return [
        Attendance(row, *(getattr(row, name) or 0 for name in numbers))
        for row in counted.order_by("starts_at", "pk")
    ]


def _hours(held: list[Attendance]) -> list[Proposal]:
    """The worst hours of the week."""
    seats, missed = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for row in held:
        at = (row.workshop.starts_on.weekday(), row.workshop.starts_clock.hour)
        seats[at] += row.seated
        missed[at] += row.seated - row.came
    worst = [
        at
        for at in seats
        if seats[at] >= SEATS and missed[at] >= FEWEST and share(missed[at], seats[at]) >= MISSED
    ]
    return [
        _hour(*at, missed[at], seats[at])
        for at in sorted(worst, key=lambda at: (-missed[at] / seats[at], at))[:MOST]
    ]


def _hour(day: int, hour: int, missed: int, seats: int) -> Proposal:
    when = {"weekday": WEEKDAYS[day], "hour": f"{hour:02}:00"}
    numbers = {"missed": missed, "all": seats, "share": share(missed, seats)}
    return Proposal(
        Lesson.Kind.HOURS,
        f"{day}-{hour:02}",
        _("Avoid %(weekday)s at %(hour)s") % when,
        _("Seats that stayed empty: %(missed)s of %(all)s (%(share)s%%).") % numbers,
    )


def _worked(held: list[Attendance], source: Stop, stop: Stop) -> list[Proposal]:
    """The workshops to which people came, and of which they said that it helped."""
    good = [row for row in held if row.worked]
    return [
        Proposal(
            Lesson.Kind.WORKSHOP,
            str(row.workshop.number),
            _("Hold “%(title)s” again") % {"title": row.workshop.title},
            _why(row),
            proposed_day(row.workshop, source, stop),
        )
        for row in sorted(good, key=lambda row: (-row.share, row.workshop.number))[: 2 * MOST]
    ]


def _why(row: Attendance) -> str:
    numbers = {"came": row.came, "all": row.seated}
    came = _("People with a seat who came: %(came)s of %(all)s.") % numbers
    if row.faces < FACES:
        return came
    best = {"mean": f"{row.mean:.1f}", "best": Opinion.Face.GLAD}
    mean = _("Mean of the faces: %(mean)s of %(best)s.") % best
    return f"{came} {mean}"


def proposed_day(row: Workshop, source: Stop, stop: Stop) -> date:
    """As long after the first day as it was there, on the same weekday; never in the past."""
    weeks = timedelta(weeks=round((stop.starts_on - source.starts_on).days / 7))
    day = row.starts_on + weeks
    first = timezone.localdate() + AHEAD
    while day < first:
        day += timedelta(weeks=1)
    return day
