"""The list of files that were judged: fifty a page, best score first, each with its decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from selection.choosing.pool import with_chosen, with_verdicts
from selection.choosing.values import side_named
from selection.gauges import DIMENSIONS, chosen_at
from selection.models import Criterion, Decision, Review
from selection.scores import weakest_of, with_scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from applications.querysets import ApplicationQuerySet
    from programs.models import Stop
    from selection.gauges import Gauges
    from selection.models import Selection

SIZE = 50
WHICH = {
    "": _("All that were judged"),
    "open": _("Judged, nothing decided"),
    "differ": _("Reviews differ"),
    "accept": _("Accept"),
    "wait": _("Waiting list"),
    "decline": _("Decline"),
    "unread": _("Judged by nobody yet"),
}


@dataclass(frozen=True)
class Words:
    """What goes with a decision: the codes of its reasons, a place in the waiting list, a note.

    `wrong` are the sentences by field.
    """

    reasons: tuple[str, ...] = ()
    order: str = ""
    note: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """Why a decision was not kept, and the words that were typed with it."""

    sentence: str
    typed: Words


@dataclass(frozen=True)
class CandidateRow:
    """One file as the list shows it; `words` as they stand, or as typed when they were refused."""

    application: Application
    decision: Decision | None
    verdicts: tuple[tuple[str, str], ...]  # value and name
    words: Words
    refusal: str = ""

    @property
    def differs(self) -> bool:
        """Whether those who judged it do not agree."""
        return len({value for value, _name in self.verdicts}) > 1


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to: a part of the work, and one side such as `area:rural`."""

    which: str = ""
    side: str = ""
    page: str = "1"

    @classmethod
    def by(cls, params: Mapping[str, str]) -> Narrowed:
        """What a URL asks for; words that name nothing are left out."""
        which, side, page = (params.get(name, "") for name in ("which", "side", "page"))
        known = side_named(side)[0] in DIMENSIONS
        return cls(
            which if which in WHICH else "",
            side if known else "",
            page if page.isdecimal() else "1",
        )

    def query(self, page: int | str) -> str:
        """The same, as the query of a URL."""
        params = {
            "which": self.which,
            "side": self.side,
            "page": str(page) if str(page) != "1" else "",
        }
        return urlencode({name: value for name, value in params.items() if value})

    @property
    def here(self) -> str:
        """The query of this page of the list."""
        return self.query(self.page)


@dataclass(frozen=True)
class Criteria:
    """What files are read by: names and weights by code."""

    names: Mapping[str, str]
    weights: Mapping[str, int]

    @classmethod
    def of(cls, stop: Stop) -> Criteria:
        """Those of `stop`, in one statement."""
        rows = list(Criterion.objects.filter(stop=stop).only("code", "name", "weight"))
        return cls(
            {each.code: each.name for each in rows}, {each.code: each.weight for each in rows}
        )


def listed(stop: Stop, selection: Selection, criteria: Criteria) -> ApplicationQuerySet:
    """The files of `stop` that may be decided, with all that a row shows."""
    rows = Application.objects.filter(stop=stop, state=Application.State.SUBMITTED)
    rows = with_chosen(with_verdicts(with_scores(rows, criteria.weights)), chosen_at(selection))
    return rows.select_related("province", "sector", "decision__by", "stop")


def narrowed(rows: ApplicationQuerySet, narrow: Narrowed) -> ApplicationQuerySet:
    """Those that `narrow` asks for; files that nobody judged or decided only on demand."""
    judged = Review.objects.filter(application=OuterRef("pk")).exclude(verdict="")
    read = Exists(judged)
    match narrow.which:
        case "unread":
            rows = rows.filter(~read)
        case "open":
            rows = rows.filter(read, decision=None)
        case "differ":
            rows = rows.filter(Exists(judged.filter(slot=1).exclude(verdict=_other_verdict())))
        case "accept" | "wait" | "decline":
            rows = rows.filter(decision__outcome=narrow.which)
        case _:
            rows = rows.filter(Q(read) | Q(decision__isnull=False))
    if narrow.side:
        dimension, value = side_named(narrow.side)
        rows = rows.alias(side=DIMENSIONS[dimension]).filter(side=value)
    return rows.order_by(F("score").desc(), "submitted_at", "pk")


def _other_verdict() -> Any:
    """What the second review of the same file says."""
    second = Review.objects.filter(application=OuterRef("application"), slot=2).exclude(verdict="")
    return second.values("verdict")[:1]


def page_of(rows: ApplicationQuerySet, narrow: Narrowed) -> Page[Application]:
    """The page that is asked for, or the nearest that there is."""
    return Paginator(narrowed(rows, narrow), SIZE).get_page(narrow.page)


def lines_of(
    rows: Iterable[Application], criteria: Criteria, refusals: Mapping[int, Refused]
) -> list[CandidateRow]:
    """The rows as the page shows them, in the same few statements however many they are."""
    applications = list(rows)
    weak = weakest_of(criteria.weights, {application.pk for application in applications})
    names = dict(Review.Verdict.choices)
    lines = []
    for application in applications:
        decision: Decision | None = getattr(application, "decision", None)
        verdicts = tuple((value, str(names[value])) for value in application.verdicts)  # type: ignore[attr-defined]
        refused = refusals.get(application.pk)
        words = refused.typed if refused else _standing(decision, weak[application.pk])
        refusal = refused.sentence if refused else ""
        lines.append(CandidateRow(application, decision, verdicts, words, refusal))
    return lines


def _standing(decision: Decision | None, weak: list[str]) -> Words:
    """The words of a decision; where none names a reason, those criteria that would be named."""
    if not decision:
        return Words(tuple(weak))
    return Words(tuple(decision.reasons or weak), str(decision.order or ""), decision.note)


def sides_in(gauges: Gauges) -> list[Any]:
    """The sides to which the list can be narrowed: those that somebody has."""
    return [
        (group.label, [(f"{each.dimension}:{each.value}", each.label) for each in group.gauges])
        for group in gauges.groups
    ]
