"""Which applications have the words that somebody looks for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django.db.models.functions import Coalesce

from people.names import fold
from people.phones import to_e164

if TYPE_CHECKING:
    from applications.querysets import ApplicationQuerySet


def looked_for(
    rows: ApplicationQuerySet, words: str, *, walking: bool = False
) -> ApplicationQuerySet:
    """Those whose phone is `words`, else those who have words that begin so.

    Name, phone, e-mail and file number are looked at. Spelling is folded as it was when the row was
    kept; what is typed cannot become an operator of the query.
    """
    folded = fold(words).translate({ord(sign): " " for sign in "'\\\0"}).split()
    if not folded:
        return rows
    try:
        return rows.filter(phone=to_e164(words))
    except ValidationError:
        raw = " & ".join(f"'{word}':*" for word in folded)
        query = SearchQuery(raw, config="simple", search_type="raw")
        if not walking:
            return rows.filter(search=query)
        unindexed = Coalesce("search", Value(""), output_field=SearchVectorField())
        return rows.alias(unindexed=unindexed).filter(unindexed=query)


def by_index(rows: ApplicationQuerySet, words: str) -> ApplicationQuerySet:
    """The files that have `words`, by the index of telephones or that of words; the newest first.

    PostgreSQL guesses that one file of 200 has any word, and would walk the whole list by its dates
    to find 21 of them: so it is asked to sort by something that no index knows.
    """
    moment = ExpressionWrapper(F("submitted_at") + timedelta(0), output_field=DateTimeField())
    return looked_for(rows, words).order_by(moment.desc(), "-pk")
