"""The first page of the national coordination: what it counts, and what it must not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from applications.models import Application
from desk.country import country
from selection.decisions import prepare

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.mark.django_db
def test_what_a_center_has_prepared_is_no_decision_yet(cast: Cast) -> None:
    sent = list(Application.objects.filter(stop=cast.stop, state="submitted"))
    before = next(row for row in country().rows if row.stop == cast.stop).undecided
    prepare(sent[0], by=cast["RS1"], outcome="accept")
    after = next(row for row in country().rows if row.stop == cast.stop).undecided
    assert (before, after) == (len(sent), len(sent))
