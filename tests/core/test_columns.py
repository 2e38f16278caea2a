"""A moment in a list of the admin is said as people say it, and sorts the list."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone, translation

from core.columns import said


def test_a_column_says_how_long_ago_and_is_sorted_by_its_field() -> None:
    column: Any = said("sent_at", "sent")
    row = SimpleNamespace(sent_at=timezone.now() - timedelta(hours=2))
    with translation.override("fr"):
        words = column(row).replace("\N{NO-BREAK SPACE}", " ")
    named = (column.short_description, column.admin_order_field)
    assert (words, named) == ("il y a 2 h", ("sent", "sent_at"))
    assert column(SimpleNamespace(sent_at=None)) == ""
