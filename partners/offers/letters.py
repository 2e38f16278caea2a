"""What is written about an offer; the outbox knows it as `offer N` at its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation

from core.links import absolute
from messaging.actions.letters import Letter, Reader, write
from messaging.actions.outbox import revise

if TYPE_CHECKING:
    from partners.models import Offer


def hush(offer: Offer) -> None:
    """Drop what was said of an earlier answer and has not left."""
    revise(f"offer {offer.pk}", version=offer.version)


def tell(offer: Offer, event: str) -> None:
    """Tell whoever proposed it, if they have an account still."""
    hush(offer)
    if offer.by is None:
        return
    with translation.override(offer.by.language):
        context = {
            "title": offer.title or "",
            "link": absolute(reverse("offers:one", args=[offer.pk])),
            "stop": offer.stop.name or "",
            "center": offer.stop.center.name,
        }
    letter = Letter(
        key=f"offer:{offer.pk}:{offer.version}:{event}",
        event=event,
        reader=Reader.of(offer.by),
        context=context,
        stop=offer.stop,
        about=f"offer {offer.pk}",
        version=offer.version,
    )
    write(letter)
