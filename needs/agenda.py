"""What a person's own page says of their needs: the way to the questions, or to the three steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needs.diagnosis.offers import offers
from people.agenda import Thing

if TYPE_CHECKING:
    from applications.models import Application


def of_application(application: Application) -> list[Thing]:
    """One thing, empty where nothing is asked."""
    return [Thing("needs/diagnosis/parts/offer.html", {"offers": offers(application)}, early=True)]
