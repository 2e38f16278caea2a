"""Who reads which file: evenly by load, province, activity; judged or fixed stays; idempotent."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from programs.models import Province, Sector
from selection.models import Review, Selection
from selection.review.assignment import assign, give, hand_over, readers
from tests.kept import once
from tests.selection.reviewing import file, hands, reviewer

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop
    from tests.cast import Cast


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, with no file, whose reviewers are Amal and Badr."""
    read_by_two(cast)
    return cast.stop


@once
def read_by_two(cast: Cast) -> None:
    cast.stop.applications.all().delete()
    cast["RV"].memberships.all().delete()
    reviewer(cast.stop, "Amal"), reviewer(cast.stop, "Badr")


@pytest.fixture
def boss(cast: Cast) -> User:
    """Who gives files out."""
    return cast["RS1"]


def judged(review: Review) -> Review:
    """The same, with a verdict."""
    Review.objects.filter(pk=review.pk).update(verdict="yes", judged_at=timezone.now())
    return review


def test_files_go_to_the_reviewers_and_to_the_managers_where_there_is_none(
    cast: Cast, stop: Stop
) -> None:
    first = [person.name for person in readers(stop)]
    stop.center.memberships.filter(role="reviewer").delete()
    assert (first, [person.name for person in readers(stop)]) == (
        ["Amal", "Badr"],
        [cast[code].name for code in ("NM", "RS1", "XX")],
    )


def test_each_gets_as_many_and_twice_changes_nothing(stop: Stop, boss: User) -> None:
    for number in range(1, 6):
        file(stop, number)
    assert [assign(stop, by=boss), assign(stop, by=boss)] == [5, 0]
    assert hands(stop) == {"Amal": ["1", "3", "5"], "Badr": ["2", "4"]}


