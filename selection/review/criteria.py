"""The criteria of a stop: public, begun from the house's, fixed once decisions were published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.composed import Composed, slot
from core.nested import nested, row_of, rows_of
from programs.models import Stop
from selection.models import Anchor, Criterion, Decision, Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.postgres.expressions import ArraySubquery

Row = TypeVar("Row", Anchor, Criterion)
HOUSE = Path(__file__).parent / "data" / "criteria.json"
COUNTS = ("code", "weight", "source")  # what makes a score; the rest is words


def criteria_at(stop: str) -> ArraySubquery:
    """The criteria of a stop as a column beside a row, whose way to it is `stop`."""
    steps = nested(Anchor.objects.filter(criterion=OuterRef("pk")).order_by("points"))
    return nested(Criterion.objects.filter(stop=OuterRef(stop)), steps=steps)


def criteria_from(written: Iterable[Mapping[str, Any]]) -> list[Criterion]:
    """The criteria that such a column holds, in their order, each with its steps in words."""
    criteria = []
    for each in written:
        criterion = row_of(Criterion, each)
        steps = criterion.anchors.all()
        steps._result_cache = rows_of(Anchor, each["steps"])  # noqa: SLF001  as a prefetch does
        criterion._prefetched_objects_cache = {"anchors": steps}  # type: ignore[attr-defined]  # noqa: SLF001
        criteria.append(criterion)
    return criteria


OF_STOP: Composed[Any] = Composed(
    lambda: Stop.objects.filter(pk=slot("stop")).only("pk").annotate(read_by=criteria_at("pk"))
)


def criteria_of(stop: Stop) -> list[Criterion]:
    """The criteria of a stop in their order, each with its steps in words. One statement."""
    found = OF_STOP.row({"stop": stop.pk})
    return criteria_from(found.read_by if found else ())


def words_for(criterion: Criterion, points: int) -> str:
    """What this step of its scale means, in the reader's language; empty when nobody wrote it."""
    return next(
        (anchor.text or "" for anchor in criterion.anchors.all() if anchor.points == points), ""
    )


@transaction.atomic
def load_defaults(stop: Stop) -> int:
    """Give a stop the criteria of the house, in three languages; how many are new.

    What it has stays as it is. Raises ValidationError('published') once decisions were published.
    """
    defaults = json.loads(HOUSE.read_text(encoding="utf-8"))["criteria"]
    selection = Selection.objects.locked(stop)
    known = set(Criterion.objects.filter(stop=stop).values_list("code", flat=True))
    new = [
        (position, each) for position, each in enumerate(defaults, 1) if each["code"] not in known
    ]
    if new:
        _refuse_when_published(selection)
        with translation.override("ar"):
            for position, each in new:
                _write_one(stop, each, position)
        _changed(selection)
    return len(new)


@transaction.atomic
def keep(criterion: Criterion, *, anchors: Mapping[tuple[int, str], str]) -> Criterion:
    """Keep a criterion that a form has filled in, new or changed; `anchors` by step and language.

    Raises ValidationError('published') when it would count otherwise than before and decisions were
    published by it.
    """
    selection = Selection.objects.locked(criterion.stop)
    before = Criterion.objects.filter(pk=criterion.pk).first()
    counts = before is None or any(
        getattr(before, name) != getattr(criterion, name) for name in COUNTS
    )
    if counts:
        _refuse_when_published(selection)
    if before is None:
        criterion.position = Criterion.objects.filter(stop=criterion.stop).count() + 1
    criterion.save()
    for points in sorted({points for points, _language in anchors}):
        anchor = Anchor.objects.filter(criterion=criterion, points=points).first()
        texts = {language: text for (step, language), text in anchors.items() if step == points}
        _word(anchor or Anchor(criterion=criterion, points=points), {"text": texts}).save()
    if counts:
        _changed(selection)
    return criterion


@transaction.atomic
def remove(criterion: Criterion) -> None:
    """Take a criterion away.

    Raises ValidationError('published') once decisions were published, 'named' when a decision gives
    it as its reason.
    """
    selection = Selection.objects.locked(criterion.stop)
    _refuse_when_published(selection)
    if Decision.objects.of_stop(criterion.stop).filter(reasons__contains=[criterion.code]).exists():
        raise ValidationError(
            _("A decision that is prepared gives this criterion as its reason."), code="named"
        )
    criterion.delete()
    _changed(selection)


@transaction.atomic
def reorder(stop: Stop, codes: list[str]) -> None:
    """Put the criteria in this order; those not named come last, as they stood."""
    Selection.objects.locked(stop)
    rows = criteria_of(stop)
    rows.sort(key=lambda row: codes.index(row.code) if row.code in codes else len(codes))
    for position, row in enumerate(rows, 1):
        row.position = position
    Criterion.objects.bulk_update(rows, ["position"])


def _refuse_when_published(selection: Selection) -> None:
    if selection.published_at:
        sentence = _(
            "Decisions have been published by these criteria: "
            "their words may still change, not what counts."
        )
        raise ValidationError(sentence, code="published")


def _changed(selection: Selection) -> None:
    """Note that scores have to be made again."""
    selection.criteria_changed_at = timezone.now()
    selection.save(update_fields=["criteria_changed_at"])


def _write_one(stop: Stop, default: Mapping[str, Any], position: int) -> None:
    texts = {name: default[name] for name in ("name", "meaning", "refusal", "instead")}
    plain = {name: default[name] for name in COUNTS}
    criterion = _word(Criterion(stop=stop, position=position, **plain), texts)
    criterion.save()
    for points, text in enumerate(default["anchors"]):
        _word(Anchor(criterion=criterion, points=points), {"text": text}).save()


def _word(row: Row, texts: Mapping[str, Mapping[str, str]]) -> Row:
    """Write the texts of a row, language by language."""
    for name, by_language in texts.items():
        for language, text in by_language.items():
            setattr(row, f"{name}_{language}", text)
    return row
