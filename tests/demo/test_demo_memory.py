"""Whoever prepares the next stop of the demonstration reads what this one teaches."""

from __future__ import annotations

import pytest

from desk.memory.gathering import groups_of
from desk.memory.proposals import earlier_stop
from programs.models import Stop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "in_english")]


def test_the_next_stop_learns_from_this_one() -> None:
    stop = Stop.objects.select_related("center__region").get(slug="souss-massa")
    source = earlier_stop(stop)
    assert source is not None
    found = {group.name: len(group.waiting) for group in groups_of(stop, source)}
    assert source.slug == "fes-meknes"
    assert [kind for kind in ("The form", "Workshops that worked") if not found.get(kind)] == []
