"""Twenty reviewers at the same forty files: each is judged once, nothing is lost or breaks."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from django.contrib.messages import get_messages
from django.db import connection

from selection.models import Review
from selection.triage import actions
from selection.triage.actions import judge
from tests import crew
from tests.cast import gather
from tests.selection.files_to_judge import TRIAGE, alone, reviewers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.test import Client

    from people.models import User
    from tests.cast import Cast

PEOPLE, FILES = 20, 40
Told = Counter[str]


@pytest.fixture
def live(transactional_db: None) -> Cast:  # noqa: ARG001  pytest's way to ask for a fixture
    """The cast, where every thread sees them."""
    return gather()


def browsers(cast: Cast, people: Sequence[User]) -> list[Client]:
    """A browser of each of these reviewers."""
    cast.people |= {f"R{number}": person for number, person in enumerate(people)}
    opened = [cast.browser(f"R{number}") for number in range(len(people))]
    for browser in opened:
        browser.raise_request_exception = False
    return opened


def judge_all(browser: Client, references: Sequence[str | None]) -> Told:
    """Say something of every file, from the page; what one was told, counted."""
    counts: Told = Counter()
    for reference, verdict in zip(references, cycle(["yes", "wait", "no"]), strict=False):
        answer = browser.post(f"{TRIAGE}{reference}/verdict/", {"verdict": verdict})
        refused = [*get_messages(answer.wsgi_request)]
        browser.cookies.pop("messages", None)  # which would tell of it until a page is read
        counts[f"{answer.status_code} {'too late' if refused else 'kept'}"] += 1
    return counts


def together(jobs: Sequence[Callable[[], Told]]) -> Told:
    """All at once; what all of them were told."""
    return sum(crew.together(jobs), Counter())


def test_twenty_reviewers_of_the_same_forty_files_judge_each_once(live: Cast) -> None:
    references = [application.reference for application in alone(live, *[50] * FILES)]
    people = reviewers(live, PEOPLE)
    jobs = [partial(judge_all, browser, references) for browser in browsers(live, people)]
    counts = together(jobs)
    reviews = Counter(Review.objects.given().values_list("application__reference", flat=True))
    assert reviews == dict.fromkeys(references, 1)
    assert counts == {"302 kept": FILES, "302 too late": FILES * (PEOPLE - 1)}


def two_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch, *, met: Callable[[int], bool]) -> Told:
    """Two reviewers judge one file.

    Who has looked waits before writing until the other has met them: by how many have looked.
    """
    (judged,) = alone(cast, 50)
    looked: list[User] = []
    people = reviewers(cast, 2)
    place = actions._place  # noqa: SLF001  where a second reviewer would come in between

    def slow(stands: actions.Stands, by: User) -> Review:
        review = place(stands, by)
        looked.append(by)
        crew.wait(lambda: met(len(looked)))
        return review

    def one(person: User) -> Told:
        try:
            judge(judged, by=person, verdict="yes")
        except actions.ValidationError as refusal:
            return Counter([refusal.code or ""])
        return Counter(["kept"])

    monkeypatch.setattr(actions, "_place", slow)
    return together([partial(one, person) for person in people])


def test_the_second_of_two_waits_and_is_told(live: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = two_at_once(live, monkeypatch, met=lambda _looked: crew.blocked() > 0)
    assert (counts, Review.objects.count()) == ({"kept": 1, "decided": 1}, 1)


def test_without_its_guards_a_file_is_judged_twice(
    live: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: neither the lock nor the constraint of the database."""
    guard = next(each for each in Review._meta.constraints if each.name == "one_review_per_slot")  # noqa: SLF001
    monkeypatch.setattr(
        "applications.querysets.ApplicationQuerySet.locked", lambda files: files.with_stop()
    )
    with connection.schema_editor() as editor:
        editor.remove_constraint(Review, guard)
    try:
        counts = two_at_once(live, monkeypatch, met=lambda looked: looked > 1)
        verdicts = [*Review.objects.values_list("slot", "verdict")]
        Review.objects.all().delete()
    finally:
        with connection.schema_editor() as editor:
            editor.add_constraint(Review, guard)
    assert (counts, verdicts) == ({"kept": 2}, [(1, "yes"), (1, "yes")])
