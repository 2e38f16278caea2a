"""The rows of the table of doors that are about what could not be read."""

from typing import Any

from messaging.models import Inbound, Post
from programs.models import Stop
from tests.cast import Cast
from tests.doors import CENTER, Door, only
from tests.rows_conversations import staff_only, thread_of

WORKS = "RV RS1 RS2 SU"  # who work on files, in whatever region
LETTER = b"From: zzc-ap1@example.org\nSubject: ZZC AP1 Subject\n\nZZC AP1 Words\n"


def unread_of(cast: Cast, stop: Stop) -> list[Any]:
    """A mail that came to a stop, and of which nothing could be made."""
    return [_mail(cast, stop, "unread").pk]


def aside_of(cast: Cast, stop: Stop) -> list[Any]:
    """The same, set aside."""
    row = _mail(cast, stop, "aside")
    at = row.arrived_at
    Inbound.objects.filter(pk=row.pk).update(done_at=at, settled_at=at, settled_by=cast["RS1"])
    return [row.pk]


def answer_of(cast: Cast, stop: Stop) -> list[Any]:
    """An answer in AP1's conversation, whose mail is kept."""
    thread = thread_of(cast, stop)
    post, _new = Post.objects.get_or_create(
        thread=thread, provider_id=f"mail:{thread.pk}", defaults={"channel": "email"}
    )
    row = _mail(cast, stop, "answer")
    Inbound.objects.filter(pk=row.pk).update(post=post, done_at=row.arrived_at, failure="")
    return [post.pk]


def _mail(_cast: Cast, stop: Stop, fate: str) -> Inbound:
    row, _new = Inbound.objects.get_or_create(
        key=f"{fate} {stop.pk}",
        defaults={
            "kind": "mail",
            "provider": "email",
            "payload": {"from": "ZZC AP1 <zzc-ap1@example.org>", "subject": "ZZC AP1 Subject"},
            "raw": LETTER,
            "stop": stop,
            "failure": "What arrived is not of the expected form.",
        },
    )
    return row


ARRIVALS = {
    "messaging:arrivals": Door(get={**only("", others="403"), **dict.fromkeys(WORKS.split(), "Y")}),
    "messaging:arrival_page": Door(get=staff_only(), at=unread_of, shows="AP1"),
    "messaging:arrival_original": Door(get=staff_only(), at=unread_of, shows="AP1"),
    "messaging:arrival_people": Door(
        post=staff_only(), at=unread_of, body=lambda _cast: {"q": "ZZC"}
    ),
    "messaging:arrival_attachment": Door(
        post={**only("", others="403"), "RS2": "404"} | dict.fromkeys(CENTER.split(), "Y"),
        at=unread_of,
        body=lambda cast: {"person": cast["AP1"].pk, "stop": cast.stop.pk},
    ),
    "messaging:arrival_setting_aside": Door(post=staff_only(), at=unread_of),
    "messaging:arrival_return": Door(post=staff_only(), at=aside_of),
    "messaging:original": Door(get=staff_only(), at=answer_of, shows="AP1"),
}
DOORS = {"what could not be read": ARRIVALS}
