"""The questionnaires of a stop's own, taken over by another stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from programs.copying import Replaced, copied
from questionnaires.actions import copy_questions
from questionnaires.models import Questionnaire, Version

if TYPE_CHECKING:
    from programs.models import Stop


def copy(source: Stop, target: Stop) -> None:
    """`target` asks what `source` asks now; without one of its own, what every stop asks."""
    Questionnaire.objects.built().filter(stop=target).delete()
    for questionnaire in Questionnaire.objects.built().filter(stop=source):
        in_force = questionnaire.versions.filter(published_at__isnull=False).first()
        if in_force is not None:
            copied(questionnaire, stop=target).save()
            version = Version.objects.create(questionnaire=questionnaire, number=1)
            copy_questions(in_force, version)
            Version.objects.filter(pk=version.pk).update(published_at=timezone.now())


def replaced(stop: Stop) -> Replaced:
    """The questionnaires that were built for it."""
    return Replaced([Questionnaire.objects.built().filter(stop=stop)])
