"""What happens to a questionnaire: drafted, published, answered; a published one is never changed, only followed."""

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
    begun = Version.objects.create(
        questionnaire=questionnaire, number=newest.number + 1 if newest else 1
    )
    model = (
        newest
        or Version.objects.filter(
            questionnaire__purpose=questionnaire.purpose,
            questionnaire__stop=None,
            published_at__isnull=False,
        ).first()
    )
    if model is not None:
        _copy(model, begun)
    return begun


@transaction.atomic
def publish(version: Version) -> Version:
    """Put a version in force; from now on it stays as it is. Twice is harmless.

    Refused with code `unfinished` and a sentence for each thing to repair.
    """
    Version.objects.select_for_update(of=["self"]).get(pk=version.pk)
    if found := faults(version):
        raise ValidationError([ValidationError(sentence, code="unfinished") for sentence in found])
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
    """Throw a draft away. Refused with code `published`."""
    if not Version.objects.drafts().filter(pk=version.pk).delete()[0]:
        raise ValidationError(_("A published version stays as it is."), code="published")


def _copy(model: Version, begun: Version) -> None:
    """Copy pages, questions, choices, with their texts and recordings in every language."""
    pages = _again(Section.objects.filter(version=model), version=begun)
    asked = Question.objects.filter(section__version=model)
    questions = _again(asked, section=pages)
    _again(Choice.objects.filter(question__section__version=model), question=questions)


def _again(
    rows: Iterable[Row], **parents: models.Model | Mapping[int, models.Model]
) -> dict[int, Row]:
    """Write the rows once more under new parents, and say which new row stands for which old one."""
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
