"""What happens to a message to a group: it is drafted, it starts once, it is stopped."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.broadcasts.audience import Audience, audience
from desk.broadcasts.filters import Choosing
from desk.broadcasts.texts import FIELDS, Text, texts, unread, unread_sentences, written
from messaging.actions.letters import Letter, write_many
from messaging.actions.outbox import call_off
from messaging.models import Broadcast
from messaging.waves import waves

if TYPE_CHECKING:
    from datetime import datetime

    from people.models import User
    from programs.models import Stop

State = Broadcast.State
GROUP = "group"
BODIES = [name for name in FIELDS if name.startswith("body")]


@transaction.atomic
def draft(*, stop: Stop, filters: dict[str, str], by: User) -> Broadcast:
    """A message that is not written yet, for the people that `filters` choose.

    An empty one of `by` is taken first.
    """
    empty = Broadcast.objects.filter(stop=stop, author=by, state=State.DRAFT)
    for body in BODIES:
        empty = empty.exclude(**{f"{body}__gt": ""})
    broadcast = empty.select_for_update(of=["self"]).first() or Broadcast(stop=stop, author=by)
    broadcast.filters = filters
    broadcast.save()
    return broadcast


def change(broadcast: Broadcast, **fields: Any) -> None:
    """Keep what was chosen or written. Raises ValidationError('started') once it has started."""
    if not Broadcast.objects.filter(pk=broadcast.pk, state=State.DRAFT).update(**fields):
        raise ValidationError(
            _("This message has been started; it can no longer be changed."), code="started"
        )
    for name, value in fields.items():
        setattr(broadcast, name, value)


def discard(broadcast: Broadcast) -> None:
    """Delete a draft. What was started meanwhile stays."""
    Broadcast.objects.filter(pk=broadcast.pk, state=State.DRAFT).delete()


def seal(broadcast: Broadcast, group: Audience) -> str:
    """What somebody looked at before they sent: the words, and each person with their address."""
    words = sorted(written(broadcast).items())
    people = sorted((m.key, m.reader.phone, m.reader.email) for m in group.members)
    return sha256(repr([words, people]).encode()).hexdigest()[:20]


def group_of(broadcast: Broadcast, stop: Stop) -> Audience:
    """The people that a message is for, as they are now."""
    return audience(Choosing(broadcast.filters, at=stop))


def start(broadcast: Broadcast, *, stop: Stop, by: User, seen: str) -> int:
    """Write the message to everybody of its group, in waves; return how many were written.

    Idempotent. `seen` is the seal of what `by` looked at. Raises ValidationError('changed') when
    the group or the words are others now, 'language' when somebody of the group reads a language
    that is not written, 'nobody' when there is no one.
    """
    with transaction.atomic():
        waiting = Broadcast.objects.filter(pk=broadcast.pk, state=State.DRAFT)
        if not waiting.update(state=State.STARTED, started_at=timezone.now()):
            return 0
        broadcast.refresh_from_db()
        group = group_of(broadcast, stop)
        refuse(broadcast, group)
        if seen != seal(broadcast, group):
            raise ValidationError(
                _("The group or the text has changed. Please look once more."), code="changed"
            )
        return write_many(letters(broadcast, stop, group, by=by))


def refuse(broadcast: Broadcast, group: Audience) -> None:
    """Raises ValidationError('nobody') without a reader, 'language' where one has no text."""
    if not group.members:
        raise ValidationError(_("These filters leave nobody who can be written to."), code="nobody")
    if missing := unread(broadcast, group):
        sentences = unread_sentences(missing).values()
        raise ValidationError(
            [ValidationError(sentence, code="language") for sentence in sentences]
        )


def letters(broadcast: Broadcast, stop: Stop, group: Audience, *, by: User) -> list[Letter]:
    """What is put into the outbox: each person's words, due with their wave."""
    words = list(texts(broadcast, stop, group.members))
    moments = moments_of(broadcast, len(words))
    return [
        _letter(broadcast, stop, text, moments[place // broadcast.wave], by)
        for place, text in enumerate(words)
    ]


def moments_of(broadcast: Broadcast, people: int) -> list[datetime]:
    """When each wave of `people` leaves, from the moment that was chosen on, or from now."""
    start = max(timezone.now(), broadcast.start_at or timezone.now())
    return waves(people, size=broadcast.wave, pause=broadcast.pause, start=start)


def _letter(broadcast: Broadcast, stop: Stop, text: Text, due_at: datetime, by: User) -> Letter:
    return Letter(
        key=f"{about(broadcast)}:{text.member.key}",
        event=GROUP,
        reader=text.member.addressee,
        context={"title": text.title, "words": text.body},
        stop=stop,
        about=about(broadcast),
        due_at=due_at,
        broadcast=broadcast,
        author=by,
    )


def about(broadcast: Broadcast) -> str:
    """What the outbox calls this message to a group."""
    return f"group:{broadcast.pk}"


@transaction.atomic
def end(broadcast: Broadcast) -> bool:
    """Drop everything that still waits; what was handed over stays.

    False when it had not started, or was ended before. Whatever a worker holds now and brings back
    as refused is dropped too: nothing more is sent about this message.
    """
    started = Broadcast.objects.filter(pk=broadcast.pk, state=State.STARTED)
    if not started.update(state=State.STOPPED, stopped_at=timezone.now()):
        return False
    call_off(about(broadcast))
    return True
