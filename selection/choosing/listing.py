"""The list of files that were judged: fifty a page, best score first, each with its decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import StringAgg
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.language import translated
from selection.choosing.pool import with_chosen, with_verdicts
from selection.choosing.values import side_named
from selection.gauges import DIMENSIONS, chosen_at
from selection.models import Criterion, Review
from selection.scores import with_scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from applications.querysets import ApplicationQuerySet
    from programs.models import Stop
    from selection.gauges import Gauges
    from selection.models import Decision, Selection

SIZE = 50
ALL = "all"  # the name of the first part among the counts
ROW = (
    *("reference", "name", "kind", "stop", "state"),
    *("decision__outcome", "decision__order", "decision__version", "decision__held_at"),
)
WHICH = {
    "": _("All that were judged"),
    "open": _("Judged, nothing decided"),
    "refused": _("Every review says no"),
    "differ": _("Reviews differ"),
    "accept": _("Accept"),
    "wait": _("Waiting list"),
    "decline": _("Decline"),
    "unread": _("Judged by nobody yet"),
}


@dataclass(frozen=True)
class CandidateRow:
    """One file as the list shows it."""

    application: Application
    decision: Decision | None
    verdicts: tuple[tuple[str, str], ...]  # value and name

    @property
    def differs(self) -> bool:
        """Whether those who judged it do not agree."""
        return len({value for value, _name in self.verdicts}) > 1

    @property
    def outcome(self) -> str:
        """What is prepared; empty where nothing is."""
        return self.decision.outcome if self.decision else ""

    @property
    def version(self) -> int:
        """That of its decision as it is seen here, 0 where there is none."""
        return self.decision.version if self.decision else 0


@dataclass(frozen=True)
class Listed:
    """The whole of a narrowed list: how many files, and a seal that is another once one changes."""

    count: int
    seal: str


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

    def part(self, which: str) -> tuple[str, bool]:
        """The query of another part of the work among the same people, and whether it is this."""
        return replace(self, which=which, page="1").query(1), which == self.which

    @property
    def before(self) -> str:
        """What stands in a URL before one more word."""
        return f"?{self.here}&" if self.here else "?"

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
    """The files of `stop` that may be decided, with all that a row shows and nothing more."""
    rows = with_scores(_open(stop), criteria.weights)
    rows = with_chosen(with_verdicts(rows), chosen_at(selection))
    columns = [*ROW, *translated("province__name"), *translated("sector__name")]
    return rows.select_related("province", "sector", "decision").only(*columns)


def narrowed(rows: ApplicationQuerySet, narrow: Narrowed) -> ApplicationQuerySet:
    """Those that `narrow` asks for."""
    rows = rows.filter(_which(narrow.which))
    if narrow.side:
        dimension, value = side_named(narrow.side)
        rows = rows.alias(side=DIMENSIONS[dimension]).filter(side=value)
    return rows


def counts_of(stop: Stop) -> dict[str, int]:
    """How many files each part of the list has. One statement."""
    parts = {code or ALL: Count("pk", filter=_which(code)) for code in WHICH}
    counts: dict[str, int] = _open(stop).aggregate(**parts)
    return {code: counts[code or ALL] for code in WHICH}


def whole(stop: Stop, narrow: Narrowed) -> Listed:
    """All that `narrow` asks for, in one statement."""
    pair = Concat(
        Cast("pk", TextField()),
        Value(":", output_field=TextField()),
        Cast(Coalesce("decision__version", Value(0)), TextField()),
    )
    together = StringAgg(pair, ",", order_by="pk")
    found = narrowed(_open(stop), narrow).aggregate(count=Count("pk"), seal=MD5(together))
    return Listed(found["count"], found["seal"] or "")


def versions_in(stop: Stop, narrow: Narrowed) -> dict[int, int]:
    """Every file of the narrowed list, with the version of its decision, 0 where there is none."""
    rows = narrowed(_open(stop), narrow)
    return dict(rows.values_list("pk", Coalesce("decision__version", Value(0))))


def page_of(rows: ApplicationQuerySet, narrow: Narrowed, count: int) -> Page[Application]:
    """The page that is asked for, best score first, or the nearest that there is."""
    ordered = narrowed(rows, narrow).order_by(F("score").desc(), "submitted_at", "pk")
    paginator = Paginator(ordered, SIZE)
    vars(paginator)["count"] = count  # known already
    return paginator.get_page(narrow.page)


def lines_of(rows: Iterable[Application]) -> list[CandidateRow]:
    """The rows as the page shows them."""
    names = {value: str(name) for value, name in Review.Verdict.choices}
    return [
        CandidateRow(
            application,
            getattr(application, "decision", None),
            tuple((value, names[value]) for value in application.verdicts),  # type: ignore[attr-defined]
        )
        for application in rows
    ]


def sides_in(gauges: Gauges) -> list[Any]:
    """The sides to which the list can be narrowed: those that somebody has."""
    return [
        (group.label, [(f"{each.dimension}:{each.value}", each.label) for each in group.gauges])
        for group in gauges.groups
    ]


def _open(stop: Stop) -> ApplicationQuerySet:
    """The files that are received and about which nothing is published."""
    return Application.objects.filter(stop=stop, state=Application.State.SUBMITTED)


def _which(which: str) -> Q:
    """The part of the work that is asked for; files that nobody judged or decided on demand."""
    judged = Review.objects.filter(application=OuterRef("pk")).exclude(verdict="")
    read = Exists(judged)
    match which:
        case "unread":
            return Q(~read)
        case "open":
            return Q(read, decision=None)
        case "differ":
            return Q(Exists(judged.filter(slot=1).exclude(verdict=_other_verdict())))
        case "refused":
            return Q(read, ~Exists(judged.exclude(verdict=Review.Verdict.NO)), decision=None)
        case "accept" | "wait" | "decline":
            return Q(decision__outcome=which)
        case _:
            return Q(read) | Q(decision__isnull=False)


def _other_verdict() -> Any:
    """What the second review of the same file says."""
    second = Review.objects.filter(application=OuterRef("application"), slot=2).exclude(verdict="")
    return second.values("verdict")[:1]
