"""Who wrote, and about which stop: as far as our messages and people's data tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from messaging.channels.addresses import kind_of, one_form
from messaging.models import Correspondent, Message, Post, Thread
from people.models import Consent, Participation, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from programs.models import Stop

UNSENT = (Message.State.NEW, Message.State.FAILED, Message.State.DROPPED)


class Whose(NamedTuple):
    """The person and the stop of what was written.

    Without a person it waits in the tray, perhaps of a stop.
    """

    person: User | None
    stop: Stop | None


def whose(
    address: str, *, sender: Correspondent | None, reply_to: str = "", proved: bool = True
) -> Whose:
    """Who wrote from `address`.

    `reply_to` is the provider's name, or our own, of the message that is answered.

    An address that anybody may have typed is not `proved`: it is nobody's, at most about the stop
    that is answered.
    """
    answered = _answered(reply_to)
    if not proved:
        return Whose(None, answered.stop if answered else None)
    if answered is not None:
        return Whose(answered.person, answered.stop)
    known = _known(address, sender)
    if known is not None:
        return _of(known)
    last = _sent().filter(address=address).order_by("-pk").first()
    if last is not None:
        return Whose(last.person, last.stop)
    before = Post.objects.filter(address=address, thread__person__isnull=False).order_by("-pk")
    wrote = before.select_related("thread__person", "thread__stop").first()
    if wrote is not None:
        return Whose(wrote.thread.person, wrote.thread.stop)
    return _by_telephone_book(address)


def _sent() -> QuerySet[Message]:
    """What left, to somebody, about a stop."""
    whole = Message.objects.filter(person__isnull=False, stop__isnull=False).exclude(
        state__in=UNSENT
    )
    return whole.select_related("person", "stop")


def names_of(sender: Correspondent | None, reply_to: str) -> set[str]:
    """The writer's other addresses: Meta's names, what staff know, where our message went."""
    answered = (
        Message.objects.exclude(state__in=UNSENT).filter(_named(reply_to)).order_by("-pk").first()
    )
    names = {answered.address} if answered else set()
    if sender is not None:
        names |= {
            sender.phone or "",
            sender.user_id or "",
            (sender.person and sender.person.phone) or "",
        }
    return names - {""}


def _answered(reply_to: str) -> Message | None:
    """The message of ours that somebody answered."""
    return _sent().filter(_named(reply_to)).order_by("-pk").first() if reply_to else None


def _named(name: str) -> Q:
    """What goes by the provider's name of a message, or by our own. Without a name, nothing."""
    if not name:
        return Q(pk__in=[])
    return Q(provider_id=name) | Q(pk__in=Message.objects.echoed(name).values("pk"))


def _known(address: str, sender: Correspondent | None) -> User | None:
    """The person whom staff found behind this sender, or behind this telephone."""
    messages = (
        Correspondent.objects.filter(pk=sender.pk)
        if sender
        else Correspondent.objects.filter(phone=address)
    )
    message = messages.select_related("person").first()
    return message.person if message else None


def _of(person: User) -> Whose:
    """A person, with the stop that we wrote to them about last.

    Else the one that they wrote to or took part in last.
    """
    message = _sent().filter(person=person).order_by("-pk").first()
    thread = Thread.objects.filter(person=person, stop__isnull=False).order_by("-last_at").first()
    place = Participation.objects.filter(person=person).order_by("-since").first()
    agreed = Consent.objects.filter(person=person).order_by("-given_at").first()
    row = message or thread or place or agreed
    return Whose(person, row.stop) if row else Whose(None, None)


def _by_telephone_book(address: str) -> Whose:
    """The only person with this telephone or e-mail.

    Of several, at most the stop that all have in common.
    """
    reached = Q((kind_of(address).column, one_form(address)))
    people = [
        _of(person) for person in User.objects.filter(reached, is_active=True).order_by("pk")[:10]
    ]
    if len(people) == 1:
        return people[0]
    stops = {each.stop for each in people}
    return Whose(None, stops.pop() if len(stops) == 1 else None)
