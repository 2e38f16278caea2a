"""What was ticked or done at once is forgotten after a week; a draft keeps the files it is for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from desk.applications import forgetting
from desk.broadcasts.actions import draft
from desk.clock import forget_acts
from desk.models import Act, Pick
from messaging.models import Broadcast
from tests.cast import Cast

WEEK = timedelta(days=7)
MOMENT = timedelta(minutes=1)


def made(cast: Cast, *, ago: timedelta) -> tuple[Pick, Act]:
    """A tick and an act of some time ago."""
    then = timezone.now() - ago
    pick = Pick.objects.create(by=cast["RS1"], files=[cast.application.pk], made_at=then)
    act = Act.objects.create(by=cast["RS1"], kind=Act.Kind.ASSIGNED, count=1, at=then)
    return pick, act


def test_after_a_week_nothing_of_it_is_kept(cast: Cast) -> None:
    made(cast, ago=WEEK + MOMENT)
    pick, act = made(cast, ago=WEEK - MOMENT)
    assert (forget_acts(), *Pick.objects.all(), *Act.objects.all()) == (2, pick, act)


def test_however_many_there_are(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "BLOCK", 2)
    for _time in range(3):
        made(cast, ago=WEEK + MOMENT)
    assert (forget_acts(), Pick.objects.count(), Act.objects.count()) == (6, 0, 0)


def test_a_draft_keeps_the_files_it_is_for_until_it_is_sent(cast: Cast) -> None:
    pick, _act = made(cast, ago=WEEK + MOMENT)
    broadcast = draft(stop=cast.stop, filters={"picked": str(pick.pk)}, by=cast["RS1"])
    assert (forget_acts(), Pick.objects.count()) == (1, 1)
    Broadcast.objects.filter(pk=broadcast.pk).update(state=Broadcast.State.STARTED)
    assert (forget_acts(), Pick.objects.count()) == (1, 0)
