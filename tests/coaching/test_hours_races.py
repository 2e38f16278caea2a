"""Several who press at once: one expert asks, one plan is made; the hours wait for who books."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from coaching.hours import lives
from coaching.matching import actions
from coaching.models import Expert, MatchPlan
from messaging.models import Message
from programs.models import Center, Theme
from tests.applications.test_candidacy_actions import at_once
from tests.cast import Cast, gather

TIMES = 20
pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def _ask(center: Center, values: dict[str, Any], _number: int) -> int:
    return lives.ask(center, values).pk


def _want(cast: Cast, first: date, last: date, _number: int) -> int:
    return actions.want(cast.stop, first=first, last=last, by=cast["RS1"]).pk


def test_who_asks_to_help_four_times_at_once_is_one_expert() -> None:
    center, known = gather().stop.center, Expert.objects.count()
    theme = Theme.objects.get(code="digital")
    asked = {
        **{f"name_{code}": "Salma" for code in ("ar", "fr", "en")},
        "phone": "+212699000001",
        "themes": {theme: None},
        "provinces": [],
        "languages": ["ar"],
        "modes": ["phone"],
    }
    for n in range(TIMES):
        values = {**asked, "email": f"salma{n}@example.org"}
        at_once(partial(_ask, center, values), 4)
    letters = Message.objects.filter(event="expert_asked")
    assert (Expert.objects.count() - known, letters.count()) == (TIMES, TIMES)


def test_a_plan_that_is_asked_for_four_times_at_once_is_one() -> None:
    cast = gather()
    today = timezone.localdate()
    for n in range(TIMES):
        last = today + timedelta(days=n)
        made = at_once(
            partial(_want, cast, today, last),
            4,
        )
        assert len(set(made)) == 1
    assert MatchPlan.objects.count() == TIMES
