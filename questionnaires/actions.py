"""What happens to a questionnaire: drafted, published, answered; never changed once published."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.models import Choice, Question, Questionnaire, Section, Version
from questionnaires.rules import faults

Row = TypeVar("Row", bound=models.Model)

_answered: set[int] = set()


@transaction.atomic
def draft(questionnaire: Questionnaire) -> Version:
    """Give the version that may be edited: the draft there is, else a copy of the newest one.

    The first draft of a stop's own questionnaire is a copy of the one that serves every stop.
    """
    Questionnaire.objects.select_for_update(of=["self"]).get(pk=questionnaire.pk)
    newest = questionnaire.versions.order_by("-number").first()
    if newest is not None and not newest.is_frozen:
        return newest
    version = Version.objects.create(
        questionnaire=questionnaire, number=newest.number + 1 if newest else 1
    )
    source = (
        newest
        or Version.objects.filter(
            questionnaire__purpose=questionnaire.purpose,
            questionnaire__stop=None,
            published_at__isnull=False,
        ).first()
    )
    if source is not None:
        copy_questions(source, version)
    return version


@transaction.atomic
def publish(version: Version) -> Version:
    """Put a version in force; from now on it stays as it is. Idempotent.

    Raises ValidationError('unfinished') with a sentence for each thing to repair.
    """
    Version.objects.select_for_update(of=["self"]).get(pk=version.pk)
    if sentences := faults(version):
        raise ValidationError([ValidationError(each, code="unfinished") for each in sentences])
    Version.objects.filter(pk=version.pk, published_at__isnull=True).update(
        published_at=timezone.now()
    )
    version.refresh_from_db(fields=["published_at"])
    return version


def mark_answered(version_id: int) -> None:
    """Remember that somebody answered this version; costs nothing after the first time."""
    if version_id in _answered:
        return
    Version.objects.filter(pk=version_id, answered=False).update(answered=True)
    transaction.on_commit(lambda: _answered.add(version_id))


def discard(version: Version) -> None:
    """Throw a draft away. Raises ValidationError('published')."""
    if not Version.objects.drafts().filter(pk=version.pk).delete()[0]:
        raise ValidationError(_("A published version stays as it is."), code="published")


def copy_questions(source: Version, version: Version) -> None:
    """Copy pages, questions, choices, with their texts and recordings in every language."""
    pages = _copy_rows(Section.objects.filter(version=source), version=version)
    questions = _copy_rows(Question.objects.filter(section__version=source), section=pages)
    _copy_rows(Choice.objects.filter(question__section__version=source), question=questions)


def _copy_rows(
    rows: Iterable[Row], **parents: models.Model | Mapping[int, models.Model]
) -> dict[int, Row]:
    """Write the rows once more under new parents; gives each new row by the key of the old one."""
    copies: dict[int, Row] = {}
    for row in rows:
        old = row.pk
        for name, parent in parents.items():
            setattr(
                row,
                name,
                parent[getattr(row, f"{name}_id")] if isinstance(parent, Mapping) else parent,
            )
        row.pk = None
        row._state.adding = True  # noqa: SLF001  Django's documented way to copy a row
        copies[old] = row
    if copies:
        type(row)._base_manager.bulk_create(copies.values())  # noqa: SLF001  any model
    return copies
