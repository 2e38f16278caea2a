"""Scores are made again beside the page that changed what they are made of."""

import logging

from kombu.exceptions import OperationalError

from core.tasks import shared_task
from programs.models import Stop
from selection.review.prescore import refresh

SECONDS = 60  # by then the clock has done it
logger = logging.getLogger(__name__)


def wake(stop_id: int) -> None:
    """Ask for the scores of a stop now. Without a broker the next round of the clock makes them."""
    try:
        rescore.apply_async((stop_id,), retry=False, expires=SECONDS)
    except OperationalError:
        logger.warning(
            "The broker cannot be reached; scores are made with the next round of the clock."
        )


@shared_task(ignore_result=True)
def rescore(stop_id: int) -> None:
    """Score the files of a stop that lack the score they should have."""
    refresh(Stop.objects.get(pk=stop_id))
