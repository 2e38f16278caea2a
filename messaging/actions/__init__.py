"""How a room sends words to somebody: it writes them into the outbox, in the transaction of the change they tell of."""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from messaging.models import Message
from messaging.tasks import wake
from people.models import User
from programs.models import Stop


@transaction.atomic
def write(  # noqa: PLR0913  a message is made of this
    *,
    key: str,
    channel: Message.Channel,
    address: str,
    language: str,
    body: str,
    subject: str = "",
    person: User | None = None,
    stop: Stop | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    secret: bool = False,
) -> Message:
    """Put a message into the outbox; it leaves after the caller's transaction. The same `key` twice gives the first.

    `secret` marks a sign-in code: staff never read it, and it is sent again when its fate is unknown.
    """
    message = Message(
        key=key,
        channel=channel,
        address=address,
        language=language,
        subject=" ".join(subject.split()),
        body=body,
        person=person,
        stop=stop,
        due_at=due_at or timezone.now(),
        expires_at=expires_at,
        secret=secret,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    if not any(waiting[1] is wake for waiting in connection.run_on_commit):  # once is enough
        transaction.on_commit(wake)
    return Message.objects.get(key=key)
