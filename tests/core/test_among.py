"""A column is one of many values: one list, not a placeholder for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from core.among import among

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.mark.parametrize("column", ["pk", "key", "phone", "name_key"])
def test_it_finds_what_in_finds(cast: Cast, column: str) -> None:
    rows = Application.objects.filter(stop=cast.stop).order_by("pk")
    values: list[Any] = [*rows.values_list(column, flat=True)[:1]]
    with CaptureQueriesContext(connection) as asked:
        found = [*rows.filter(among(column, values * 3))]
    assert found == [*rows.filter(**{f"{column}__in": values})] != []
    assert asked[0]["sql"].count(" = ANY(") == 1


def test_of_no_values_there_is_none_also_beside_another_condition(cast: Cast) -> None:
    rows = Application.objects.filter(stop=cast.stop)
    assert [*rows.filter(among("phone", []))] == []
    assert [*rows.filter(Q(among("phone", [])) | Q(pk=cast.application.pk))] == [cast.application]


def test_of_uuids_and_numbers_too_there_may_be_none(cast: Cast) -> None:
    rows = Application.objects.filter(stop=cast.stop)
    assert [[*rows.filter(among(column, []))] for column in ("pk", "key")] == [[], []]
