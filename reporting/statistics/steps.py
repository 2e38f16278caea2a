"""The steps from a visit to what became of it, and what is measured on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reporting.populations import Population
from reporting.statistics.written import Cell, Kind, cell, part
from reporting.words import GAPS, OPENED, VISITED, WHO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

P = Population


@dataclass(frozen=True)
class Step:
    """One step. `of` is the one before it: its share is of that one."""

    code: str
    name: StrOrPromise
    of: str = ""

    @property
    def who(self) -> StrOrPromise:
        """What exactly is counted."""
        return WHO[self.code]

    @property
    def gap(self) -> StrOrPromise:
        """Who stands at the step before and not, or not yet, here."""
        return GAPS.get(self.code, "")

    @property
    def is_of_pages(self) -> bool:
        """Whether pages are counted, not people."""
        return self.code in {VISITED, OPENED}

    def number(self, group: Mapping[str, int]) -> int | None:
        """How many stand here; None where visits are not known by this."""
        return group.get(self.code) if self.is_of_pages else group.get(self.code, 0)

    def share(self, group: Mapping[str, int]) -> Cell:
        """The share of the step before."""
        return part(self.number(group), group.get(self.of))

    def missing(self, group: Mapping[str, int]) -> Cell:
        """How many of the step before are not, or not yet, here."""
        number, before = self.number(group), group.get(self.of, 0)
        return cell(max(before - (number or 0), 0) if self.gap else None)


# Support is taken in any order: each of its steps is a share of the participants.
STEPS = (
    Step(VISITED, _("Visits of the stop’s page")),
    Step(OPENED, _("Visits of the form")),
    Step(P.STARTED, pgettext_lazy("step", "Begun"), OPENED),
    Step(P.APPLICATIONS, pgettext_lazy("step", "Applied"), P.STARTED),
    Step(P.DECIDED, pgettext_lazy("step", "Decided"), P.APPLICATIONS),
    Step(P.PARTICIPANTS, pgettext_lazy("step", "Take part"), P.DECIDED),
    Step(P.ATTENDED, pgettext_lazy("step", "Came to a workshop"), P.PARTICIPANTS),
    Step(P.COACHED, pgettext_lazy("step", "Met an expert"), P.PARTICIPANTS),
    Step(P.ANSWERED, pgettext_lazy("step", "Got an answer"), P.PARTICIPANTS),
    Step(P.FINANCED, pgettext_lazy("step", "Financed"), P.PARTICIPANTS),
)


@dataclass(frozen=True)
class Measure:
    """A number divided by another: `top` (less `less`) by `bottom`, in `kind`, `per` so many."""

    code: str
    name: StrOrPromise
    kind: Kind
    top: str
    bottom: str
    how: StrOrPromise
    less: str = ""
    per: int = 1

    def value(self, group: Mapping[str, int]) -> Cell:
        """The measure of these people; none where there is nothing to divide by."""
        top = group.get(self.top, 0) - (group.get(self.less, 0) if self.less else 0)
        return part(top, group.get(self.bottom), self.kind, self.per)


CAME = Measure(
    "came",
    _("Came to workshops"),
    Kind.SHARE,
    P.SEATS_ATTENDED,
    P.SEATS,
    _("Of the seats in workshops that are over, the share whose person came."),
)
NO_SHOW = Measure(
    "no_show",
    _("Seats left empty"),
    Kind.SHARE,
    P.SEATS,
    P.SEATS,
    _("The other seats: booked, not given back, and nobody was noted as present."),
    less=P.SEATS_ATTENDED,
)
HELD = Measure(
    "held",
    _("Sessions held"),
    Kind.SHARE,
    P.SESSIONS_HELD,
    P.SESSIONS,
    _("Of the sessions with experts that were held or missed, the share that was held."),
)
MISSED = Measure(
    "missed",
    _("Sessions missed"),
    Kind.SHARE,
    P.SESSIONS,
    P.SESSIONS,
    _("The other sessions: booked, not cancelled, and noted as missed."),
    less=P.SESSIONS_HELD,
)
DECISION = Measure(
    "decision",
    _("Days to a decision"),
    Kind.MEAN,
    P.DECISION_HOURS,
    P.DECIDED,
    _("The mean time from sending an application to its published decision, in days."),
    per=24,
)
ANSWER = Measure(
    "answer",
    _("Hours to an answer"),
    Kind.MEAN,
    P.ANSWER_MINUTES,
    P.ANSWERS,
    _("The mean time from a message of a participant to the answer of a person, in hours."),
    per=60,
)
OPINION = Measure(
    "opinion",
    _("Satisfaction, of 3"),
    Kind.POINTS,
    P.OPINION_POINTS,
    P.OPINIONS,
    _("The mean of what people said of workshops and sessions, from 1 (bad) to 3 (good)."),
)
MET = Measure(
    "met",
    _("Needs met"),
    Kind.SHARE,
    P.NEEDS_MET,
    P.NEEDS,
    _("Of the needs that the diagnosis found and nobody dropped, the share that was met."),
)
BEFORE = Measure(
    "before",
    _("Need before, of 100"),
    Kind.MEAN,
    P.LEVEL_BEFORE,
    P.LEVELS,
    _(
        "How great needs were at the start, from 0 (none) to 100: "
        "the mean of those that were measured at the start and at the end."
    ),
)
AFTER = Measure(
    "after",
    _("Need after, of 100"),
    Kind.MEAN,
    P.LEVEL_AFTER,
    P.LEVELS,
    _("How great the same needs were at the end."),
)
CHANGE = Measure(
    "change",
    _("Change of the need"),
    Kind.CHANGE,
    P.LEVEL_AFTER,
    P.LEVELS,
    _("The need after less the need before: less than nothing is better."),
    less=P.LEVEL_BEFORE,
)
MEASURES = (CAME, NO_SHOW, HELD, MISSED, DECISION, ANSWER, OPINION, MET, BEFORE, AFTER, CHANGE)
