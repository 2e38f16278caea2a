"""Where pages and questions stand, and why some may not stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from questionnaires.models import Question

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from questionnaires.models import Version


def behind(rows: QuerySet[Any]) -> int:
    """The position behind all of these."""
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


def in_order(version: Version) -> list[Question]:
    """The questions of a version as they are asked."""
    questions = Question.objects.filter(section__version=version).select_related("section")
    return list(questions.order_by("section__position", "section", "position", "pk"))


def refuse_left_hanging(version: Version, code: str, offered: Collection[str] | None) -> None:
    """Refuse what later questions hang on: ValidationError('hangs').

    `offered` are the answers that the question `code` still gives; None, when it goes itself.
    """
    hanging = Question.objects.filter(section__version=version, shown_if=code)
    for question in hanging:
        if offered is None:
            sentence = _(
                "“%(question)s” is asked only after some of its answers: change that first."
            )
            raise ValidationError(sentence % {"question": question}, code="hangs")
        if not {str(value) for value in question.shown_if_values} <= set(offered):
            sentence = _(
                "“%(question)s” is asked only after an answer that would be missing here: "
                "change that first."
            )
            raise ValidationError(sentence % {"question": question}, code="hangs")


def refuse_too_early(version: Version) -> None:
    """Refuse a question that is asked before the one that it hangs on: ValidationError('order')."""
    questions = in_order(version)
    places = {question.code: place for place, question in enumerate(questions)}
    for place, question in enumerate(questions):
        if place < places.get(question.shown_if, -1):
            names = {"question": question, "other": questions[places[question.shown_if]]}
            sentence = _(
                "“%(question)s” is asked only after some answers to “%(other)s”: "
                "it has to stand below it."
            )
            raise ValidationError(sentence % names, code="order")
