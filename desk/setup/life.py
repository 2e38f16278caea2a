"""The life of a stop on one line: what is behind it, where it stands, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programs.models import Stop
from selection.models import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

DONE, NOW, NEXT = "done", "now", "next"


@dataclass(frozen=True)
class Stage:
    """A stretch of the life of a stop, and its days in a few words."""

    name: str
    days: str
    state: str = NEXT


@dataclass(frozen=True)
class Life:
    """All stretches in their order, and what comes next, in a sentence."""

    stages: list[Stage]
    coming: str

    @property
    def now(self) -> Stage:
        """The stretch in which the stop is."""
        return next(stage for stage in self.stages if stage.state == NOW)


def lives_of(stops: Iterable[Stop]) -> dict[int, Life]:
    """Where each of `stops` stands; one statement, which asks whether decisions were published."""
    by_pk = {stop.pk: stop for stop in stops}
    rows = Selection.objects.filter(stop__in=by_pk, published_at__isnull=False)
    published = dict(rows.values_list("stop", "published_at"))
    return {pk: _life(stop, published.get(pk)) for pk, stop in by_pk.items()}


def life_of(stop: Stop) -> Life:
    """The same of one stop."""
    return lives_of([stop])[stop.pk]


def _life(stop: Stop, published: datetime | None) -> Life:
    at = _position(stop, decided=published is not None)
    opens, closes = _day(localtime(stop.opens_at)), _day(localtime(stop.closes_at))
    starts, ends = _day(stop.starts_on), _day(stop.ends_on)
    names = [
        (pgettext("stage of a stop", "Prepared"), _("until %(day)s") % {"day": opens}),
        (_("Call for applications"), f"{opens} – {closes}"),
        (_("Reading"), _("from %(day)s") % {"day": closes}),
        (_("Decisions"), _day(localtime(published)) if published else ""),
        (_("Support"), f"{starts} – {ends}"),
        (_("Bulletin"), _("from %(day)s") % {"day": ends}),
    ]
    stages = [
        Stage(name, days, DONE if place < at else NOW if place == at else NEXT)
        for place, (name, days) in enumerate(names)
    ]
    coming = [
        _("Next: applications open on %(day)s.") % {"day": opens},
        _("Next: applications close on %(day)s.") % {"day": closes},
        _("Next: the files are read and the decisions are published."),
        _("Next: the support begins on %(day)s.") % {"day": starts},
        _("Next: the support ends on %(day)s.") % {"day": ends},
        _("The stop is finished: its figures are its bulletin."),
    ]
    return Life(stages, coming[at])


def _position(stop: Stop, *, decided: bool) -> int:
    """The place of its stage among all."""
    if stop.state_of_today == Stop.State.CLOSED:
        return 3 if decided else 2
    places = {Stop.State.PREPARED: 0, Stop.State.OPEN: 1, Stop.State.RUNNING: 4}
    return places.get(stop.state_of_today, 5)


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
