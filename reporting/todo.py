"""What needs somebody now in reporting: bulletins, paused webhooks, alarms of the counters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from people.roles import Role
from people.todo import MOST, counted
from programs.models import Stop
from reporting.models import Alarm, Bulletin, Hook

if TYPE_CHECKING:
    from people.todo import Desk, TodoItem


def todo(desk: Desk) -> list[TodoItem]:
    """Bulletins for everybody who works here; the rest for those who answer for it."""
    manages = desk.user.is_superuser or Role.MANAGER in desk.user.roles
    found = [_bulletins(desk), *([_paused(desk)] if manages else [])]
    return [*found, _alarms()] if manages or desk.user.is_national else found


def _alarms() -> TodoItem:
    """Nights that found counters which were wrong; one statement."""
    moments = [*Alarm.objects.standing().values_list("at", flat=True)[: MOST + 1]]
    name = _("Figures that were wrong and were put right in the night")
    url = reverse("reporting:desk-figures")
    return counted(name, "figures", url, moments, position=4, menu="reporting:desk-figures")


def _paused(desk: Desk) -> TodoItem:
    """Addresses that are told nothing until somebody goes on; one statement."""
    rows = Hook.objects.managed_by(desk.user).filter(paused_at__isnull=False)
    found = [*rows.order_by("paused_at").values_list("pk", "paused_at")[: MOST + 1]]
    url = reverse("reporting:hook", args=[found[0][0]]) if found else ""
    moments = [at for _pk, at in found if at]
    name = _("Webhooks that are paused: they failed too often")
    return counted(name, "mail", url, moments, position=85, menu="reporting:hooks")


def _bulletins(desk: Desk) -> TodoItem:
    """Stops that are over and have no bulletin yet; a statement where there are any."""
    today = localdate(desk.now)
    over = [
        stop for stop in desk.stops if stop.ends_on < today or stop.state == Stop.State.FINISHED
    ]
    rows = Bulletin.objects.standing().filter(stop__in=over).order_by()
    told = set(rows.values_list("stop", flat=True)) if over else set()
    waiting = sorted(
        (stop for stop in over if stop.pk not in told), key=lambda stop: (stop.ends_on, stop.pk)
    )
    url = reverse("bulletin:bulletin", args=[waiting[0].slug]) if waiting else ""
    name = _("Bulletins to publish: the stop is over")
    days = [stop.ends_on for stop in waiting]
    return counted(name, "figures", url, days, position=80, menu="bulletin:bulletin")