def test_provinces_and_activities_are_shared_too(stop: Stop, boss: User) -> None:
    provinces, sectors = Province.objects.order_by("iso")[:2], Sector.objects.all()[:2]
    for number in range(16):
        file(stop, number, province=provinces[number % 2], sector=sectors[number // 8])
    assign(stop, by=boss)
    cells = Review.objects.values_list(
        "reviewer__name", "application__province", "application__sector"
    )
    assert sorted(Counter(cells).values()) == [2] * 8


def test_two_reviews_are_by_two_people(stop: Stop, boss: User) -> None:
    Selection.objects.create(stop=stop, reviews=2)
    file(stop, 1), file(stop, 2)
    assert (assign(stop, by=boss), hands(stop)) == (4, {"Amal": ["1", "2"], "Badr": ["1", "2"]})


def test_alone_one_reads_each_file_once(stop: Stop, boss: User) -> None:
    Selection.objects.create(stop=stop, reviews=2)
    file(stop, 1)
    assert [assign(stop, by=boss, among=[boss]) for _ in range(2)] == [1, 0]


def test_a_newcomer_takes_a_share_but_not_what_is_judged_or_fixed(stop: Stop, boss: User) -> None:
    for number in range(1, 7):
        file(stop, number)
    assign(stop, by=boss)
    by_number = {
        str(each.application.reference)[-1]: each
        for each in Review.objects.select_related("application")
    }
    judged(by_number["1"])
    hand_over(by_number["3"], to=by_number["3"].reviewer, by=boss, locked=True)
    reviewer(stop, "Chama")
    assert (assign(stop, by=boss), hands(stop)) == (
        1,
        {"Amal": ["3", "5"], "Badr": ["4", "6"], "Chama": ["2"]},
    )


def test_who_does_not_read_gives_away_what_is_not_fixed(stop: Stop, boss: User) -> None:
    for number in range(1, 5):
        file(stop, number)
    assign(stop, by=boss)
    amal, badr = readers(stop)
    Review.objects.filter(application__reference="FM-0001").update(locked=True)
    assert (assign(stop, by=boss, among=[badr]), hands(stop)) == (
        1,
        {"Amal": ["1"], "Badr": ["2", "3", "4"]},
    )
    assert Review.objects.filter(reviewer=amal).count() == 1


def test_one_review_instead_of_two_takes_back_what_nobody_has_given(stop: Stop, boss: User) -> None:
    selection = Selection.objects.create(stop=stop, reviews=2)
    file(stop, 1), file(stop, 2)
    assign(stop, by=boss)
    judged(Review.objects.get(application__reference="FM-0001", slot=2))
    selection.reviews = 1
    selection.save()
    assign(stop, by=boss)
    assert sorted(Review.objects.values_list("application__reference", "slot")) == [
        ("FM-0001", 1),
        ("FM-0001", 2),
        ("FM-0002", 1),
    ]


def test_what_was_withdrawn_or_decided_is_given_to_nobody(stop: Stop, boss: User) -> None:
    file(stop, 1, state="withdrawn"), file(stop, 2, state="declined")
    assert (assign(stop, by=boss), hands(stop)) == (0, {})


@given(
    seed=some.lists(
        some.tuples(some.integers(0, 2), some.integers(0, 2), some.integers(0, 5)), max_size=9
    )
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_however_it_began_it_ends_even_and_stays(
    stop: Stop, boss: User, seed: list[tuple[int, int, int]]
) -> None:
    """Files begin with nobody, in hands, judged or fixed at random; all is given out twice."""
    stop.applications.all().delete()
    Selection.objects.update_or_create(stop=stop, defaults={"reviews": 2})
    people = [*readers(stop), boss]
    for number, (first, second, state) in enumerate(seed):
        made = file(stop, number, person=boss, phone="", email=f"zz{number}@example.org")
        for slot, person in {1: first, 2: second}.items():
            if slot == 1 or first != second:
                fixed: dict[str, Any] = {"locked": state == 1}
                fixed |= {"verdict": "no", "judged_at": timezone.now()} if state == 2 else {}
                Review.objects.create(application=made, slot=slot, reviewer=people[person], **fixed)
    assign(stop, by=boss, among=people)
    load = Counter({person.name: 0 for person in people})
    load.update({name: len(files) for name, files in hands(stop).items()})
    assert (assign(stop, by=boss, among=people), Review.objects.count()) == (0, 2 * len(seed))
    fixed_ones = Review.objects.filter(locked=True).exists() or Review.objects.given().exists()
    assert fixed_ones or max(load.values()) - min(load.values()) < 2


def test_a_file_is_handed_over_and_fixed(stop: Stop, boss: User) -> None:
    file(stop, 1)
    assign(stop, by=boss)
    review = hand_over(Review.objects.get(), to=boss, by=boss, locked=True)
    assert (review.reviewer, review.locked, assign(stop, by=boss)) == (boss, True, 0)


def test_what_is_judged_is_handed_to_nobody(stop: Stop, boss: User) -> None:
    file(stop, 1)
    assign(stop, by=boss)
    with pytest.raises(ValidationError) as refusal:
        hand_over(judged(Review.objects.get()), to=boss, by=boss, locked=True)
    assert refusal.value.code == "decided"


def test_nobody_from_elsewhere_reads_a_file(cast: Cast, stop: Stop, boss: User) -> None:
    made = file(stop, 1)
    with pytest.raises(ValidationError) as given_away:
        give(made, to=cast["RS2"], by=boss)
    assign(stop, by=boss)
    with pytest.raises(ValidationError) as handed:
        hand_over(Review.objects.get(), to=cast["EX1"], by=boss, locked=True)
    assert (given_away.value.code, handed.value.code) == ("stranger", "stranger")


def test_a_file_that_nobody_has_is_given_by_hand_once_to_each(stop: Stop, boss: User) -> None:
    Selection.objects.create(stop=stop, reviews=2)
    made, (amal, badr) = file(stop, 1), readers(stop)
    give(made, to=amal, by=boss)
    with pytest.raises(ValidationError) as twice:
        give(made, to=amal, by=boss)
    give(made, to=badr, by=boss)
    with pytest.raises(ValidationError) as full:
        give(made, to=boss, by=boss)
    assert (twice.value.code, full.value.code, hands(stop)) == (
        "twice",
        "decided",
        {"Amal": ["1"], "Badr": ["1"]},
    )
