"""One number of free places, named the same wherever a page of the selection says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from applications.places import free_places
from selection.choosing.actions import prepare_selection
from selection.choosing.pool import pool
from selection.choosing.proposal import Conditions, propose
from selection.deciding.batch import Pace
from selection.deciding.places_overview import places_overview
from selection.deciding.preview import preview
from selection.gauges import gauges, selection_of
from tests.selection.deciding import decided, opened, places
from tests.selection.judging import criteria, empty, file

if TYPE_CHECKING:
    from tests.cast import Cast


def test_selection_places_and_decisions_name_the_same_free_places(cast: Cast) -> None:
    opened(cast.stop, cast["RS1"], accepted=2, waiting=1)
    places(cast.stop, 5)
    decided(cast.stop, 70, "accept", by=cast["RS1"])
    numbers = [
        gauges(cast.stop).free,
        places_overview(cast.stop).free,
        preview(cast.stop, Pace()).free,
        free_places(cast.stop),
    ]
    assert numbers == [3, 3, 3, 3]


def test_the_proposal_of_the_house_leaves_what_it_said_and_nobody_too_many(cast: Cast) -> None:
    criteria(cast.stop)
    stop = empty(cast.stop)
    places(stop, 3)
    for number in range(1, 6):
        file(stop, number)
    proposal = propose(pool(stop, selection_of(stop)), Conditions(places=3, shares={}))
    prepare_selection(stop, by=cast["RS1"], accepted=[each.pk for each in proposal.offered])
    seen = gauges(stop)
    assert (len(proposal.taken), proposal.left) == (3, 0)
    assert (seen.decided, seen.places - seen.decided, seen.too_many, seen.undecided) == (3, 0, 0, 2)
