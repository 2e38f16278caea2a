"""What is forgotten of experts: who asked to help and was not taken on, who left, why one was away.

Of whoever left stay the name and the sessions: what a letter about their hours says.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.hours.occasions import OFFER_DAYS
from coaching.models import (  # type: ignore[attr-defined]  # pghistory makes one
    Absence,
    CharterSigned,
    Expert,
    ExpertEvent,
    ExpertTheme,
    OutsideCalendar,
    SessionFeed,
    SingleDay,
    Slot,
    WeekRule,
)
from people.actions import forget_account
from people.defaults import KEPT
from people.models import Membership

if TYPE_CHECKING:
    from datetime import datetime

    from people.models import User

OFFERED = (Expert.State.ASKED, Expert.State.REFUSED)
WHY_DAYS = 30  # after an absence, for which it is kept why
OWN = (Absence, CharterSigned, ExpertTheme, OutsideCalendar, SingleDay, WeekRule)
SILENT = {"phone": "", "email": "", "gender": "", "reasons": "", "user": None, "shadowed_by": None}
HEADLINES = ("headline", "headline_ar", "headline_fr", "headline_en")


@transaction.atomic
def forget_offers(now: datetime) -> int:
    """Delete them and the history of their rows; how many. Nobody ever met them."""
    before = now - timedelta(days=OFFER_DAYS)
    rows = Expert.objects.filter(state__in=OFFERED, user=None, asked_at__lt=before)
    known = list(rows.select_for_update().values_list("pk", flat=True))
    Expert.objects.filter(pk__in=known).delete()
    ExpertEvent.objects.filter(pgh_obj__in=known).delete()
    return len(known)


@transaction.atomic
def forget_expert(expert: Expert) -> Expert:
    """Forget somebody who left, and asks for it: how to reach them, what they said, their account.

    Idempotent. Raises ValidationError('state') for whoever still helps.
    """
    one = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
    if one.state != Expert.State.LEFT:
        raise ValidationError(_("Only who has left can be forgotten."), code="state")
    account = one.user
    for model in OWN:
        model.objects.filter(expert=one).delete()
    one.provinces.clear()
    Slot.objects.filter(expert=one, bookings=None).delete()
    Slot.objects.filter(expert=one).update(place="")
    Expert.objects.filter(pk=one.pk).update(**SILENT, **dict.fromkeys(HEADLINES, ""))
    ExpertEvent.objects.filter(pgh_obj=one.pk).delete()
    if account:
        _part_with(account, one)
    one.refresh_from_db()
    return one


def forget_left(now: datetime) -> int:
    """Forget whoever left as long ago as people are told; how many."""
    lately = ExpertEvent.objects.filter(pgh_obj=OuterRef("pk"), pgh_created_at__gte=now - KEPT)
    left = Expert.objects.filter(~Exists(lately), state=Expert.State.LEFT)
    known = list(left.exclude(user=None, phone="", email=""))
    for expert in known:
        forget_expert(expert)
    return len(known)


def forget_why_away(now: datetime) -> int:
    """Forget why experts were away, a month after they came back: it may be an illness."""
    before = timezone.localdate(now) - timedelta(days=WHY_DAYS)
    return Absence.objects.filter(last_on__lt=before).exclude(why="").update(why="")


def _part_with(account: User, expert: Expert) -> None:
    """End the role, and the account where nothing else is done with it."""
    role = Membership.Role.EXPERT
    Membership.objects.filter(user=account, center=expert.center_id, role=role).delete()
    if Expert.objects.filter(user=account).exists():
        return
    SessionFeed.objects.filter(user=account).delete()
    forget_account(account)
