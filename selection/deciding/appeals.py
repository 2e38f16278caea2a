"""The second look: for who was declined, by somebody who had no part in the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import places
from applications.models import Application, WaitingList
from selection.applicant_status import last_moment_to_ask
from selection.letters import notify_of_appeal, write_of_hand_over
from selection.models import Appeal, Handover
from selection.second_looks import (
    WAITING,
    involved,
    managers_elsewhere,
    with_parts,
    without_part,
    workers_of,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User
    from programs.models import Stop

State, Outcome = Application.State, Appeal.Outcome


@transaction.atomic
def ask(application: Application, *, words: str = "") -> Appeal:
    """Ask that somebody else reads the file again. Idempotent: gives the first one.

    Raises ValidationError('late') when its days are over, 'decided' when the file is not declined.
    """
    locked = Application.objects.locked().get(pk=application.pk)
    appeal = Appeal.objects.filter(application=locked).first()
    if appeal:
        return appeal
    places.expect(locked, State.DECLINED)
    until = last_moment_to_ask(locked)
    if until is None or until < timezone.now():
        raise ValidationError(
            _("The days in which a second look can be asked for are over."), code="late"
        )
    return Appeal.objects.create(application=locked, words=words)


def settle(appeal: Appeal, *, by: User, outcome: str, why: str) -> None:
    """Say what the second look came to; its person is written to, and a hand-over ends.

    Raises ValidationError('same') for who decided or judged the file before, 'off' for who is off
    it, 'stranger' for who works elsewhere and was not given it, 'settled' when somebody was
    quicker, 'full' when a place is offered and none is free.
    """
    with pghistory.context(user=by.pk), transaction.atomic():
        waiting_list = WaitingList.objects.locked(appeal.application.stop)
        application = Application.objects.locked().get(pk=appeal.application_id)
        places.expect(application, State.DECLINED)
        _refuse_others(application, appeal, by)
        waiting = Appeal.objects.filter(pk=appeal.pk, outcome="")
        if not waiting.update(outcome=outcome, why=why, reviewer=by, settled_at=timezone.now()):
            raise ValidationError(_("Somebody else has answered this second look."), code="settled")
        end(Handover.objects.filter(appeal=appeal, ended_at__isnull=True), by=by)
        if outcome == Outcome.KEPT:
            notify_of_appeal(application, appeal)
        elif outcome == Outcome.WAITING:
            places.queue(application, waiting_list, by=by, why=why)
        elif places.free_places(application.stop):
            places.offer(application, waiting_list, by=by, why=why, event="accepted")
        else:
            raise places.full()


def _refuse_others(application: Application, appeal: Appeal, by: User) -> None:
    """Only who had no part in the decision, and works here or was given the look, answers it."""
    if application.recusals.filter(reader=by, ended_at__isnull=True).exists():
        raise ValidationError(
            _("You do not read this file: somebody else looks at it."), code="off"
        )
    if by.pk in involved(application):
        raise ValidationError(
            _("You had a part in the decision: somebody else looks at it."), code="same"
        )
    works = by.is_superuser or by.centers().filter(pk=application.stop.center_id).exists()
    if not works and not Handover.objects.held_by(by).filter(appeal=appeal).exists():
        raise ValidationError(
            _("This second look is no longer in your hands: it was taken back or answered."),
            code="stranger",
        )


def hand_over(appeal: Appeal, *, to: User, by: User) -> Handover:
    """Give a look that nobody of its center may answer to a manager of another one. Idempotent.

    They are written to. Raises ValidationError('settled') when it is answered, 'here' when somebody
    of the center may answer it, 'other' when somebody else has it, 'stranger' for who is no manager
    of another center of the program, or had a part in the decision.
    """
    with pghistory.context(user=by.pk), transaction.atomic():
        application = Application.objects.locked().get(pk=appeal.application_id)
        standing = Handover.objects.live().filter(appeal=appeal).select_related("to").first()
        if standing and standing.to_id == to.pk:
            return standing
        if standing:
            sentence = _("%(name)s has this second look already.") % {"name": standing.to.name}
            raise ValidationError(sentence, code="other")
        if not Appeal.objects.filter(WAITING, pk=appeal.pk).exists():
            raise ValidationError(_("Somebody else has answered this second look."), code="settled")
        here = without_part(workers_of(application.stop), application)
        if here:
            names = _(", ").join(each.person.name for each in here)
            sentence = _("It stays here: %(names)s can answer it.") % {"names": names}
            raise ValidationError(sentence, code="here")
        others = without_part(managers_elsewhere(application.stop), application)
        if to.pk not in {each.person.pk for each in others}:
            raise ValidationError(
                _("This person does not manage another center of the program."), code="stranger"
            )
        end(Handover.objects.filter(appeal=appeal, ended_at__isnull=True), by=by)  # who left
        handover = Handover.objects.create(appeal=appeal, to=to, by=by)
        write_of_hand_over(handover)
    return handover


def take_back(appeal: Appeal, *, by: User) -> None:
    """Take a look back from whom it was given to; they see its file no longer. Idempotent."""
    with pghistory.context(user=by.pk), transaction.atomic():
        Application.objects.locked().get(pk=appeal.application_id)
        end(Handover.objects.live().filter(appeal=appeal), by=by)


def end(handovers: QuerySet[Handover], *, by: User) -> None:
    """Let them end now."""
    handovers.update(ended_at=timezone.now(), ended_by=by)


def waiting_appeals(stop: Stop, user: User) -> QuerySet[Appeal]:
    """Those that nobody has answered, the oldest first, with all that a page says of them.

    Without those whose files `user` is off.
    """
    files = Application.objects.filter(stop=stop).without_conflict(user)
    waiting = Appeal.objects.filter(WAITING, application__in=files)
    return with_parts(waiting).order_by("asked_at")
