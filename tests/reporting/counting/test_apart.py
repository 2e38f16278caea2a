"""A change that cannot be folded holds no other one up: it is set aside, told, tried again."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import Mock

import pytest
import time_machine
from django.db import DataError, connection
from django.utils import timezone

from applications.models import Application
from needs.models import Diagnosis
from people.models import Participation
from programs.models import Stop
from reporting.counting import apart, folding
from reporting.counting.checking import check
from reporting.counting.folding import fold
from reporting.counting.whole import Drift
from reporting.models import Alarm, Aside, Count, Fact, Mark
from tests.cast import Cast
from tests.reporting.counting.by_hand import by_hand, kept
from tests.reporting.counting.histories import History, lived, seeded
from workshops.models import Seat, Workshop


def poison(fact: Fact, by: int = 9) -> None:
    """As a hand past the code: what it counts for was never counted."""
    Fact.objects.filter(pk=fact.pk).update(amounts=[each + by for each in fact.amounts])


def poisoned(cast: Cast) -> Fact:
    """A candidacy of which a counter would fall below nothing once it changes."""
    fold()
    fact = Fact.objects.get(part="files", ref=cast.application.pk)
    poison(fact)
    Application.objects.filter(pk=cast.application.pk).update(gender="woman")
    return fact


def become_another(file: Application) -> None:
    """Whatever it said, it says something else."""
    other = "man" if file.gender == "woman" else "woman"
    Application.objects.filter(pk=file.pk).update(gender=other)


def aside() -> list[tuple[str, int, int]]:
    return [*Aside.objects.values_list("kind", "ref", "tries")]


def women(stop: Stop) -> int:
    line = (stop.pk, "applications", "gender", "woman")
    return kept().get(line, 0)


def test_one_that_cannot_be_folded_stops_no_other_and_is_told_once(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    fact = poisoned(cast)
    others = Application.objects.filter(stop=cast.stop, state="submitted")
    others.exclude(pk=cast.application.pk).update(gender="woman")
    marks = Mark.objects.count()
    assert (fold(), Mark.objects.count(), women(cast.stop)) == (marks, 0, marks - 1)
    assert aside() == [("file", fact.ref, 1)]
    Application.objects.filter(pk=cast.application.pk).update(gender="man")
    assert (fold(), aside()) == (1, [("file", fact.ref, 1)])
    told = "1 changes cannot be folded into the figures: set aside, 1 in all. The first: file %s."
    assert caplog.messages == [told % fact.ref]


def test_what_was_set_aside_is_tried_again_after_ten_minutes_until_it_can_be_folded(
    cast: Cast,
) -> None:
    fact = poisoned(cast)
    fold()
    told = []
    for minutes in (9, 11, 22):
        if minutes == 22:
            poison(Fact.objects.get(pk=fact.pk), -9)
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            fold()
            told.append([tries for *_owner, tries in aside()])
    assert (told, kept()) == ([[1], [2], []], by_hand())


def test_what_was_set_aside_is_folded_with_its_next_change_where_that_can_be(cast: Cast) -> None:
    fact = poisoned(cast)
    fold()
    poison(Fact.objects.get(pk=fact.pk), -9)
    Application.objects.filter(pk=cast.application.pk).update(gender="man")
    assert (fold(), aside(), kept()) == (1, [], by_hand())


def test_the_night_puts_right_what_was_set_aside_and_tells_it(cast: Cast) -> None:
    poisoned(cast)
    drift = check()
    assert (bool(drift), drift.facts, aside(), kept()) == (True, 1, [], by_hand())
    assert check() == Drift(0, 0)


def test_of_a_workshop_that_has_ended_all_count_but_the_one_that_cannot(cast: Cast) -> None:
    lived(cast)
    workshop = Workshop.objects.filter(stop=cast.stop)[0]
    workshop.state, workshop.ends_at = "published", timezone.now() + timedelta(hours=1)
    workshop.save(update_fields=["state", "ends_at"])
    places = Participation.objects.filter(stop=cast.stop, application__isnull=False)
    places = places.order_by("pk")
    for number, place in enumerate(places):
        Seat.objects.update_or_create(
            workshop=workshop, participation=place, defaults={"state": "seated", "position": number}
        )
    fold()
    file = places[0].application
    poison(Fact.objects.get(part="files", ref=file.pk), by=1000)
    become_another(file)
    with time_machine.travel(workshop.ends_at + timedelta(seconds=1), tick=False):
        fold()
        assert [row[:2] for row in aside()] == [("file", file.pk)]
        check()
        assert (aside(), kept()) == ([], by_hand())


def test_many_that_cannot_be_folded_are_each_set_aside_and_nothing_else_is(cast: Cast) -> None:
    lived(cast)
    fold()
    history = History(cast, seeded(5))
    wrong = [*Fact.objects.filter(part="files").order_by("pk")[:3]]
    for fact in wrong:
        poison(fact, by=1000)
    history.go_on(120)
    for file in Application.objects.filter(pk__in=[fact.ref for fact in wrong]):
        become_another(file)
    fold()
    assert {row[:2] for row in aside()} == {("file", fact.ref) for fact in wrong}
    check()
    assert (aside(), kept()) == ([], by_hand())


@pytest.mark.parametrize("is_readable", [True, False])
def test_where_very_many_cannot_be_folded_everything_is_counted_anew_where_that_can_be(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, *, is_readable: bool
) -> None:
    monkeypatch.setattr(apart, "MANY", 1)
    fold()
    Count.objects.filter(stop=cast.stop, breakdown="gender").update(count=0)
    files = Application.objects.filter(stop=cast.stop)
    files.update(answers={}, gender="woman")
    if not is_readable:
        refused = Mock(side_effect=DataError)
        monkeypatch.setattr(folding, "put_right", refused)
    fold()
    stuck = (
        [] if is_readable else sorted(("file", pk, 1) for pk in files.values_list("pk", flat=True))
    )
    assert (sorted(aside()), kept() == by_hand()) == (stuck, is_readable)
    assert Alarm.objects.count() == is_readable


def test_a_stop_that_is_gone_before_it_was_counted_stops_nothing(cast: Cast) -> None:
    fold()
    same = {each: getattr(cast.stop, each) for each in ("program", "center", "places")}
    moments = {each: getattr(cast.stop, each) for each in ("opens_at", "closes_at")}
    days = {each: getattr(cast.stop, each) for each in ("starts_on", "ends_on")}
    Stop.objects.create(slug="new", prefix="NEW", **same, **moments, **days).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as at a commit
    assert (fold(), kept()) == (1, by_hand())


@pytest.mark.parametrize("told", [{"digital": "much"}, {"digital": [3]}, ["digital"], 7])
def test_a_level_that_is_none_stops_no_count(cast: Cast, told: object) -> None:
    fold()
    Diagnosis.objects.bulk_create(
        Diagnosis(
            application=cast.application,
            version=cast.application.version,
            moment=moment,
            language="ar",
            scores=scores,
            finished_at=timezone.now(),
        )
        for moment, scores in (("start", told), ("end", {"digital": 40}))
    )
    assert (fold() > 0, aside(), check()) == (True, [], Drift(0, 0))
