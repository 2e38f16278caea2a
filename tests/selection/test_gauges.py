"""Who would get a place, counted against a stop's shares; the score that compares files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from applications.models import Application
from people.models import Participation
from programs.models import Province, Sector
from selection.decisions import prepare
from selection.gauges import gauges
from selection.models import Selection, Target
from selection.scores import weakest, weights_of, with_scores
from tests.selection.judging import criteria, empty, file, judge, reader, rules

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, empty, with four criteria."""
    criteria(cast.stop)
    return empty(cast.stop)


def score(stop: Stop, application: Application) -> tuple[float | None, float]:
    row = with_scores(Application.objects.filter(stop=stop), weights_of(stop.pk)).get(
        pk=application.pk
    )
    return row.judged, row.score


def test_a_stop_that_nobody_applied_to_has_all_its_places(stop: Stop) -> None:
    seen = gauges(stop)
    assert (seen.places, seen.applied, seen.chosen, seen.left, seen.groups) == (360, 0, 0, 360, ())


def test_chosen_is_who_is_seated_or_prepared_or_undecided_with_a_yes(stop: Stop) -> None:
    person = reader()
    seated = file(stop, 1, verdict="")
    place = Participation.objects.create(stop=stop, person=reader())
    Application.objects.filter(pk=seated.pk).update(state="confirmed", participation=place)
    prepare(file(stop, 2, verdict="no"), by=person, outcome="accept")
    file(stop, 3)
    prepare(file(stop, 4), by=person, outcome="wait")
    file(stop, 5, verdict="wait")
    file(stop, 6, verdict="")
    Application.objects.filter(pk=file(stop, 7).pk).update(state="withdrawn")
    seen = gauges(stop)
    assert (seen.applied, seen.chosen, seen.seated) == (6, 3, 1)


def test_where_two_reviews_are_wanted_both_must_say_yes(stop: Stop) -> None:
    rules(stop, reviews=2)
    file(stop, 1)
    judge(file(stop, 2), "yes", slot=2)
    judge(file(stop, 3), "no", slot=2)
    assert gauges(stop).chosen == 1


def test_a_second_no_counts_even_where_one_review_is_wanted(stop: Stop) -> None:
    judge(file(stop, 1), "no", slot=2)
    assert gauges(stop).chosen == 0


def test_every_side_of_the_chosen_is_counted_against_its_target(stop: Stop) -> None:
    stop.places = 9
    selection = rules(stop)
    shares = [("gender", "woman", 50), ("area", "rural", 20), ("province", "MA-TAZ", 12)]
    for dimension, value, share in shares:
        Target.objects.create(selection=selection, dimension=dimension, value=value, share=share)
    fes, trade = Province.objects.get(iso="MA-FES"), Sector.objects.get(code="trade")
    file(stop, 1, gender="woman", province=fes, sector=trade, answers={"area": "rural"})
    file(
        stop, 2, gender="woman", province=fes, sector=trade, answers={"area": "urban"}, verdict="no"
    )
    file(stop, 3, gender="man", province=fes, kind="micro")
    with override("fr"):
        seen = gauges(stop)
    counts = {
        group.dimension: [(each.value, each.applied, each.chosen) for each in group.gauges]
        for group in seen.groups
    }
    assert counts == {
        "province": [("MA-TAZ", 0, 0), ("MA-FES", 3, 2)],
        "sector": [("trade", 2, 1)],
        "kind": [("project", 2, 1), ("micro", 1, 1)],
        "gender": [("woman", 2, 1), ("man", 1, 1)],
        "area": [("rural", 1, 1), ("urban", 1, 0)],
    }
    assert [(each.value, each.wanted, each.missing, each.width) for each in seen.targets] == [
        ("MA-TAZ", 2, 2, 0),
        ("woman", 5, 4, 20),
        ("rural", 2, 1, 50),
    ]


def test_a_yes_that_nobody_decided_takes_no_place(stop: Stop) -> None:
    stop.places = 1
    prepare(file(stop, 1), by=reader(), outcome="accept")
    undecided, _another = file(stop, 2), file(stop, 3)
    seen = gauges(stop)
    assert (seen.decided, seen.undecided, seen.too_many, seen.free, seen.over) == (1, 2, 0, 1, 2)
    prepare(undecided, by=reader(), outcome="accept")
    seen = gauges(stop)
    assert (seen.decided, seen.undecided, seen.too_many) == (2, 1, 1)


def test_more_chosen_than_places_is_said(stop: Stop) -> None:
    stop.places = 1
    file(stop, 1), file(stop, 2), file(stop, 3)
    seen = gauges(stop)
    assert (seen.left, seen.over, seen.width) == (0, 2, 100)


def test_another_stop_counts_for_nothing(stop: Stop, cast: Cast) -> None:
    file(cast.elsewhere, 5)
    assert gauges(stop).applied == 0


@pytest.mark.parametrize("people", [1, 3])
def test_the_gauges_cost_five_statements_and_write_nothing(stop: Stop, people: int) -> None:
    for number in range(people):
        file(stop, number, province=Province.objects.get(iso="MA-FES"))
    with CaptureQueriesContext(connection) as queries:
        gauges(stop)
    assert (len(queries), Selection.objects.count()) == (5, 0)


def test_points_weigh_as_their_criteria_do_over_all_reviews(stop: Stop) -> None:
    read = file(stop, 1, verdict="", form=90)
    judge(read, maturity=4, need=2, reach=0)
    judge(read, slot=2, maturity=2)
    assert (
        score(stop, read) == (round(100 * (3 * 4 + 2 * 2 + 3 * 2) / (4 * (3 + 2 + 1 + 3)), 1),) * 2
    )


def test_without_points_the_form_speaks_and_without_a_form_nothing(stop: Stop) -> None:
    assert (score(stop, file(stop, 1, form=62)), score(stop, file(stop, 2))) == (
        (None, 62),
        (None, 0),
    )


def test_a_stop_without_criteria_has_the_scores_of_forms(cast: Cast) -> None:
    read = file(empty(cast.stop), 1, form=40)
    assert score(cast.stop, read) == (None, 40)


def test_a_file_is_weakest_where_it_loses_most(stop: Stop) -> None:
    read = file(stop, 1, verdict="", form=50)
    assert weakest(read) == ["maturity", "need"]
    judge(read, maturity=3, need=0, reach=0)
    assert weakest(read) == ["need", "reach"]


def test_nothing_is_weak_where_nothing_is_known_or_all_is_full(stop: Stop) -> None:
    full = file(stop, 1, verdict="")
    judge(full, maturity=4, need=4, reach=4)
    assert (weakest(full), weakest(file(stop, 2))) == ([], [])
