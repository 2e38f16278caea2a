"""Pages and questions put in another order: by one place, or dropped before another question."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db import transaction

from questionnaires.builder.actions import gone, locked
from questionnaires.builder.positions import in_order, refuse_too_early
from questionnaires.models import Question, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from questionnaires.models import Version

UP, DOWN = "up", "down"


@transaction.atomic
def step(question: Question, direction: str) -> None:
    """Move a question by one place; from the edge of its page, to the page beside it.

    Raises ValidationError('published'), 'gone', or 'order' when it would be asked before the one
    that it hangs on.
    """
    version = question.section.version
    locked(version)
    pages = _by_page(version)
    page, row = _found(pages, question)
    at, around = pages[page].index(row), list(pages)
    beside = at + (1 if direction == DOWN else -1)
    if 0 <= beside < len(pages[page]):
        pages[page][at], pages[page][beside] = pages[page][beside], row
    else:
        place = around.index(page) + (1 if direction == DOWN else -1)
        if not 0 <= place < len(around):
            return
        pages[page].remove(row)
        pages[around[place]].insert(0 if direction == DOWN else len(pages[around[place]]), row)
    _number(pages)
    refuse_too_early(version)


@transaction.atomic
def drop(question: Question, *, page: int, before: int | None) -> None:
    """Put a question on `page`, before another one or last. Raises what `step` raises."""
    version = question.section.version
    locked(version)
    pages = _by_page(version)
    if page not in pages:
        raise gone()
    old, row = _found(pages, question)
    pages[old].remove(row)
    place = next((i for i, each in enumerate(pages[page]) if each.pk == before), None)
    pages[page].insert(len(pages[page]) if place is None else place, row)
    _number(pages)
    refuse_too_early(version)


@transaction.atomic
def step_page(section: Section, direction: str) -> None:
    """Move a page by one place. Raises what `step` raises."""
    version = section.version
    locked(version)
    rows = list(version.sections.order_by("position", "pk"))
    pairs = [pair for pair in pairwise(rows) if section == pair[0 if direction == DOWN else 1]]
    for upper, lower in pairs:
        at = rows.index(upper)
        rows[at], rows[at + 1] = lower, upper
    _place(Section, rows)
    refuse_too_early(version)


def _by_page(version: Version) -> dict[int, list[Question]]:
    sections = version.sections.order_by("position", "pk").values_list("pk", flat=True)
    pages: dict[int, list[Question]] = {pk: [] for pk in sections}
    for question in in_order(version):
        pages[question.section_id].append(question)
    return pages


def _found(pages: dict[int, list[Question]], question: Question) -> tuple[int, Question]:
    for page, rows in pages.items():
        for row in rows:
            if row.pk == question.pk:
                return page, row
    raise gone()


def _number(pages: dict[int, list[Question]]) -> None:
    for page, rows in pages.items():
        for row in rows:
            row.section_id = page
        _place(Question, rows)


def _place(model: type[Any], rows: Sequence[Any]) -> None:
    moved = []
    for position, row in enumerate(rows, 1):
        row.position = position
        moved.append(row)
    fields = ["position", "section"] if model is Question else ["position"]
    model._base_manager.bulk_update(moved, fields)  # noqa: SLF001  as a copy is written
