"""Counters that have drifted are told of in the night, and put right."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from applications.models import Application
from needs.models import Diagnosis
from programs.models import Stop, Theme
from reporting import breakdowns
from reporting.counting.checking import check
from reporting.counting.folding import fold
from reporting.counting.whole import Drift
from reporting.models import Count, Fact, Mark
from reporting.tasks import renew_public_figures
from tests.cast import Cast
from tests.reporting.counting.by_hand import by_hand, kept
from tests.reporting.counting.histories import History, furnish, lived, seeded

LONG_AGO = datetime(2026, 3, 1, 9, 41, tzinfo=UTC)


def unwatched(cast: Cast) -> None:
    """Something changes that no trigger sees."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Application.objects.filter(pk=cast.application.pk).update(gender="woman", channel="import")
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_counters_that_have_not_drifted_raise_no_alarm(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    lived(cast)
    fold()
    History(cast, seeded(4)).go_on(50)  # what nobody has folded yet
    assert (check(), caplog.messages) == (Drift(0, 0), [])


def test_a_change_without_its_trigger_is_told_and_put_right(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    fold()
    unwatched(cast)
    fold()
    assert kept() != by_hand()
    renew_public_figures()
    assert kept() == by_hand()
    # Begun and received: a value less and a value more, of its gender and of its way.
    assert caplog.messages == ["The counters had drifted: 1 facts and 8 counters were put right."]
    assert check() == Drift(0, 0)


def test_two_changes_without_triggers_that_make_up_for_each_other_are_told(cast: Cast) -> None:
    one, other = Application.objects.filter(stop=cast.stop, state="submitted")

    def are(of_one: str, of_other: str) -> None:
        Application.objects.filter(pk=one.pk).update(gender=of_one)
        Application.objects.filter(pk=other.pk).update(gender=of_other)

    are("woman", "man")
    fold()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        are("man", "woman")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert kept() == by_hand()
    assert [check(), check()] == [Drift(2, 0), Drift(0, 0)]


def test_a_night_without_drift_compares_no_fact(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(cast)
    fold()
    monkeypatch.setattr("reporting.counting.checking.put_right", lambda _now: Drift(9, 9))
    assert check() == Drift(0, 0)


@pytest.mark.usefixtures("cast")
def test_after_a_night_without_drift_every_counter_was_counted_that_night() -> None:
    fold()
    Count.objects.update(counted_at=LONG_AGO)
    check()
    assert Count.objects.filter(counted_at__gt=LONG_AGO).count() == Count.objects.count() > 0


def test_a_counter_that_somebody_changed_is_told_and_put_right(cast: Cast) -> None:
    fold()
    Count.objects.filter(stop=cast.stop, population="applications", breakdown="total").update(
        count=77
    )
    assert (check(), kept()) == (Drift(0, 1), by_hand())


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"amounts": [1] * 9}, 1),
        ({"keys": ["-"] * len(breakdowns.BREAKDOWNS)}, 1),
        ({"theme": 9}, 2),  # one that is not kept, one that nobody counts for
        ({"stop": None}, 1),
    ],
)
def test_a_fact_that_was_changed_past_the_code_and_kept_its_mark_is_told(
    cast: Cast, changed: dict[str, Any], wrong: int
) -> None:
    fold()
    values = changed if "stop" not in changed else {"stop": cast.elsewhere}
    fact = Fact.objects.filter(part="files", ref=cast.application.pk)
    assert fact.update(**values) == 1
    assert [check(), check()] == [Drift(wrong, 0), Drift(0, 0)]
    assert kept() == by_hand()


def test_two_facts_that_changed_places_past_the_code_are_told(cast: Cast) -> None:
    Application.objects.filter(pk=cast.application.pk).update(gender="woman")
    fold()
    one, other = Fact.objects.filter(part="files", stop=cast.stop).order_by("-keys")[:2]
    assert one.keys != other.keys
    for fact, keys in ((one, other.keys), (other, one.keys)):
        Fact.objects.filter(pk=fact.pk).update(keys=keys)
    assert [check(), check()] == [Drift(2, 0), Drift(0, 0)]


def test_what_was_marked_and_not_folded_is_no_drift(cast: Cast) -> None:
    fold()
    Application.objects.filter(pk=cast.application.pk).update(gender="woman")
    assert Mark.objects.count() == 1
    assert check() == Drift(0, 0)


def test_what_is_written_while_the_check_begins_is_no_drift(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    fold()
    monkeypatch.setattr("reporting.counting.checking.fold", lambda: 0)  # as if it came just after
    Application.objects.filter(pk=cast.application.pk).update(gender="woman")
    assert (check(), kept()) == (Drift(0, 0), by_hand())


def test_a_theme_that_is_deleted_counts_no_more(cast: Cast) -> None:
    furnish(cast)
    version = History(cast, seeded(5)).version
    gone = Theme.objects.create(code="gone", name_ar="زائل", name_fr="Disparu")
    Diagnosis.objects.bulk_create(
        Diagnosis(
            application=cast.application,
            version=version,
            moment=moment,
            language="ar",
            scores={"gone": 3},
            finished_at=timezone.now(),
        )
        for moment in ("start", "end")
    )
    fold()
    assert Count.objects.filter(breakdown="theme", value="gone").exists()
    gone.delete()
    fold()
    assert kept() == by_hand()
    assert not Count.objects.filter(value="gone").exists()


def test_a_breakdown_that_is_new_makes_all_facts_anew(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    fold()
    monkeypatch.setattr("reporting.breakdowns.BREAKDOWNS", breakdowns.BREAKDOWNS[2:])
    Application.objects.filter(pk=cast.application.pk).update(gender="woman")
    fold()
    assert {len(fact.keys) for fact in Fact.objects.all()} == {len(breakdowns.BREAKDOWNS)}
    assert "province" not in {line[2] for line in kept()}


def test_a_new_stop_has_counters_of_nobody(cast: Cast) -> None:
    fold()
    kept_of = {each: getattr(cast.stop, each) for each in ("program", "center", "places")}
    moments = {each: getattr(cast.stop, each) for each in ("opens_at", "closes_at")}
    days = {each: getattr(cast.stop, each) for each in ("starts_on", "ends_on")}
    stop = Stop.objects.create(slug="new", prefix="NEW", **kept_of, **moments, **days)
    fold()
    assert {*stop.counts.values_list("breakdown", "count")} == {("total", 0)}
