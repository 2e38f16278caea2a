"""One letter held back, released, or said in other words, while its decision is still secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from applications.refusals import moved_on
from selection.models import Decision, OwnLetter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from people.models import User


@transaction.atomic
def hold(application: Application, *, by: User) -> None:
    """Let this decision stay behind when the others are published. Idempotent.

    Raises ValidationError('decided') when there is no decision to hold back any more.
    """
    decision = _locked(application)
    if not decision.held_at:
        _change(decision, held_at=timezone.now(), held_by=by)


@transaction.atomic
def release(application: Application) -> None:
    """Let it be published with the next ones. Idempotent. Raises as `hold` does."""
    decision = _locked(application)
    if decision.held_at:
        _change(decision, held_at=None, held_by=None)


@transaction.atomic
def reword(
    application: Application,
    *,
    by: User,
    seen: int,
    texts: Mapping[str, str],
    usual: Mapping[str, str],
) -> None:
    """Let this one person read `texts`, by field; those that are empty or as usual stay so.

    Without any the letter is the usual one again. Raises as `hold` does, and
    ValidationError('changed') when the decision is another one than `seen`, its version.
    """
    decision = _locked(application)
    if decision.version != seen:
        raise ValidationError(
            _("The decision has changed meanwhile. Please look once more."), code="changed"
        )
    own = {field: text for field, text in texts.items() if text and text != usual.get(field)}
    if own:
        fields = {"short": "", "subject": "", "long": "", **own}
        values = {**fields, "event": decision.event, "usual": {**usual}, "by": by}
        OwnLetter.objects.update_or_create(
            decision=decision, defaults={**values, "at": timezone.now()}
        )
    else:
        OwnLetter.objects.filter(decision=decision).delete()
    _change(decision)


def drop_letters(decisions: Collection[Decision]) -> None:
    """Forget words that were written for another outcome than these decisions have now."""
    stale = Q(pk__in=[])
    for outcome, event in Decision.EVENTS.items():
        same = [each.pk for each in decisions if each.outcome == outcome]
        if same:
            stale |= Q(decision__in=same) & ~Q(event=event)
    if decisions:
        OwnLetter.objects.filter(stale).delete()


def _locked(application: Application) -> Decision:
    """The decision, while nobody else may change or publish it."""
    locked = Application.objects.locked().get(pk=application.pk)
    decision = Decision.objects.prepared().filter(application=locked).first()
    if decision is None:
        raise moved_on()
    return decision


def _change(decision: Decision, **values: object) -> None:
    """Write it with a version of its own: whoever looked before that looks once more."""
    rows = Decision.objects.filter(pk=decision.pk)
    rows.update(version=F("version") + 1, **values)
