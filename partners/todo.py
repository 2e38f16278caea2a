"""What partners wait for: an answer to an offer, and that somebody reads their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.models import Offer, Profile
from people.todo import MOST, counted

if TYPE_CHECKING:
    from people.todo import Desk, TodoItem

OFFERS, PAGES = "offers_desk:all", "pages_desk:all"
POSITION = 60


def todo(desk: Desk) -> list[TodoItem]:
    """Two items, a statement each."""
    if not desk.stops:
        return []
    return [_offers(desk), _pages(desk)]


def _offers(desk: Desk) -> TodoItem:
    waiting = Offer.objects.waiting().filter(stop__in=desk.stops).order_by("proposed_at", "pk")
    rows = list(waiting.values_list("proposed_at", "stop__slug")[: MOST + 1])
    stop = rows[0][1] if rows else desk.stops[0].slug
    return counted(
        _("Offers of partners without an answer"),
        "bank",
        reverse(OFFERS, args=[stop]),
        [at for at, _stop in rows],
        position=POSITION,
        menu=OFFERS,
    )


def _pages(desk: Desk) -> TodoItem:
    centers = {stop.center_id: stop.slug for stop in desk.stops}
    waiting = Profile.objects.proposed().filter(center__in=centers).order_by("proposed_at", "pk")
    rows = list(waiting.values_list("proposed_at", "center")[: MOST + 1])
    stop = centers[rows[0][1]] if rows else desk.stops[0].slug
    return counted(
        _("Pages of partners to be read"),
        "paper",
        reverse(PAGES, args=[stop]),
        [at for at, _center in rows if at],
        position=POSITION + 1,
        menu=PAGES,
    )
