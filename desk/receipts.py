"""What the counter hands out when a file is recorded, and what the next form begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from applications.mails import public_link
from applications.models import Application
from core.qr import qr_svg

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from people.models import User
    from programs.models import Stop

REFERENCE = re.compile(r"[\w-]{1,40}", re.ASCII)
KEPT = ("province",)  # answers that the next person at this counter mostly has too


@dataclass(frozen=True)
class Receipt:
    """The file that this member of staff recorded last."""

    application: Application

    @property
    def link(self) -> str:
        """The stop's public page, where the person signs in: nobody else holds their own link."""
        return public_link(self.application.stop)

    @property
    def qr(self) -> SafeString:
        """The same to be scanned."""
        return qr_svg(self.link)

    @property
    def answers(self) -> dict[str, Any]:
        """What the next form begins with."""
        answers = self.application.answers
        return {code: answers[code] for code in KEPT if answers.get(code)}

    @property
    def how(self) -> dict[str, str]:
        """How the next one probably came."""
        return {
            "channel": self.application.channel,
            "association": self.application.association,
        }


def receipt(stop: Stop, reference: str, *, by: User) -> Receipt | None:
    """That of the file `reference`, when `by` recorded it at `stop`; else none."""
    rows = Application.objects.received().filter(stop=stop, entered_by=by, reference=reference)
    found = rows.select_related("stop").first() if REFERENCE.fullmatch(reference) else None
    return Receipt(found) if found else None
