"""Which applications have the words that somebody looks for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BigIntegerField, DateTimeField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from people.typed import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from applications.querysets import ApplicationQuerySet
    from programs.models import Stop


def looked_for(
    rows: ApplicationQuerySet, words: str, *, walking: bool = False
) -> ApplicationQuerySet:
    """Those whose phone is `words`, else those that have them in any way.

    Name, phone, e-mail and file number are looked at. Spelling is folded as it was when the row was
    kept.
    """
    wanted = Wanted(words)
    query = wanted.any
    if query is None:
        return rows
    if wanted.phone:
        return rows.filter(phone=wanted.phone)
    if not walking:
        return rows.filter(search=query)
    unindexed = Coalesce("search", Value(""), output_field=SearchVectorField())
    return rows.alias(unindexed=unindexed).filter(unindexed=query)


def within(stops: Iterable[Stop]) -> Q:
    """Of these stops, asked so that no index of stops is looked into: another one knows better.

    A stop that was made a minute ago is not in the statistics: PostgreSQL takes its million files
    for a handful, and reads them all.
    """
    stop = ExpressionWrapper(F("stop_id") + 0, output_field=BigIntegerField())
    return Q(In(stop, [each.pk for each in stops]))


def by_index(rows: ApplicationQuerySet) -> ApplicationQuerySet:
    """The newest first, by the index of telephones or that of words.

    PostgreSQL guesses that one file of 200 has any word, and would walk the whole list by its dates
    to find 21 of them: so it is asked to sort by something that no index knows.
    """
    moment = ExpressionWrapper(F("submitted_at") + timedelta(0), output_field=DateTimeField())
    return rows.order_by(moment.desc(), "-pk")
