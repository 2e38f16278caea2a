"""The rows of the table of doors for wishes about messages, and for sending by hand."""

from applications.models import Application
from messaging.links import NO_MORE
from messaging.links import WISHES as BY_LINK
from messaging.models import Message
from people.models import User
from programs.models import Stop
from tests.cast import Cast, message_to
from tests.doors import CENTER, Door, Rule, everybody, only, signed_in
from tests.rows_conversations import team, thread_of


def by_token(cast: Cast, _stop: Stop) -> list[str]:
    """Under the link that AP1's receipt carries."""
    return [NO_MORE.make(message_to(cast.application).pk)]


def of_person(cast: Cast, _stop: Stop) -> list[str]:
    """Under the link that stands on the private page of somebody who never signed in."""
    person, _new = User.objects.get_or_create(
        phone="+212600000099", defaults={"name": "ZZC unproved"}
    )
    Application.objects.filter(pk=cast.application.pk).update(applicant=person)
    return [BY_LINK.make(person.pk, cast.application.pk)]


def by_hand(cast: Cast, stop: Stop) -> list[int]:
    """A text for AP1, or for the stranger, that waits for a hand."""
    application = cast.application if stop == cast.stop else cast.foreign
    message, _new = Message.objects.get_or_create(
        key=f"by hand {stop.pk}",
        defaults={
            "channel": "by_hand",
            "address": application.phone,
            "person": application.applicant,
            "stop": stop,
            "language": "ar",
            "body": "ZZC",
            "urgent": True,
        },
    )
    return [message.pk]


def answered(cast: Cast, stop: Stop) -> list[int]:
    """What EX1 answered AP1, or somebody the stranger, and wants to send by hand."""
    (pk,) = by_hand(cast, stop)
    thread, here = thread_of(cast, stop), stop == cast.stop
    Message.objects.filter(pk=pk).update(thread=thread, author=cast["EX1" if here else "RS2"])
    return [pk]


def parked(cast: Cast, stop: Stop) -> list[int]:
    """The same, of which nobody knows whether it arrived."""
    (pk,) = by_hand(cast, stop)
    Message.objects.filter(pk=pk).update(state="parked", channel="sms")
    return [pk]


def desk(who: str = CENTER, *, missing: str = "RS2") -> Rule:
    """Who works on files enters; elsewhere they find nothing; everybody else is refused."""
    return {
        **only("", others="403"),
        **dict.fromkeys(missing.split(), "404"),
        **dict.fromkeys(who.split(), "Y"),
    }


MINE = signed_in(NM="2")
WISHES = {
    "messaging:wishes": Door(get=MINE, post=MINE, body=lambda _cast: {"language": "ar"}),
    "messaging:own_refusal": Door(post=MINE, at=lambda _cast, _stop: ["phone"]),
    "messaging:own_agreement": Door(post=MINE, at=lambda _cast, _stop: ["phone"]),
    "messaging:wishes_by_link": Door(
        get=everybody(), post=everybody(), at=of_person, body=lambda _cast: {"language": "ar"}
    ),
    "messaging:no_more": Door(get=everybody(), post=everybody(), at=by_token),
}
BY_HAND = {
    "messaging:by_hand": Door(get=desk("RV RS1 RS2 SU", missing="")),
    "messaging:by_hand_one": Door(get=team(), at=answered, shows="AP1"),
    "messaging:chat": Door(get=team(), at=answered),
    "messaging:preparation": Door(post=team(), at=answered),
    "messaging:sending": Door(post=team(), at=answered),
    "messaging:impediment": Door(post=team(), at=answered),
}
QUEUE = {
    "messaging:queue": Door(get=desk("RV RS1 RS2 NS SU", missing="")),
    "messaging:arrival": Door(post=desk(), at=parked),
    "messaging:repetition": Door(post=desk(), at=parked),
    "messaging:surrender": Door(post=desk(), at=parked),
}
DOORS = {
    "wishes about messages": WISHES,
    "messages by hand": BY_HAND,
    "the queue of messages": QUEUE,
}
