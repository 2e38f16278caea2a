"""The columns of the list: which there are, what each asks of the database, how it is ordered.

Everything a row shows comes in one statement, whatever columns are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils.translation import gettext_lazy as _

from core.keyset import Column
from core.language import language_of_page
from desk.models import ChosenColumns, Labelling
from desk.narrowing import last_contact
from needs.models import Need
from selection.models import Decision, Review
from selection.scores import weights_of, with_scores

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise

    from applications.querysets import ApplicationQuerySet
    from desk.perimeter import Perimeter
    from people.models import User

Asking = dict[str, Any]  # what `annotate` takes
ALWAYS = ("pk", "stop_id", "reference", "name", "state", "channel", "submitted_at", "created_at")
USUAL = ["phone", "kind", "province", "labels"]  # for whoever has not chosen


@dataclass(frozen=True)
class ColumnOfList:
    """A column: its heading, what it asks of the database, by what the list is ordered by it."""

    heading: StrOrPromise
    fields: tuple[str, ...] = ()
    asks: Callable[[Perimeter], Asking] = field(default=lambda _perimeter: {})
    secret: bool = False  # known to the managers of a stop alone
    by: str = ""  # what it is ordered by; nothing when it cannot be
    first: str = "asc"  # the order that is wanted first
    order: Callable[[Perimeter], Asking] = field(default=lambda _perimeter: {})


def said(path: str) -> Coalesce:
    """A translated name behind `path`, in the language of the page, else in another."""
    languages = dict.fromkeys([language_of_page(), *dict(settings.LANGUAGES)])
    text = CharField()
    spoken = (
        NullIf(F(f"{path}_{language}"), Value(""), output_field=text) for language in languages
    )
    return Coalesce(*spoken, Value(""), output_field=text)


def _needs(_perimeter: Perimeter) -> Asking:
    live = Need.objects.filter(application=OuterRef("pk"), state__in=Need.LIVE)
    return {
        "needs_of": ArraySubquery(live.order_by("-level", "theme").values(at=said("theme__name")))
    }


def _how_many_needs(_perimeter: Perimeter) -> Asking:
    live = Need.objects.filter(application=OuterRef("pk"), state__in=Need.LIVE).order_by()
    counted = live.values("application").annotate(count=Count("pk")).values("count")
    return {"many": Coalesce(Subquery(counted), 0, output_field=IntegerField())}


def _verdicts(perimeter: Perimeter) -> Asking:
    """What reviewers said; whoever manages no stop of the file sees their own word alone."""
    given = Review.objects.given().filter(application=OuterRef("pk"))
    if len(perimeter.managed) < len(perimeter.stops):
        own = Q(reviewer=perimeter.user.pk if perimeter.user else None)
        given = given.filter(own | Q(application__stop__in=perimeter.managed))
    return {"verdicts": ArraySubquery(given.order_by("slot").values("verdict"))}


def _decision(perimeter: Perimeter) -> Asking:
    outcome = Decision.objects.filter(application=OuterRef("pk")).values("outcome")[:1]
    known = When(stop__in=perimeter.managed, then=Subquery(outcome))
    return {"decided": Case(known, default=None)}


def _labels(_perimeter: Perimeter) -> Asking:
    put = Labelling.objects.filter(application=OuterRef("pk")).order_by("label__name")
    return {
        "labels_of": ArraySubquery(
            put.values(at=JSONObject(name="label__name", colour="label__colour"))
        )
    }


COLUMNS: dict[str, ColumnOfList] = {
    "reference": ColumnOfList(_("File number")),
    "name": ColumnOfList(_("Name"), by="name_key"),
    "phone": ColumnOfList(_("Phone"), ("phone",)),
    "kind": ColumnOfList(
        _("Kind and activity"), ("kind",), lambda _of: {"sector_name": said("sector__name")}
    ),
    "province": ColumnOfList(
        _("Province"),
        asks=lambda _of: {"province_name": said("province__name")},
        by="province_name",
    ),
    "stop": ColumnOfList(_("Stop")),
    "labels": ColumnOfList(_("Labels"), asks=_labels),
    "responsible": ColumnOfList(
        _("Looked after by"),
        asks=lambda _of: {"responsible_name": F("responsible__person__name")},
        by="responsible_name",
    ),
    "needs": ColumnOfList(_("Needs"), asks=_needs, by="many", first="desc", order=_how_many_needs),
    "score": ColumnOfList(_("Score"), secret=True, by="score", first="desc"),
    "verdicts": ColumnOfList(_("Verdicts"), asks=_verdicts),
    "decision": ColumnOfList(_("Decision"), asks=_decision, secret=True, by="decided"),
    "contact": ColumnOfList(
        _("Last contact"), asks=lambda _of: {"contact": last_contact()}, by="contact"
    ),
    "state": ColumnOfList(_("State")),
    "received": ColumnOfList(_("Received"), by="submitted_at", first="desc"),
}
FIXED = ("reference", "name", "state", "received")
NULLABLE = {"decided", "contact", "responsible_name"}


@dataclass(frozen=True)
class Sight:
    """What somebody looks at: the stops, and the columns that they chose and may see."""

    perimeter: Perimeter
    chosen: list[str]

    @classmethod
    def of(cls, perimeter: Perimeter, user: User) -> Sight:
        """The columns that `user` keeps, in one statement."""
        kept = ChosenColumns.objects.filter(person=user).values_list("columns", flat=True).first()
        return cls(perimeter, USUAL if kept is None else kept)

    @property
    def offered(self) -> list[str]:
        """The columns that may be chosen here, in their order."""
        managed = len(self.perimeter.managed)
        hidden = {each for each, column in COLUMNS.items() if column.secret and not managed}
        if managed != 1 or len(self.perimeter.stops) != 1:
            hidden.add("score")  # criteria and their weights are those of one stop
        return [each for each in COLUMNS if each not in hidden | {*FIXED, "stop"}]

    @property
    def shown(self) -> list[str]:
        """The columns of the table, in their order."""
        wanted = {*FIXED, *(code for code in self.chosen if code in self.offered)}
        if len(self.perimeter.stops) > 1:
            wanted.add("stop")
        return [code for code in COLUMNS if code in wanted]

    def rows(self, rows: ApplicationQuerySet, order: str) -> Any:
        """The rows with what is shown of them, as named tuples: fifty rows need no models.

        What they are ordered by is among their values, too.
        """
        fields, asks = [*ALWAYS], Asking()
        for code in {*self.shown, order}:
            fields += COLUMNS[code].fields
            asks |= COLUMNS[code].asks(self.perimeter)
            if code == "score":
                rows = with_scores(rows, weights_of(self.perimeter.stops[0].pk))
                fields.append("score")
        asks |= COLUMNS[order].order(self.perimeter)
        by = COLUMNS[order].by
        fields += [by] if by not in {*fields, *asks} else []
        return rows.annotate(**asks).values_list(*fields, *asks, named=True)


def key_of(code: str, *, descending: bool) -> list[Column]:
    """The order of the list by a column, as pages are cut by it."""
    by = COLUMNS[code].by
    return [
        Column(by, descending=descending, nullable=by in NULLABLE),
        Column("pk", descending=descending),
    ]
