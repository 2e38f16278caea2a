"""What people agree to when they send their application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from applications.cached import consent_texts
from people.models import ConsentText

if TYPE_CHECKING:
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
    in_force = consent_texts()
    texts = [in_force[purpose] for purpose in ConsentText.Purpose if purpose in in_force]
    return [
        Agreement(text.purpose, text.get_purpose_display(), text.version, text.wording(stop))
        for text in texts
    ]
