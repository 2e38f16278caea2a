"""Ranges that a constraint compares, in an index that knows ranges alone."""

from __future__ import annotations

from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField
from django.db.models import Func


class Only(Func):
    """The range of one key: equal ranges are found by an index that knows ranges alone."""

    function = "int8range"
    output_field = BigIntegerRangeField()


class Span(Func):
    """The range of time from a beginning to an end, which itself is free again."""

    function = "tstzrange"
    output_field = DateTimeRangeField()
