"""The invitation list of a workshop: made, looked at, written to once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.language import said_day
from messaging.actions.letters import Letter, Reader, write_many
from people.models import Participation
from workshops.models import Invitation, Seat, Workshop
from workshops.models.seats import LIVE
from workshops.seats.audience import reached
from workshops.seats.finding import without_seat
from workshops.seats.links import invitation_link
from workshops.seats.locking import locked
from workshops.seats.titles import in_few_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from people.models import User


def invite(workshop: Workshop, participations: Iterable[int], *, by: User) -> int:
    """Put these participations on the list, each once; how many stand there now."""
    Invitation.objects.bulk_create(
        [Invitation(workshop=workshop, participation_id=key, made_by=by) for key in participations],
        ignore_conflicts=True,
    )
    return workshop.invitations.count()


def not_invited(workshop: Workshop) -> QuerySet[Participation]:
    """Who takes part in the stop, has no seat here, and stands on no list."""
    return without_seat(workshop).exclude(pk__in=workshop.invitations.values("participation"))


def add(workshop: Workshop, participations: Iterable[int], *, by: User) -> int:
    """Put those of them on the list who are of its stop and not there yet; how many."""
    keys = not_invited(workshop).filter(pk__in=participations).values_list("pk", flat=True)
    new = list(keys)
    invite(workshop, new, by=by)
    return len(new)


def to_write(workshop: Workshop) -> QuerySet[Invitation]:
    """Whom nobody has written to, whom the workshop is for, and who has no seat nor waits for one.

    It may have been limited since they were put on the list: they would be turned away.
    """
    return _unwritten(workshop).filter(participation__in=_meant(workshop))


def not_meant(workshop: Workshop) -> QuerySet[Invitation]:
    """Those of the list to whom nobody writes, for the workshop is for others."""
    return _unwritten(workshop).exclude(participation__in=_meant(workshop))


def _unwritten(workshop: Workshop) -> QuerySet[Invitation]:
    sitting = Seat.objects.filter(workshop=workshop, state__in=LIVE).values("participation")
    waiting = workshop.invitations.waiting().exclude(participation__in=sitting)
    return waiting.select_related("participation__person")


def _meant(workshop: Workshop) -> QuerySet[Participation]:
    return reached(workshop, Participation.objects.all())


@transaction.atomic
def send(workshop: Workshop) -> int:
    """Write every invitation that waits; how many. Raises ValidationError, see `refused`."""
    row = locked(workshop.pk)
    if sentence := refused(row):
        raise ValidationError(sentence, code="state")
    waiting = list(to_write(row))
    write_many([_letter(row, each) for each in waiting])
    keys = [each.pk for each in waiting]
    Invitation.objects.filter(pk__in=keys).update(sent_at=timezone.now())
    return len(waiting)


def refused(workshop: Workshop) -> str:
    """Why nobody may be invited to it now, or nothing."""
    if workshop.state != Workshop.State.PUBLISHED:
        return _("Publish the workshop first: before that nobody can take a seat.")
    if workshop.has_begun:
        return _("It has begun.")
    return ""


def subject(workshop: Workshop) -> str:
    """What the outbox calls what is said about a workshop before one has a seat in it."""
    return f"workshop {workshop.pk}"


def _letter(workshop: Workshop, invitation: Invitation) -> Letter:
    reader = Reader.of(invitation.participation.person)
    with override(reader.language):
        start = timezone.localtime(workshop.starts_at)
        context = {
            "title": workshop.title,
            "short_title": in_few_words(workshop),
            "day": f"{start:%d/%m %H:%M}",
            "when": said_day(date_format(start, "DATETIME_FORMAT")),
            "link": invitation_link(workshop, invitation.participation),
            "stop": workshop.stop.name,
            "center": workshop.stop.center.name,
        }
    return Letter(
        key=f"workshop-invitation:{invitation.pk}",
        event="workshop_invitation",
        reader=reader,
        context=context,
        stop=workshop.stop,
        about=subject(workshop),
        version=workshop.version,
        expires_at=workshop.starts_at,
    )
