"""What a provider says of a message afterwards: in any order, any number of times."""

from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from messaging.models import Message
from messaging.models.outbox import ECHO, MessageQuerySet

LONGEST_REASON = 200
State = Message.State
# A status moves a message forward only; `failed` says nothing of one that waits to be sent again.
SINCE = {
    State.SENT: [State.SENDING, State.PARKED, State.NEW],
    State.DELIVERED: [
        State.SENDING,
        State.PARKED,
        State.NEW,
        State.SENT,
        State.FAILED,
        State.DROPPED,
    ],
    State.READ: [
        *[State.SENDING, State.PARKED, State.NEW, State.SENT, State.FAILED, State.DROPPED],
        State.DELIVERED,
    ],
    State.FAILED: [State.SENDING, State.PARKED, State.SENT],
}


def record(
    *, channel: str, echo: str, provider_id: str, status: str, at: datetime, failure: str = ""
) -> None:
    """Keep a status of the message that `echo`, or else the provider's own id, names.

    An unknown changes nothing.

    Nobody speaks of what another provider was given: only messages of `channel` are meant.
    """
    if status not in SINCE:
        return
    known = _named(echo, provider_id).filter(channel=channel, handed_at__isnull=False)
    if provider_id:
        known.filter(provider_id="").update(provider_id=provider_id)
    moving = known.filter(state__in=SINCE[State(status)])
    if status == State.FAILED and echo and [message.echo for message in known] != [echo]:
        return  # of an earlier try: it says nothing of the one that somebody asked for since
    if status == State.FAILED:
        moving.move(State.FAILED, failure=failure[:LONGEST_REASON])
    else:
        moving.move(status, sent_at=Coalesce(F("sent_at"), Value(at)), failure="")


def _named(echo: str, provider_id: str) -> MessageQuerySet:
    if echo.startswith(ECHO):
        return Message.objects.echoed(echo)
    return (
        Message.objects.filter(provider_id=provider_id) if provider_id else Message.objects.none()
    )
