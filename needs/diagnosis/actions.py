"""What happens to a diagnosis: begun, kept page by page, given to an expert, finished once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from messaging.actions.outbox import call_off
from needs.diagnosis.moments import diagnosis_of, is_asked, paper_for, version_for
from needs.diagnosis.scoring import NEED, levels
from needs.models import Diagnosis, Need
from programs.models import Theme
from questionnaires.actions import mark_answered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User


def begin(
    application: Application,
    *,
    moment: str,
    language: str,
    expert: User | None = None,
    entered_by: User | None = None,
) -> Diagnosis:
    """Start it, or go on with what was begun.

    Raises ValidationError('not_now') when this is not asked at this moment.
    """
    if not is_asked(application, moment):
        raise ValidationError(_("These questions are not asked at this moment."), code="not_now")
    if begun := diagnosis_of(application, moment):
        return begun
    version = version_for(application, moment)
    mark_answered(version)
    made = {"version_id": version, "language": language, "expert": expert, "entered_by": entered_by}
    return Diagnosis.objects.get_or_create(application=application, moment=moment, defaults=made)[0]


def give(application: Application, *, moment: str, expert: User | None, by: User) -> Diagnosis:
    """Put it into the hands of `expert`, who calls; of nobody takes it back.

    Raises ValidationError('finished').
    """
    with pghistory.context(user=by.pk), transaction.atomic():
        begun = begin(application, moment=moment, language=application.language)
        if not Diagnosis.objects.filter(pk=begun.pk, finished_at=None).update(expert=expert):
            raise _finished()
    begun.expert = expert
    return begun


def keep(diagnosis: Diagnosis, answers: Mapping[str, Any]) -> Diagnosis:
    """Add `answers` to what was answered before; an answer of `None` takes the earlier one away.

    Raises ValidationError('finished') once it is.
    """
    with transaction.atomic():
        locked = _locked(diagnosis)
        if locked.finished_at:
            raise _finished()
        kept = {
            code: answer
            for code, answer in {**locked.answers, **answers}.items()
            if answer not in (None, "", [])
        }
        if kept != locked.answers:
            Diagnosis.objects.filter(pk=locked.pk).update(answers=kept)
    diagnosis.answers = kept
    return diagnosis


def finish(diagnosis: Diagnosis, *, by: User | None = None) -> Diagnosis:
    """Count it up, and open the needs it shows; once, however often.

    `by` is who asked on the person's behalf. Raises ValidationError('incomplete') while an answer
    is missing.
    """
    actor = {"user": by.pk} if by else {}
    with pghistory.context(**actor), transaction.atomic():
        locked = _locked(diagnosis)
        if locked.finished_at is None:
            compiled = paper_for(locked.application, locked.version_id, locked.language)
            if compiled.missing(locked.answers):
                raise ValidationError(_("Some answers are still missing."), code="incomplete")
            locked.answers = compiled.settled(locked.answers)
            locked.scores, locked.finished_at = levels(compiled, locked.answers), timezone.now()
            locked.entered_by = by or locked.entered_by
            locked.save(update_fields=["answers", "scores", "finished_at", "entered_by"])
            _write_needs(locked)
            call_off(subject_of(locked.application_id, locked.moment))
    for field in ("answers", "scores", "finished_at", "entered_by"):
        setattr(diagnosis, field, getattr(locked, field))
    return diagnosis


def subject_of(application_id: int, moment: str) -> str:
    """What the outbox calls the invitations to one diagnosis."""
    return f"diagnosis:{moment}:{application_id}"


def _write_needs(diagnosis: Diagnosis) -> None:
    """A need for each theme from `NEED` on.

    Later answers only lower a need; what staff corrected stays as it is.
    """
    at_the_start = diagnosis.moment == Diagnosis.Moment.START
    standing = {
        need.theme_id: need for need in Need.objects.filter(application=diagnosis.application_id)
    }
    opened = []
    for theme in Theme.objects.filter(code__in=diagnosis.scores):
        level, need = diagnosis.scores[theme.code], standing.get(theme.pk)
        if need is None and level >= NEED:
            opened.append(Need(application=diagnosis.application, theme=theme, level=level))
        elif need and (at_the_start or level < need.level):
            untouched = Need.objects.filter(pk=need.pk, changed_by=None).exclude(level=level)
            untouched.update(level=level, changed_at=timezone.now())
    Need.objects.bulk_create(opened, ignore_conflicts=True)


def _locked(diagnosis: Diagnosis) -> Diagnosis:
    rows = Diagnosis.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("application__stop").get(pk=diagnosis.pk)


def _finished() -> ValidationError:
    return ValidationError(_("These questions have been answered already."), code="finished")
