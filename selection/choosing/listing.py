"""The list of files that were judged: forty a page, best score first, each with its decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.template.defaultfilters import floatformat

from applications.models import Application
from core.language import language_of_page, named, translated
from core.statements import rows_of
from selection.choosing.narrowed import WHICH, Narrowed
from selection.choosing.pool import with_chosen, with_verdicts
from selection.choosing.values import side_named
from selection.gauges import DIMENSIONS, chosen_at
from selection.models import Criterion, Review
from selection.scores import with_scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from applications.querysets import ApplicationQuerySet
    from programs.models import Stop
    from selection.models import Selection

SIZE = 40  # some forty kilobytes
ALL = "all"  # the name of the first part among the counts
VERSION = Coalesce("decision__version", Value(0))
COLUMNS = (
    *("pk", "reference", "name", "sector_called", "kind", "province_called", "verdicts"),
    *("decision__outcome", "decision__order", "seen", "held", "score", "has_judged", "chosen"),
)
COUNT = """
SELECT count(*) FILTER (WHERE here),
  md5(string_agg(concat(pk, ':', seen), ',' ORDER BY pk) FILTER (WHERE here)), {counts}
FROM ({{}}) AS file
"""
ROW = (
    *("reference", "name", "kind", "stop", "state"),
    *("decision__outcome", "decision__order", "decision__version", "decision__held_at"),
)


@dataclass(frozen=True)
class CandidateRow:
    """One file as the list shows it; `version` is that of its decision, 0 where there is none."""

    pk: int
    reference: str
    name: str
    what: str  # its sector, else its kind
    where: str
    verdicts: tuple[tuple[str, str], ...]  # value and name
    outcome: str
    order: int | None
    version: int
    is_held: bool
    score: float
    is_judged: bool  # the score is of its readers, not of its form
    is_chosen: bool

    @property
    def points(self) -> str:
        """Its score as pages write it."""
        return floatformat(self.score, "-1")

    @property
    def differs(self) -> bool:
        """Whether those who judged it do not agree."""
        return len({value for value, _name in self.verdicts}) > 1


@dataclass(frozen=True)
class Listed:
    """The whole of a narrowed list: how many files, and a seal that is another once one changes."""

    count: int
    seal: str


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
    return with_chosen(with_verdicts(rows), chosen_at(selection))


def looked_for(rows: ApplicationQuerySet) -> ApplicationQuerySet:
    """The same for whoever looks at one of them."""
    columns = [*ROW, *translated("province__name"), *translated("sector__name")]
    return rows.select_related("province", "sector", "decision").only(*columns)


def narrowed(rows: ApplicationQuerySet, narrow: Narrowed) -> ApplicationQuerySet:
    """Those that `narrow` asks for."""
    return _with_side(rows, narrow).filter(_narrowing(narrow))


def _with_side(rows: ApplicationQuerySet, narrow: Narrowed) -> ApplicationQuerySet:
    if not narrow.side:
        return rows
    return rows.alias(side=DIMENSIONS[side_named(narrow.side)[0]])


def _narrowing(narrow: Narrowed) -> Q:
    which = _which(narrow.which)
    return which & Q(side=side_named(narrow.side)[1]) if narrow.side else which


def counted(stop: Stop, narrow: Narrowed) -> tuple[Listed, dict[str, int]]:
    """All that `narrow` asks for, and how many files each part of the list has. One statement."""

    def build() -> Any:
        parts = {f"in_{code or ALL}": _whether(_which(code)) for code in WHICH}
        here = _whether(_narrowing(narrow))
        rows = _with_side(_open(stop), narrow).annotate(seen=VERSION, here=here, **parts)
        return rows.values("pk", "seen", "here", *parts)

    counts = ", ".join(f"count(*) FILTER (WHERE in_{code or ALL})" for code in WHICH)
    (row,) = rows_of(
        ("counted", stop.pk, narrow.which, narrow.side), build, within=COUNT.format(counts=counts)
    )
    count, seal, *parts = row
    return Listed(count, seal or ""), dict(zip(WHICH, parts, strict=True))


def versions_in(stop: Stop, narrow: Narrowed) -> dict[int, int]:
    """Every file of the narrowed list, with the version of its decision, 0 where there is none."""
    return dict(narrowed(_open(stop), narrow).values_list("pk", VERSION))


def page_of(
    stop: Stop, selection: Selection, criteria: Criteria, narrow: Narrowed, count: int
) -> Page[CandidateRow]:
    """The page that is asked for, best score first, or the nearest that there is. One statement."""
    page: Page[Any] = Paginator(range(count), SIZE).get_page(narrow.page)
    first = (page.number - 1) * SIZE

    def build() -> Any:
        rows = narrowed(listed(stop, selection, criteria), narrow)
        ordered = rows.order_by(F("score").desc(), "submitted_at", "pk")
        return _shown(ordered)[first : first + SIZE]

    hangs_on = (selection.reviews, *criteria.weights.items(), narrow.which, narrow.side, first)
    page.object_list = _lines(rows_of(("page", stop.pk, language_of_page(), *hangs_on), build))
    return page


def line_of(
    stop: Stop, selection: Selection, criteria: Criteria, reference: str
) -> list[CandidateRow]:
    """One row, where the file may still be decided."""
    row = _shown(listed(stop, selection, criteria).filter(reference=reference))
    return _lines(list(row))


def _shown(rows: ApplicationQuerySet) -> Any:
    """What a row shows, in the order of its columns."""
    held = _whether(Q(decision__held_at__isnull=False))
    judged = _whether(Q(judged__isnull=False))
    names = {"sector_called": named("sector__name"), "province_called": named("province__name")}
    own = rows.annotate(seen=VERSION, held=held, has_judged=judged, **names)
    return own.values_list(*COLUMNS)


def _lines(rows: Iterable[tuple[Any, ...]]) -> list[CandidateRow]:
    """The rows of `_shown`, in words."""
    said = {value: str(name) for value, name in Review.Verdict.choices}
    kinds = {value: str(name) for value, name in Application.Kind.choices}
    return [
        CandidateRow(
            pk,
            reference,
            name,
            sector or kinds.get(kind, kind),
            province,
            tuple((value, said[value]) for value in verdicts),
            outcome or "",
            *rest,
        )
        for pk, reference, name, sector, kind, province, verdicts, outcome, *rest in rows
    ]


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(value=True)), default=Value(value=False))


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
