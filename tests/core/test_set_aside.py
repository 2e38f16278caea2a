"""Rows are set aside with all that hangs on them, and are there again as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.set_aside import bring_back, mark_of, set_aside
from programs.models import Stop
from tests.workshops.planned import make_workshop
from workshops.models import Series, Workshop

if TYPE_CHECKING:
    from tests.cast import Cast


def test_whoever_pointed_to_a_row_points_to_it_again(cast: Cast) -> None:
    series = Series.objects.create(stop=cast.stop, title_ar="س", title_fr="S", title_en="S")
    workshop = make_workshop(cast.stop, series=series)
    rows = Series.objects.filter(pk=series.pk)
    kept = set_aside([rows])
    before = [*rows.values()]
    Series.objects.all().delete()
    bring_back(kept)
    assert ([*rows.values()], Workshop.objects.get(pk=workshop.pk).series_id) == (before, series.pk)


def test_the_mark_is_of_the_rows_and_of_nothing_else(cast: Cast) -> None:
    series = Series.objects.create(stop=cast.stop, title_ar="س", title_fr="S", title_en="S")
    mark = mark_of(set_aside([Series.objects.all()]))
    Stop.objects.update(places=7)
    assert mark_of(set_aside([Series.objects.all()])) == mark
    Series.objects.filter(pk=series.pk).update(title_fr="T")
    assert mark_of(set_aside([Series.objects.all()])) != mark
