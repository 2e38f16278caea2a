"""Work of the portal that starts from time."""

from celery import shared_task
from django.utils import timezone

from core.rooms import Times
from portal.models import Interest
from portal.telling import tell
from programs.models import Stop

EVERY: Times = {
    "tell who wanted to know": {
        "task": "portal.clock.tell_who_wanted_to_know",
        "asks": Interest.objects.all,
        "schedule": 120.0,
        "options": {"expires": 120.0},
    }
}


@shared_task
def tell_who_wanted_to_know() -> int:
    """Write to everybody who waits for a stop that is open now; forget who waits in vain."""
    Interest.objects.filter(stop__closes_at__lte=timezone.now()).delete()
    stops = Stop.objects.taking_applications().filter(interests__isnull=False).distinct()
    told = 0
    for stop in stops.select_related("center__region"):
        while count := tell(stop):
            told += count
    return told
