"""What is written about a door; the outbox knows it as `referral N` at its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator

from core.links import absolute
from messaging.actions.letters import Letter, Reader, write
from messaging.actions.outbox import call_off, revise
from partners.models import Referral

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NAME = 40  # letters: an SMS has two parts
EVENTS: Mapping[str, str] = {
    Referral.State.TAKEN: "referral_taken",
    Referral.State.REFUSED: "referral_refused",
    Referral.State.FINANCED: "referral_financed",
}


def about(referral: Referral) -> str:
    """What the outbox calls it."""
    return f"referral {referral.pk}"


def tell(referral: Referral) -> None:
    """Tell its person what the partner says; older words that have not left are dropped."""
    revise(about(referral), version=referral.version)
    person, stop = referral.participation.person, referral.participation.stop
    with translation.override(person.language):
        context = {
            "partner": Truncator(referral.partner.name).chars(LONGEST_NAME),
            "link": absolute(reverse("doors:one", args=[stop.slug, referral.partner.code])),
            "stop": stop.name or "",
            "center": stop.center.name,
        }
    event = EVENTS[referral.state]
    letter = Letter(
        key=f"referral:{referral.pk}:{referral.version}:{event}",
        event=event,
        reader=Reader.of(person),
        context=context,
        stop=stop,
        about=about(referral),
        version=referral.version,
    )
    write(letter)


def hush(referral: Referral) -> None:
    """Say nothing more about it."""
    call_off(about(referral))
