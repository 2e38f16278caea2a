"""Cells of a sheet that the database words by itself, letter for letter as `core.cells` does.

They are pieces of SQL, each of the text between two quotation marks; Python only hands lines on.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from psycopg.sql import SQL, Composed, Literal

from core.cells import patterns, safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from psycopg.sql import Composable

HOUR = timedelta(hours=1)
SIDE_BY_SIDE = 20
EMPTY, COMMA = SQL("''"), SQL(", ")
# Most texts begin with a letter or a digit, or are a phone, and no formula: no regular expression,
# which costs as much as ten cells, is asked.
SAFE = SQL(r"""
CASE WHEN {text} IS NULL THEN ''
    WHEN ascii({text}) BETWEEN 1569 AND 1610 OR ascii({text}) BETWEEN 97 AND 122
        OR ascii({text}) BETWEEN 65 AND 90 OR ascii({text}) BETWEEN 48 AND 57 THEN {text}
    WHEN ascii({text}) = 43 AND (
        length({text}) BETWEEN 9 AND 16 AND translate({text}, '0123456789', '') = '+'
        AND ascii(substr({text}, 2)) > 48 OR {text} ~ {phone}
    ) THEN {text}
    WHEN {text} ~ {formula} THEN '''' || {text}
    ELSE {text} END
""")
QUOTED = SQL("replace({}, '\"', '\"\"')")
JOIN = SQL("""concat_ws('";"', {})""")
LINE = SQL("""concat('"', {}, E'"\\r\\n')""")
JOINED = SQL("""
CASE WHEN {codes} IS NULL THEN ''
    WHEN jsonb_typeof({codes}) <> 'array' THEN {scalar}
    WHEN jsonb_array_length({codes}) <= {most} AND {words}::jsonb ? ({codes} ->> 0) THEN {short}
    ELSE (
        SELECT {cell} FROM (
            SELECT string_agg(
                coalesce({words}::jsonb ->> one.code, one.code), {comma} ORDER BY one.place
            ) AS said
            FROM jsonb_array_elements_text({codes}) WITH ORDINALITY AS one(code, place)
        ) AS whole
    ) END
""")


def safe(text: Composable) -> Composed:
    """A text behind an apostrophe where a spreadsheet might calculate it; nothing for NULL."""
    formula, phone = patterns()
    return QUOTED.format(SAFE.format(text=text, formula=Literal(formula), phone=Literal(phone)))


def line(cells: Sequence[Composable]) -> Composed:
    """The line of a CSV that these cells make; none of them may be NULL.

    They are joined twenty by twenty: a function of PostgreSQL takes a hundred at most.
    """
    parts = [cells[at : at + SIDE_BY_SIDE] for at in range(0, len(cells), SIDE_BY_SIDE)]
    return LINE.format(JOIN.format(COMMA.join(JOIN.format(COMMA.join(part)) for part in parts)))


def worded(code: Composable, words: Mapping[str, str]) -> Composed:
    """The word for a code; a code without one stands for itself.

    A look into a small dictionary costs the same for three words and for eighty.
    """
    said = {each: _quoted(safe_cell(word)) for each, word in words.items()}
    return SQL("coalesce({words}::jsonb ->> {code}, {other})").format(
        words=_dictionary(said), code=code, other=safe(code)
    )


def joined(codes: Composable, words: Mapping[str, str], comma: str) -> Composed:
    """The words for a JSON list of codes, joined; nothing for NULL.

    As many as there are words are looked up in place; a longer list is unrolled, which costs more.
    """
    said = _dictionary(words)
    one = SQL("coalesce({words}::jsonb ->> ({codes} ->> {place}), {codes} ->> {place})")
    each: list[Composable] = [
        one.format(words=said, codes=codes, place=Literal(n)) for n in range(len(words))
    ]
    short: Composable = SQL("concat_ws({}, {})").format(Literal(comma), COMMA.join(each or [EMPTY]))
    is_plain = all(word[:1].isalnum() for word in words.values())
    short = QUOTED.format(short) if is_plain else safe(short)
    return JOINED.format(
        codes=codes,
        most=Literal(len(words)),
        words=said,
        short=short,
        scalar=worded(SQL("({} #>> '{{}}')").format(codes), words),
        comma=Literal(comma),
        cell=safe(SQL("whole.said")),
    )


def local_minute(moment: Composable, first: datetime, last: datetime) -> Composed:
    """A moment between these two by the clock of the house: `2026-11-29 10:57`.

    By Python's table of zones: that of the system, which PostgreSQL reads, may be years behind.
    """
    *changes, (_end, now) = _shifts(first, last)
    shift: Composable = Literal(now)
    if changes:
        cases = SQL(" ").join(
            SQL("WHEN {} < {} THEN {}").format(moment, Literal(end), Literal(before))
            for end, before in changes
        )
        shift = SQL("CASE {} ELSE {} END").format(cases, Literal(now))
    return SQL("to_char(timezone('UTC', {}) + {}, 'YYYY-MM-DD HH24:MI')").format(moment, shift)


def _shifts(first: datetime, last: datetime) -> Iterator[tuple[datetime, timedelta]]:
    """How far the clock is from UTC until when, from the first moment to the last."""
    zone = timezone.get_current_timezone()
    hour = first.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    shift = hour.astimezone(zone).utcoffset() or timedelta()
    while hour <= last:
        hour += HOUR
        after = hour.astimezone(zone).utcoffset() or timedelta()
        if after != shift:
            yield hour, shift
            shift = after
    yield hour, shift


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _dictionary(words: Mapping[str, str]) -> Literal:
    return Literal(json.dumps(dict(words), ensure_ascii=False).replace("\\u0000", ""))
