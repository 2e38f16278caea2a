"""The rows of the table of doors that are about conversations."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from messaging.links import FILE
from messaging.models import Message, Post, StockAnswer, Thread
from programs.models import Stop
from tests.cast import STRANGER, Cast
from tests.doors import CENTER, Door, Place, Rule, everybody, only, signed_in

WORKS = "RV RS1 RS2 SU"  # who work on files, in whatever region
KEY = "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a"


def thread_of(cast: Cast, stop: Stop) -> Thread:
    """AP1's conversation in region 1, in the hands of EX1; the stranger's in region 2."""
    here = stop == cast.stop
    person = cast["AP1"] if here else cast[STRANGER]
    thread, new = Thread.objects.get_or_create(person=person, stop=stop)
    if new:
        Thread.objects.filter(pk=thread.pk).update(
            assigned_to=cast["EX1"] if here else None, unread=1
        )
        Post.objects.create(
            thread=thread, channel="whatsapp", address=person.phone or "", text="ZZC AP1 Question"
        )
    return thread


def tray_of(_cast: Cast, _stop: Stop) -> Thread:
    """What an unknown number wrote; no center knows yet whose it is."""
    thread, _new = Thread.objects.get_or_create(person=None, address="+212699555555")
    return thread


def of_thread(cast: Cast, stop: Stop) -> list[Any]:
    """Under that conversation."""
    return [thread_of(cast, stop).pk]


def voice_of(cast: Cast, stop: Stop) -> list[Any]:
    """The voice note in it."""
    file = ContentFile(b"OggS ZZC AP1 Voice", name="voice.ogg")
    post, _new = Post.objects.get_or_create(
        thread=thread_of(cast, stop),
        kind="voice",
        defaults={
            "channel": "whatsapp",
            "file": file,
            "file_type": "audio/ogg",
            "file_state": "here",
        },
    )
    return [post.pk]


def picture_for(cast: Cast, stop: Stop) -> list[Any]:
    """A picture that went with an answer in it."""
    message, _new = Message.objects.get_or_create(
        key=f"answer:{stop.pk}:{KEY}",
        defaults={
            "event": "answer",
            "channel": "whatsapp",
            "address": "+212699000001",
            "stop": stop,
            "thread": thread_of(cast, stop),
            "language": "ar",
            "file": ContentFile(b"JPEG ZZC AP1 Picture", name="picture.jpg"),
        },
    )
    return [message.pk]


def team() -> Rule:
    """The center's staff, and the expert who has it in hand; other experts find nothing."""
    rule = {**only("", others="403"), **dict.fromkeys(["RS2", "EX2"], "404")}
    return rule | dict.fromkeys(f"{CENTER} EX1".split(), "Y")


def staff_only() -> Rule:
    """The staff of the center."""
    return {**only("", others="403"), "RS2": "404"} | dict.fromkeys(CENTER.split(), "Y")


def readers() -> Rule:
    """The team, and the person themselves."""
    return only(f"{CENTER} EX1 AP1")


def reads(
    body: dict[str, Any] | None = None, rule: Rule | None = None, at: Place = of_thread
) -> Door:
    """A move of the team, by POST."""
    return Door(post=rule or team(), at=at, body=lambda _cast: body or {})


def said_in(cast: Cast, stop: Stop) -> list[Any]:
    """What was written in the conversation of a stop."""
    thread = thread_of(cast, stop)
    post = thread.posts.first()
    return [thread.pk, post.pk if post else 0]


CONVERSATIONS = {
    "messaging:threads": Door(
        get={**only("", others="403"), **dict.fromkeys(f"{WORKS} EX1 EX2".split(), "Y")}
    ),
    "messaging:thread": Door(get=team(), at=of_thread, shows="AP1"),
    "messaging:thread_news": Door(get=team(), at=of_thread, shows="AP1"),
    "messaging:answers": reads({"key": KEY, "text": "شكرا"}),
    "messaging:writing": reads(),
    "messaging:idea": Door(
        get=staff_only(), post=staff_only(), at=said_in, body=lambda _cast: {"theme": "digital"}
    ),
    "messaging:reading": reads({"seen": "1"}),
    "messaging:unread": reads(),
    "messaging:assignment": reads({"to": ""}, staff_only()),
    "messaging:pause": Door(
        post=team(),
        at=of_thread,
        body=lambda _cast: {"until": f"{timezone.localdate().year + 1}-01-15"},
    ),
    "messaging:closing": reads({"seen": "999999"}),
    "messaging:opening": reads(),
    "messaging:people": reads({"q": "ZZC"}, staff_only()),
    "messaging:attachment": Door(
        post={**only("", others="403"), "RS2": "404"} | dict.fromkeys(CENTER.split(), "Y"),
        at=lambda cast, stop: [tray_of(cast, stop).pk],
        body=lambda cast: {"person": cast["AP1"].pk, "stop": cast.stop.pk},
    ),
    "messaging:received": Door(get=readers(), at=voice_of),
    "messaging:sent": Door(get=readers(), at=picture_for),
    "messaging:my_threads": Door(get=signed_in(NM="2")),
    "messaging:my_thread": Door(
        get=only("AP1"),
        post=only("AP1"),
        at=lambda cast, stop: [thread_of(cast, stop).stop.slug],  # type: ignore[union-attr]  # made with one
        body=lambda _cast: {"key": KEY, "text": "سؤال"},
    ),
}
MANAGES = "RS1 SU"  # region 1


def ready_of(_cast: Cast, stop: Stop) -> list[Any]:
    """A ready answer of the center, made when it is asked for."""
    row, _new = StockAnswer.objects.get_or_create(
        center=stop.center, name="ZZC", defaults={"body_ar": "سلام {name}"}
    )
    return [row.pk]


def managers() -> Rule:
    """The managers of the center; who works elsewhere, or only reads there, finds nothing."""
    found = dict.fromkeys(["RV", "RS2"], "404") | dict.fromkeys(MANAGES.split(), "Y")
    return {**only("", others="403"), **found}


def words(cast: Cast) -> dict[str, Any]:
    """What a manager types."""
    return {"center": cast.stop.center_id, "name": "ZZC", "body_ar": "غدا"}


STOCK = {
    "messaging:stock": Door(get=only(WORKS, others="403")),
    "messaging:stock_new": Door(
        get=only("RS1 RS2 SU", others="403"),
        post={**only("RS1 SU", others="403"), "RS2": "422"},
        body=words,
    ),
    "messaging:stock_one": Door(get=managers(), post=managers(), at=ready_of, body=words),
    "messaging:stock_deletion": Door(post=managers(), at=ready_of),
    "messaging:file_by_link": Door(
        get=everybody(),
        at=lambda cast, stop: [FILE.make(*picture_for(cast, stop))],
    ),
}
DOORS = {"conversations": CONVERSATIONS, "ready answers": STOCK}
