"""Seats at pretix 2026.8, run by its own Python beside us: `ready N` and `sold`.

`ready` makes an event with one free ticket of which there are N, and prints the path at which its
API takes orders, and a token; `sold` prints how many tickets were sold in the newest event.
"""

import json
import os
import sys
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pretix.settings")

import django

django.setup()

from django.utils.timezone import now  # noqa: E402  the settings come first
from django_scopes import scopes_disabled  # type: ignore[import-not-found]  # noqa: E402
from pretix.base.models import (  # type: ignore[import-not-found]  # noqa: E402
    Event,
    Item,
    OrderPosition,
    Organizer,
    Quota,
    Team,
)


def ready(seats: int) -> dict[str, object]:
    """A new event of the one organizer."""
    organizer, _new = Organizer.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    team, _new = Team.objects.get_or_create(
        organizer=organizer,
        name="Bench",
        defaults={"all_events": True, "all_event_permissions": True},
    )
    token = team.tokens.create(name="bench")
    slug = f"w{Event.objects.count()}"
    event = Event.objects.create(
        organizer=organizer,
        name="Workshop",
        slug=slug,
        live=True,
        currency="MAD",
        date_from=now() + timedelta(days=10),
    )
    item = Item.objects.create(event=event, name="Seat", default_price=0, admission=True)
    quota = Quota.objects.create(event=event, name="Seats", size=seats)
    quota.items.add(item)
    path = f"/api/v1/organizers/bench/events/{slug}/orders/"
    return {"path": path, "token": token.token, "item": item.pk}


def sold() -> int:
    """Tickets of the newest event that stand."""
    event = Event.objects.order_by("pk").last()
    return int(OrderPosition.objects.filter(order__event=event, order__status__in="np").count())


with scopes_disabled():
    answer = ready(int(sys.argv[2])) if sys.argv[1] == "ready" else sold()
sys.stdout.write(json.dumps(answer) + "\n")
