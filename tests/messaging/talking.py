"""What people write to us in the tests of the conversations."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from messaging.actions.conversations import receive
from messaging.models import Correspondent, Message, Post
from people.models import User
from programs.models import Stop
from tests.cast import Cast

UNKNOWN = "+212699555555"


def wrote(address: str, text: str = "سلام", **changes: Any) -> Post | None:
    """One thing that came from `address`, by SMS unless said otherwise."""
    values: dict[str, Any] = {
        "channel": "sms",
        "sender": None,
        "provider_id": f"{address}:{text[:40]!r}",
        "at": timezone.now(),
        "kind": Post.Kind.TEXT,
    }
    return receive(address=address, text=text, **(values | changes))


def heard(address: str, text: str = "سلام", **changes: Any) -> Post:
    """The same, which was kept."""
    post = wrote(address, text, **changes)
    assert post is not None
    return post


def by_whatsapp(
    cast: Cast, text: str = "سلام", *, code: str = "AP1", at: datetime | None = None
) -> Post:
    """What one of the cast wrote by WhatsApp."""
    phone = str(cast[code].phone)
    sender, _new = Correspondent.objects.get_or_create(phone=phone)
    return heard(phone, text, channel="whatsapp", sender=sender, at=at or timezone.now())


def sent_to(person: User, stop: Stop, **changes: Any) -> Message:
    """A message that went out to `person` about `stop`."""
    values: dict[str, Any] = {
        "key": f"receipt:{person.pk}:{stop.pk}",
        "event": "receipt",
        "channel": "sms",
        "address": person.phone,
        "person": person,
        "stop": stop,
        "language": "ar",
        "body": "توصلنا بطلبكم",
        "state": Message.State.SENT,
    }
    return Message.objects.create(**(values | changes))


def known(cast: Cast) -> None:
    """What messaging itself knows of the applicants: each was told that theirs arrived."""
    sent_to(cast["AP1"], cast.stop)
    sent_to(cast["AP2"], cast.stop)
