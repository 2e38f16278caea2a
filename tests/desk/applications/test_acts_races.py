"""Many people act on the same files at once: every act says what it did, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desk.applications import actions
from desk.models import Act, Label, Labelling, Responsible
from selection.models import Criterion, Decision
from tests.applications.test_candidacy_actions import at_once
from tests.cast import Cast, gather
from tests.desk.many import another

if TYPE_CHECKING:
    from applications.models import Application

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
HANDS = 8


def gathered() -> tuple[Cast, list[int]]:
    """The cast, and three files that nobody looks after."""
    cast = gather()
    Criterion.objects.create(stop=cast.stop, code="idea", name="Idea", refusal="…")
    files: list[Application] = [another(cast, number) for number in range(1, 4)]
    return cast, [file.pk for file in files]


def test_of_eight_who_give_files_away_the_last_one_s_word_stands_and_each_act_counts() -> None:
    cast, files = gathered()
    people = [cast["RS1"], cast["RV"]]
    acts = at_once(
        lambda hand: actions.assign(files, to=people[hand % 2], by=cast["RS1"]), HANDS, HANDS
    )
    last = Act.objects.latest("pk")
    given = {people.index(person) for person in (row.person for row in Responsible.objects.all())}
    counts = [act.count for act in acts if isinstance(act, Act)]
    stands = {new for _old, new in Act.objects.exclude(count=0).latest("pk").changes.values()}
    assert (len(counts), set(counts) <= {0, 3}, last.count in {0, 3}) == (HANDS, True, True)
    assert {people[each].pk for each in given} == stands
    assert Responsible.objects.count() == 3


def test_a_label_put_on_by_eight_at_once_is_put_on_once_and_by_one_act() -> None:
    cast, files = gathered()
    label = Label.objects.create(center=cast.stop.center, name="To call", colour="blue")
    acts = at_once(lambda _hand: actions.put_labels(files, [label], by=cast["RS1"]), HANDS, HANDS)
    counts = sorted(act.count for act in acts if isinstance(act, Act))
    assert (counts, Labelling.objects.count()) == ([0] * (HANDS - 1) + [3], 3)


def test_an_act_that_is_undone_by_eight_taps_is_undone_once() -> None:
    cast, files = gathered()
    act = actions.assign(files, to=cast["RV"], by=cast["RS1"])
    outcomes = at_once(lambda _tap: actions.undo(act, by=cast["RS1"]), HANDS, HANDS)
    assert sorted(outcomes, key=str) == [(3, 0), *[None] * (HANDS - 1)]
    assert Responsible.objects.count() == 0


def test_a_decision_prepared_by_eight_at_once_is_prepared_once() -> None:
    cast, files = gathered()
    said: dict[str, Any] = {"outcome": "decline", "reasons": ["idea"], "note": ""}
    acts = at_once(
        lambda _hand: actions.decide(cast.stop, files, by=cast["RS1"], **said), HANDS, HANDS
    )
    counts = sorted(act.count for act in acts if isinstance(act, Act))
    assert (counts, Decision.objects.filter(application__in=files).count()) == (
        [0] * (HANDS - 1) + [3],
        3,
    )
