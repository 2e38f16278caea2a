"""The second look: for who was declined, by somebody who had no part in the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import places
from applications.models import Application, WaitingList
from selection.applicant_status import last_moment_to_ask
from selection.letters import notify_of_appeal
from selection.models import Appeal, Review

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
    """Say what the second look came to; its person is written to.

    Raises ValidationError('same') for who decided or judged the file before, 'settled' when
    somebody was quicker, 'full' when a place is offered and none is free.
    """
    with pghistory.context(user=by.pk), transaction.atomic():
        waiting_list = WaitingList.objects.locked(appeal.application.stop)
        application = Application.objects.locked().get(pk=appeal.application_id)
        places.expect(application, State.DECLINED)
        if by.pk in deciders(application):
            raise ValidationError(
                _("You had a part in the decision: somebody else looks at it."), code="same"
            )
        waiting = Appeal.objects.filter(pk=appeal.pk, outcome="")
        if not waiting.update(outcome=outcome, why=why, reviewer=by, settled_at=timezone.now()):
            raise ValidationError(_("Somebody else has answered this second look."), code="settled")
        if outcome == Outcome.KEPT:
            notify_of_appeal(application, appeal)
        elif outcome == Outcome.WAITING:
            places.queue(application, waiting_list, by=by, why=why)
        elif places.free_places(application.stop):
            places.offer(application, waiting_list, by=by, why=why, event="accepted")
        else:
            raise places.full()


def deciders(application: Application) -> set[int]:
    """Who had a part in the decision: who prepared it, and who judged the file."""
    judged = {review.reviewer_id for review in application.reviews.all() if review.verdict}
    return judged | {application.decision.by_id}


def waiting_appeals(stop: Stop) -> QuerySet[Appeal]:
    """Those that nobody has answered, the oldest first, with all that a page says of them."""
    judged = Prefetch("application__reviews", Review.objects.given().select_related("reviewer"))
    appeals = Appeal.objects.filter(
        application__stop=stop, outcome="", application__state=State.DECLINED
    )
    return (
        appeals.select_related("application__decision__by")
        .prefetch_related(judged)
        .order_by("asked_at")
    )
