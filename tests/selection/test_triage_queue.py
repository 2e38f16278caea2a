"""In which order files come to a reviewer, and which never do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from applications.models import Application
from selection.models import Decision, InformationRequest
from selection.triage.actions import judge
from selection.triage.queue import Left, Queue, note_reading
from selection.triage.rules import rules_of
from tests.selection.files_to_judge import alone, files, given_to, reviewers, rules

if TYPE_CHECKING:
    from people.models import User
    from tests.cast import Cast


def queue(cast: Cast, user: User) -> Queue:
    """What waits for somebody at the open stop."""
    return Queue(cast.stop, user, rules_of(cast.stop))


def order(cast: Cast, user: User) -> list[str]:
    """The files as they come to somebody who judges each of them at once."""
    references = []
    while application := queue(cast, user).first():
        references.append(str(application.reference))
        judge(application, by=user, verdict="yes")
    return references


def asked(user: User, application: Application, *, back: bool = False) -> InformationRequest:
    """Something is asked of the person of a file; perhaps it has come."""
    answered = timezone.now() if back else None
    hour = timezone.now() - timedelta(hours=1)
    return InformationRequest.objects.create(
        application=application,
        questions=["locality"],
        asked_by=user,
        asked_at=hour,
        answered_at=answered,
    )


def test_nobody_s_files_come_by_score_then_by_age(cast: Cast) -> None:
    alone(cast, 40, 90, None, 40, 60)
    assert order(cast, cast["RV"]) == ["FM-0011", "FM-0014", "FM-0010", "FM-0013", "FM-0012"]


def test_one_s_own_come_before_nobody_s(cast: Cast) -> None:
    _first, low, lower = alone(cast, 90, 20, 10)
    given_to(cast["RV"], low, lower)
    applications = [queue(cast, cast["RV"]).first()]
    low.reviews.update(verdict="no", judged_at=timezone.now())
    applications.append(queue(cast, cast["RV"]).first())
    assert [application.reference for application in applications if application] == [
        "FM-0011",
        "FM-0012",
    ]


def test_what_came_back_comes_first_and_who_waits_for_it_does_not_come(cast: Cast) -> None:
    _best, waits, back = alone(cast, 90, 80, 10)
    asked(cast["RV"], waits)
    asked(cast["RV"], back, back=True)
    assert order(cast, cast["RS1"]) == ["FM-0012", "FM-0010"]


def test_what_came_back_comes_again_to_whoever_has_judged_it(cast: Cast) -> None:
    _best, back = alone(cast, 90, 10)
    given_to(cast["RV"], back, verdict="no", judged_at=timezone.now())
    asked(cast["RV"], back, back=True)
    first = [queue(cast, user).first() for user in (cast["RV"], cast["RS1"])]
    assert [application.reference for application in first if application] == ["FM-0011", "FM-0010"]


def test_files_of_others_come_to_nobody_else(cast: Cast) -> None:
    theirs, _free = alone(cast, 90, 10)
    given_to(cast["RS1"], theirs)
    assert order(cast, cast["RV"]) == ["FM-0011"]


def test_a_second_review_comes_to_another_person(cast: Cast) -> None:
    rules(cast.stop, reviews=2)
    (application,) = alone(cast, 90)
    given_to(cast["RV"], application, verdict="yes", judged_at=timezone.now())
    first = [queue(cast, user).first() for user in (cast["RV"], cast["RS1"])]
    given_to(cast["RS1"], application, slot=2, verdict="no", judged_at=timezone.now())
    assert (first, queue(cast, reviewers(cast, 1)[0]).first()) == ([None, application], None)


def test_what_is_decided_taken_back_or_not_sent_never_comes(cast: Cast) -> None:
    decided, withdrawn, draft, _left = alone(cast, 90, 80, 70, 10)
    Decision.objects.create(application=decided, outcome="accept", by=cast["RS1"])
    Application.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    Application.objects.filter(pk=draft.pk).update(state="draft")
    assert order(cast, cast["RV"]) == ["FM-0013"]


def test_two_reviewers_of_nobody_s_files_read_different_ones(cast: Cast) -> None:
    first, second = alone(cast, 90, 80)
    note_reading(first, cast["RV"])
    met = [queue(cast, user).first() for user in (cast["RV"], cast["RS1"])]
    note_reading(second, cast["RV"])
    assert (met, queue(cast, cast["RS1"]).first()) == ([first, second], first)


def test_what_is_left_is_one_s_own_or_else_nobody_s(cast: Cast) -> None:
    mine, done, *_free = alone(cast, 90, 80, 70, 60)
    given_to(cast["RV"], mine)
    given_to(cast["RV"], done, verdict="no", judged_at=timezone.now())
    left = [queue(cast, user).left() for user in (cast["RV"], cast["RS1"])]
    assert left == [Left(judged=1, waiting=1, free=0), Left(judged=0, waiting=0, free=2)]


def test_the_files_of_another_stop_never_come(cast: Cast) -> None:
    Application.objects.filter(stop=cast.stop).delete()
    assert order(cast, cast["RV"]) == []
    assert [application.reference for application in files(cast, 50)] == order(cast, cast["RV"])


def test_among_many_the_order_of_a_moment_ago_holds_for_what_is_still_free(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selection.triage.queue.MANY", 3)
    monkeypatch.setattr("selection.triage.queue.AHEAD", 1)
    _best, second, _third, late = alone(cast, 90, 80, 70, 95)
    Application.objects.filter(pk=late.pk).update(state="withdrawn")
    assert queue(cast, cast["RV"]).left() == Left(judged=0, waiting=0, free=3)
    judge(second, by=cast["RS1"], verdict="no")
    Application.objects.filter(pk=late.pk).update(state="submitted")
    assert (order(cast, cast["RV"]), queue(cast, cast["RV"]).left()) == (
        ["FM-0010", "FM-0012", "FM-0013"],
        Left(3, 0, 0),
    )
