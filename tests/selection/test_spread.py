"""Each reader's mean and spread beside all others': right, in one statement, of nobody alone."""

from __future__ import annotations

from statistics import mean, stdev
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from selection.review.spread import Sums, spread
from tests.selection.judging import criteria, judge
from tests.selection.reviewing import file, reviewer

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop
    from tests.cast import Cast

BOARD = "/desk/fes/reviewing/"


def read(stop: Stop, people: dict[User, list[int]], *, start: int = 11) -> None:
    """Each person gave these points of four to the only criterion, to files of their own."""
    number = start
    for person, points in people.items():
        for each in points:
            judge(file(stop, number), by=person, maturity=each)
            number += 1


def shown(sums: Sums | None) -> tuple[int, float | None, float | None] | None:
    """What stands in the table, to one decimal."""
    if sums is None:
        return None
    rounded = [None if each is None else round(each, 1) for each in (sums.mean, sums.deviation)]
    return sums.verdicts, rounded[0], rounded[1]


def test_mean_and_spread_of_each_beside_all_others(cast: Cast) -> None:
    criteria(cast.stop, maturity=1)
    amal, badr = reviewer(cast.stop, "Amal"), reviewer(cast.stop, "Badr")
    read(cast.stop, {amal: [4, 4, 2], badr: [0, 1, 1, 2], cast["RV"]: [3]})
    rows = {row.person: (shown(row.own), shown(row.others)) for row in spread(cast.stop, [amal])}
    mine, theirs = [100, 100, 50], [0, 25, 25, 50, 75]
    assert rows[amal] == (
        (3, round(mean(mine), 1), round(stdev(mine), 1)),
        (5, round(mean(theirs), 1), round(stdev(theirs), 1)),
    )


def test_a_criterion_weighs_what_it_weighs(cast: Cast) -> None:
    criteria(cast.stop, maturity=3, need=1)
    for number in (11, 12, 13):
        judge(file(cast.stop, number), by=cast["RV"], maturity=4, need=0)
    (row,) = spread(cast.stop, [cast["RV"]])
    assert shown(row.own) == (3, 75.0, 0.0)


def test_under_three_verdicts_with_points_there_is_a_dash(cast: Cast) -> None:
    criteria(cast.stop, maturity=1)
    read(cast.stop, {cast["RV"]: [4, 2]})
    judge(file(cast.stop, 19), by=cast["RV"])
    (row,) = spread(cast.stop, [cast["RV"]])
    page = cast.client("RS1").get(BOARD).content.decode()
    assert (shown(row.own), shown(row.others)) == ((3, None, None), (0, None, None))
    assert page.count("\n—") == 4


def test_a_reader_sees_themselves_beside_the_others_together_and_nobody_s_name(cast: Cast) -> None:
    criteria(cast.stop, maturity=1)
    amal, badr = reviewer(cast.stop, "Amal"), reviewer(cast.stop, "Badr")
    read(cast.stop, {amal: [4, 4, 2], badr: [0, 1, 1], cast["RV"]: [3, 3, 3]})
    rows = cast.client("RV").get(BOARD).context["spread"]
    assert [(row.person, row.others.verdicts) for row in rows] == [(cast["RV"], 6)]
    assert len(cast.client("RS1").get(BOARD).context["spread"]) == 3


def test_of_one_other_person_a_reader_learns_nothing(cast: Cast) -> None:
    criteria(cast.stop, maturity=1)
    read(cast.stop, {cast["RV"]: [3, 3, 3], cast["RS1"]: [0, 1, 2]})
    (row,) = cast.client("RV").get(BOARD).context["spread"]
    assert row.others is None
    assert cast.client("RS1").get(BOARD).context["spread"][0].others is not None


def test_of_another_stop_nothing_counts(cast: Cast) -> None:
    criteria(cast.stop, maturity=1)
    read(cast.stop, {cast["RV"]: [3, 3, 3]})
    criteria(cast.elsewhere, maturity=1)
    judge(file(cast.elsewhere, 11, phone="+212699010099"), by=cast["RV"], maturity=0)
    (row,) = spread(cast.stop, [cast["RV"]])
    assert shown(row.own) == (3, 75.0, 0.0)


def test_it_is_one_statement_for_the_sums_whatever_their_number(cast: Cast) -> None:
    criteria(cast.stop, maturity=1)
    costs = []
    for number in range(3):
        read(cast.stop, {reviewer(cast.stop, f"R{number}"): [1, 2]}, start=number * 10 + 11)
        with CaptureQueriesContext(connection) as queries:
            spread(cast.stop, [])
        costs.append(len(queries))
    assert costs == [2, 2, 2]
