"""What people agree to when they send their application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from applications.cached import consent_texts
from people.models import Consent, ConsentText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from applications.models import Application
    from programs.models import Stop


@dataclass(frozen=True, slots=True)
class Agreement:
    """A consent text as people of the stop read it."""

    purpose: str
    label: str
    version: int
    wording: str


def agreements(stop: Stop) -> list[Agreement]:
    """What people are asked to agree to.

    That their answers are studied, which is needed, and what they may choose.
    """
    return _of(consent_texts(), stop)


def to_renew(application: Application) -> list[Agreement]:
    """The texts that were written anew since the person of `application` agreed to them."""
    consents = Consent.objects.outdated().filter(
        person=application.applicant_id, stop=application.stop_id
    )
    purposes = set(consents.values_list("text__purpose", flat=True))
    in_force = ConsentText.in_force() if purposes else {}
    return _of({each: in_force[each] for each in purposes}, application.stop)


def _of(in_force: Mapping[str, ConsentText], stop: Stop) -> list[Agreement]:
    texts = [in_force[purpose] for purpose in ConsentText.Purpose if purpose in in_force]
    return [
        Agreement(text.purpose, text.get_purpose_display(), text.version, text.wording(stop))
        for text in texts
    ]
