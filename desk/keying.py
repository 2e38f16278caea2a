"""An application that staff write down for somebody: recorded whole, and compared with others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from applications.actions import begin, keep, submit
from applications.models import Application
from people.names import name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from applications.files import SafeFile
    from people.models import User
    from programs.models import Stop

SHOWN = 5


@transaction.atomic
def key_in(
    *,
    stop: Stop,
    answers: Mapping[str, Any],
    files: Mapping[str, SafeFile],
    consents: Collection[str],
    channel: Application.Channel,
    by: User,
    key: UUID,
    association: str = "",
) -> Application:
    """Record and send a whole application in the name of somebody; the same `key` records it once.

    Raises ValidationError with the codes of `begin`, `keep` and `submit`; then nothing is kept.
    """
    application = begin(
        stop=stop,
        language=str(answers.get("language") or by.language),
        key=key,
        channel=channel,
        entered_by=by,
        association=association,
    )
    if application.is_sent:
        return application
    return submit(keep(application, answers=answers, files=files), consents=consents)


def possible_duplicates(stop: Stop, *, name: str, phone: str) -> list[Application]:
    """Applications of the stop from the same telephone, or in the same name however it is spelt."""
    alike = Q(name_key=name_key(name)) if name else Q(pk__in=[])
    if phone:
        alike |= Q(phone=phone)
    rows = Application.objects.received().filter(alike, stop=stop).order_by("-submitted_at")
    return list(rows.only("reference", "name", "phone", "name_key", "submitted_at")[:SHOWN])
