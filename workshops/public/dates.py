"""Which of the proposed dates suits people best: one tap a person, changed by another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.locks import patient
from workshops.models import DateOption, DateVote, Workshop
from workshops.seats.audience import fits, with_audience
from workshops.seats.locking import locked

if TYPE_CHECKING:
    from people.models import Participation
    from workshops.models.planned import WorkshopQuerySet


def voted_on() -> WorkshopQuerySet:
    """Workshops whose date is still open: drafts for which dates are proposed."""
    drafts = Workshop.objects.filter(state=Workshop.State.DRAFT)
    return drafts.filter(date_options__isnull=False).distinct()


def not_voted(participation: Participation) -> list[Workshop]:
    """Those that are for them, on whose date somebody has not said anything yet."""
    open_now = with_audience(voted_on().filter(stop=participation.stop_id))
    asked = open_now.exclude(date_votes__participation=participation).order_by("number")
    return [each for each in asked if fits(each, participation)]


@patient
def vote(workshop: Workshop, participation: Participation, *, option: int) -> DateVote:
    """Keep which date suits this person best. Idempotent; the last tap counts.

    Raises ValidationError('fixed') once the date is fixed, 'option' for one not proposed.
    """
    at = locked(workshop.pk)  # whoever fixes the date locks it too
    if at.state != Workshop.State.DRAFT:
        raise ValidationError(_("The date of this workshop is fixed by now."), code="fixed")
    chosen = DateOption.objects.filter(workshop=at, pk=option).first()
    if chosen is None:
        raise ValidationError(_("This date is not proposed any more."), code="option")
    said = {"option": chosen, "at": timezone.now()}
    return DateVote.objects.update_or_create(
        workshop=at, participation=participation, defaults=said
    )[0]
