"""What time does to scores: files that came or changed are scored within a minute."""

from celery import shared_task
from django.db.models import Exists, OuterRef

from applications.models import Application
from core.rooms import Times
from programs.models import Stop
from selection.review.prescore import refresh

EVERY: Times = {
    "score what came or changed": {"task": "selection.clock.score_files", "schedule": 60.0}
}


@shared_task
def score_files() -> int:
    """Score what came or changed at every stop that has files to decide; how many."""
    waiting = Application.objects.filter(stop=OuterRef("pk"), state=Application.State.SUBMITTED)
    return sum(refresh(stop) for stop in Stop.objects.filter(Exists(waiting)))
