"""What a composed statement is given stays with that question: none, many, nothing, odd ones."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import DataError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from core.composed import Composed, ComposedUpdate, slot, slots
from core.models import Count
from programs.models import Stop
from tests.workshops.planned import make_workshop
from workshops.models import Workshop

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
LISTED = Composed(lambda: Stop.objects.filter(pk__in=slots("keys")).order_by("pk"))
NAMED = Composed(lambda: Count.objects.filter(key__in=slots("keys", "text")).order_by("key"))
ONE = Composed(lambda: Count.objects.filter(key=slot("key")))
BUT = Composed(lambda: Count.objects.exclude(key=slot("key")).order_by("key"))
EITHER = Composed(
    lambda: Count.objects.filter(Q(key=slot("key")) | Q(times__gt=slot("times"))).order_by("key")
)
KEPT = ComposedUpdate(
    lambda: Workshop.objects.filter(pk=slot("pk")), ["for_kinds", "form_key", "title_fr", "venue"]
)


def keys(composed: Composed[Any], **values: Any) -> list[str]:
    return [row.key for row in composed.rows(values)]


def count(*names: str, times: int = 1) -> None:
    until = timezone.now() + timedelta(hours=1)
    Count.objects.bulk_create(Count(key=name, times=times, until=until) for name in names)


@pytest.mark.usefixtures("cast")
def test_a_list_is_empty_or_long_or_the_one_before_it_is_forgotten() -> None:
    every = [*Stop.objects.order_by("pk").values_list("pk", flat=True)]
    asked = [[], every, [], every[:1], [*range(10**6, 10**6 + 5000)], [2**62], every[::-1]]
    found = [[row.pk for row in LISTED.rows({"keys": each})] for each in asked]
    assert found == [[], every, [], every[:1], [], [], every]


@pytest.mark.parametrize("word", ["%", "%s", "'", '"', "\\", "{}", "a,b", "NULL", "ة", "", " "])
def test_a_word_is_only_itself(word: str) -> None:
    count(word, "other")
    assert (keys(ONE, key=word), keys(BUT, key=word)) == ([word], ["other"])
    assert (keys(NAMED, keys=[word]), keys(NAMED, keys=["x", word, "x"])) == ([word], [word])


def test_nothing_is_nobody_and_no_value_of_before() -> None:
    count("one", "other", times=3)
    assert (keys(ONE, key="one"), keys(ONE, key=None)) == (["one"], [])
    assert (keys(EITHER, key=None, times=2), keys(EITHER, key=None, times=None)) == (
        ["one", "other"],
        [],
    )


def test_a_value_that_is_missing_is_an_error_and_not_that_of_before() -> None:
    count("one")
    assert keys(ONE, key="one") == ["one"]
    with pytest.raises(KeyError):
        keys(ONE, keys="one")


def test_a_value_of_another_kind_finds_nothing_and_leaves_the_statement_as_it_was() -> None:
    count("7")
    assert [len(keys(ONE, key=each)) for each in ("7", "seven", "٧", "7")] == [1, 0, 0, 1]
    with pytest.raises(DataError):
        keys(ONE, key="a\0b")


def test_a_statement_that_failed_is_asked_again_with_other_values() -> None:
    count("one")
    sentence = Composed(lambda: Count.objects.filter(times=slot("times")).order_by("key"))
    with pytest.raises(DataError), transaction.atomic():
        keys(sentence, times="many")
    assert (keys(sentence, times=1), keys(sentence, times="1")) == (["one"], ["one"])


def test_columns_take_lists_none_and_words_like_djangos_own(cast: Cast) -> None:
    workshop, key = make_workshop(cast.stop), uuid4()
    written: list[dict[str, Any]] = [
        {"for_kinds": ["micro"], "form_key": key, "title_fr": "%s '{}'", "venue": None},
        {"for_kinds": [], "form_key": None, "title_fr": "", "venue": None},
        {"for_kinds": ["a,b", 'c"d'], "form_key": None, "title_fr": "ع", "venue": None},
    ]
    found = []
    for columns in written:
        assert KEPT.run(columns, {"pk": workshop.pk}) == 1
        row = Workshop.objects.get(pk=workshop.pk)
        found.append({name: getattr(row, name) for name in columns})
    assert (found, KEPT.run(written[0], {"pk": None})) == (written, 0)


def test_a_row_that_was_read_is_not_written_into_by_the_next_one() -> None:
    count("one", times=1)
    count("two", times=2)
    twice = Composed(
        lambda: Count.objects.filter(key=slot("key")).annotate(twice=F("times") * 2, also=slot("w"))
    )
    first, second = (twice.row({"key": key, "w": key}) for key in ("one", "two"))
    assert first
    assert second
    told: list[Any] = [(each.key, each.twice, each.also) for each in (first, second)]
    assert told == [("one", 2, "one"), ("two", 4, "two")]
    first.times = 9
    assert getattr(twice.row({"key": "one", "w": ""}), "times", None) == 1


def test_two_readers_who_ask_in_turns_have_each_their_own() -> None:
    count("one", "two", times=1)
    rows = [ONE.rows({"key": key}) for key in ("one", "two")]
    assert [next(each).key for each in rows] == ["one", "two"]


def test_a_name_is_read_in_the_language_of_who_reads_it(cast: Cast) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(name_ar="ف", name_fr="Fès", name_en="Fez")
    said = []
    for language in ("ar", "fr", "en", "ar"):
        with translation.override(language):
            row = LISTED.row({"keys": [cast.stop.pk]})
            assert row
            said.append(row.name)
    assert said == ["ف", "Fès", "Fez", "ف"]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_for_the_first_time_have_each_their_own() -> None:
    names = [f"n{number}" for number in range(6)]
    count(*names)
    fresh = Composed(lambda: Count.objects.filter(key=slot("key")).annotate(more=F("times") + 1))
    start, found = Barrier(len(names)), dict[str, set[str]]()

    def ask(name: str) -> None:
        start.wait(20)
        found[name] = {row.key for _time in range(20) for row in fresh.rows({"key": name})}
        connection.close()

    asking = [Thread(target=ask, args=[name]) for name in names]
    for each in asking:
        each.start()
    for each in asking:
        each.join(60)
    assert found == {name: {name} for name in names}
