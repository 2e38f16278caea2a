"""Compiled forms of the tests: one is made again only when a row that it is made of has changed.

A test leaves no row behind, so that the forms of the ground are the same for all. The rows are
asked for each time, beside Django, for no statement of ours may be counted; and while a test counts
statements, a form is made as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from programs.models import Province, Region, Sector
from questionnaires.compiler import compile_form
from questionnaires.models import Choice, Question, Section

if TYPE_CHECKING:
    from questionnaires.compiled_forms import CompiledForm

MOST = 200
MADE_OF = [model._meta.db_table for model in (Section, Question, Choice, Sector, Province, Region)]  # noqa: SLF001
SENSE = " || ".join(  # a row that is written again lies elsewhere, by another transaction
    f"(SELECT coalesce(sum(hashtextextended(ctid || ' ' || xmin, 0)), 0) FROM {table}) || '.'"  # noqa: S608
    for table in MADE_OF
)
_made: dict[tuple[int, str, str, str], CompiledForm] = {}


def compiled(version_id: int, language: str, region: str) -> CompiledForm:
    """Make a form, unless it was made of these very rows before."""
    if connection.queries_logged:
        return compile_form(version_id, language, region)
    key = (version_id, language, region, _sense())
    if key not in _made:
        while len(_made) >= MOST:
            del _made[next(iter(_made))]
        _made[key] = compile_form(version_id, language, region)
    return _made[key]


def _sense() -> str:
    """A word that changes with the rows that forms are made of."""
    connection.ensure_connection()
    row = connection.connection.execute(f"SELECT {SENSE}").fetchone()
    return str(row[0]) if row else ""
