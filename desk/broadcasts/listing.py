"""The first people of a group as the list shows them, with when each was last reminded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Subquery

from applications.models import Application
from applications.unnamed import unnamed_among
from desk.broadcasts.filters import REMINDING, written_to

if TYPE_CHECKING:
    from datetime import datetime

    from desk.broadcasts.audience import Audience
    from desk.broadcasts.filters import Choosing
    from people.models import User

SHOWN = 50


@dataclass(frozen=True)
class RecipientRow:
    """One person; who it is shows only once they have sent their application."""

    pk: int
    reference: str
    name: str
    channel: str
    language: str
    reminded_at: datetime | None


def lines(group: Audience, choosing: Choosing, user: User) -> list[RecipientRow]:
    """The newest of the group as `user` may read them, in one statement; two for a reviewer.

    Without those whose files `user` is off.
    """
    members = group.members[:SHOWN]
    reminders = written_to(drafts=choosing.drafts, event__in=REMINDING, sent_at__isnull=False)
    last = reminders.order_by("-sent_at").values("sent_at")[:1]
    files = Application.objects.filter(pk__in=[member.application for member in members])
    rows = files.without_conflict(user)
    reminded = dict(rows.annotate(reminded_at=Subquery(last)).values_list("pk", "reminded_at"))
    unnamed = unnamed_among([member.application for member in members], user)
    return [
        RecipientRow(
            pk=member.application,
            reference=member.reference,
            name=member.name if member.person and member.application not in unnamed else "",
            channel=str(member.channel.label),
            language=member.reader.language,
            reminded_at=reminded[member.application],
        )
        for member in members
        if member.application in reminded
    ]
