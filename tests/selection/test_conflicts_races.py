"""A verdict and an abstention, or a keeping off, at the same moment: never both, nothing breaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from selection.deciding.appeals import hand_over, settle, take_back
from selection.models import Appeal, Handover, Recusal, Review
from selection.review.assignment import assign
from selection.review.conflicts import abstain, come_back, keep_off
from selection.triage import actions
from selection.triage.actions import judge
from tests import crew
from tests.cast import gather
from tests.selection.deciding import decided, published
from tests.selection.files_to_judge import alone, given_to, reviewers

if TYPE_CHECKING:
    from collections.abc import Callable

    from applications.models import Application
    from people.models import User
    from tests.cast import Cast

ROUNDS = 20


@pytest.fixture
def live(transactional_db: None) -> Cast:  # noqa: ARG001  pytest's way to ask for a fixture
    """The cast, where every thread sees them."""
    return gather()


def together(*jobs: Callable[[], Any]) -> list[str]:
    """All at once; what each was told: `kept`, or the code of the refusal."""

    def one(job: Callable[[], Any]) -> str:
        try:
            job()
        except ValidationError as refusal:
            return str(refusal.code)
        except IntegrityError as refusal:
            return "refused" if "off" in str(refusal) else "broken"
        return "kept"

    return crew.together([partial(one, job) for job in jobs])


def both(application: Application, person: User) -> bool:
    """Whether somebody judged a file that they are off."""
    off = Recusal.objects.live().filter(application=application, reader=person)
    return off.exists() and Review.objects.filter(application=application, reviewer=person).exists()


def test_a_verdict_and_an_abstention_at_the_same_moment_are_never_both(live: Cast) -> None:
    files, reader = alone(live, *[50] * ROUNDS), live["RV"]
    reviewers(live, 2)
    told = []
    for application in files:
        given_to(reader, application)
        told.append(
            together(
                partial(judge, application, by=reader, verdict="yes"),
                partial(abstain, application, by=reader),
            )
        )
    assert [application for application in files if both(application, reader)] == []
    assert {tuple(each) for each in told} <= {("kept", "kept"), ("off", "kept")}
    assert Recusal.objects.live().count() == ROUNDS
    assert Review.objects.exclude(reviewer=reader).count() == ROUNDS


def test_who_is_kept_off_while_they_save_is_told_so(live: Cast) -> None:
    files, reader = alone(live, *[50] * ROUNDS), live["RV"]
    told = [
        together(
            partial(judge, application, by=reader, verdict="no"),
            partial(keep_off, application, reader=reader, by=live["RS1"]),
            partial(keep_off, application, reader=reader, by=live["NM"]),
        )
        for application in files
    ]
    assert [application for application in files if both(application, reader)] == []
    assert {tuple(each) for each in told} <= {("kept", "kept", "kept"), ("off", "kept", "kept")}
    assert (Recusal.objects.count(), Review.objects.count()) == (ROUNDS, 0)


def test_files_that_are_given_out_meanwhile_never_come_to_who_is_off(live: Cast) -> None:
    files, reader = alone(live, *[50] * ROUNDS), live["RV"]
    people = [reader, *reviewers(live, 2)]
    jobs = [partial(abstain, application, by=reader) for application in files[:6]]
    giving = partial(assign, live.stop, by=live["RS1"], among=people)
    told = together(giving, *jobs, giving)
    assert (told, [each for each in files if both(each, reader)]) == (["kept"] * 8, [])
    assert Review.objects.count() == ROUNDS


def test_coming_back_while_another_judges_leaves_one_verdict(live: Cast) -> None:
    files, reader = alone(live, *[50] * ROUNDS), live["RV"]
    (other,) = reviewers(live, 1)
    for application in files:
        given_to(reader, application)
        abstain(application, by=reader)
        told = together(
            partial(judge, application, by=other, verdict="yes"),
            partial(come_back, application, by=reader),
        )
        assert told in (["kept", "read"], ["kept", "kept"])
    assert Review.objects.given().filter(reviewer=other).count() == ROUNDS


def test_a_look_that_is_taken_back_while_it_is_answered(live: Cast) -> None:
    for number in range(5):
        application = decided(live.stop, 21 + number, "decline", by=live["RS1"])
        published(live.stop, by=live["RS1"])
        appeal = Appeal.objects.create(application=application)
        for code in ("RV", "NM", "XX"):
            Recusal.objects.create(application=application, reader=live[code], by=live[code])
        hand_over(appeal, to=live["RS2"], by=live["RS1"])
        told = together(
            partial(settle, appeal, by=live["RS2"], outcome="kept", why="ZZ"),
            partial(take_back, appeal, by=live["RS1"]),
        )
        appeal.refresh_from_db()
        assert (told[1], appeal.outcome == "kept") == ("kept", told[0] == "kept")
        assert Handover.objects.live().count() == 0


@dataclass
class Unguarded:
    """What tells a verdict and an abstention of each other, where nothing keeps them apart."""

    cast: Cast
    looked: Event = field(default_factory=Event)
    abstained: Event = field(default_factory=Event)


@pytest.fixture
def unguarded(live: Cast, monkeypatch: pytest.MonkeyPatch) -> Unguarded:
    """Without the lock and the question of the code; the database alone keeps the two apart."""
    monkeypatch.setattr(
        "applications.querysets.ApplicationQuerySet.locked", lambda files: files.with_stop()
    )
    found = Unguarded(live)

    def slow(_application: Application, _by: User, **_is_off: bool) -> None:
        found.looked.set()
        found.abstained.wait(60)

    monkeypatch.setattr(actions, "_refuse_off", slow)
    return found


def met(found: Unguarded) -> tuple[list[str], bool]:
    """A verdict, and an abstention between its look and its writing."""
    (application,), reader = alone(found.cast, 50), found.cast["RV"]

    def stand_aside() -> None:
        found.looked.wait(60)
        try:
            abstain(application, by=reader)
        finally:
            found.abstained.set()

    told = together(partial(judge, application, by=reader, verdict="yes"), stand_aside)
    return told, both(application, reader)


def test_the_database_alone_keeps_them_apart(unguarded: Unguarded) -> None:
    assert met(unguarded) == (["refused", "kept"], False)


def test_without_its_guards_somebody_judges_what_they_are_off(unguarded: Unguarded) -> None:
    """The control: neither lock nor question of the code, nor trigger."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE selection_review DISABLE TRIGGER USER")
    try:
        told = met(unguarded)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE selection_review ENABLE TRIGGER USER")
    assert told == (["kept", "kept"], True)
