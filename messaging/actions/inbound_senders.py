"""Who wrote, and about which stop, as far as what we sent and what we know of people tells."""

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
    """Person and stop of a text. Without a person it waits in the tray, perhaps of a stop."""

    person: User | None
    stop: Stop | None


def whose(
    address: str, *, sender: Correspondent | None, reply_to: str = "", proved: bool = True
) -> Whose:
    """Who wrote from `address`; `reply_to` names the answered message as the provider or we do.

    An address anybody may have typed is not `proved`: nobody's, at most about the answered stop.
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
    posts = Post.objects.filter(address=address, thread__person__isnull=False).order_by("-pk")
    post = posts.select_related("thread__person", "thread__stop").first()
    if post is not None:
        return Whose(post.thread.person, post.thread.stop)
    return _by_telephone_book(address)


def _sent() -> QuerySet[Message]:
    """What left, to somebody, about a stop."""
    complete = Message.objects.filter(person__isnull=False, stop__isnull=False)
    return complete.exclude(state__in=UNSENT).select_related("person", "stop")


def names_of(sender: Correspondent | None, reply_to: str) -> set[str]:
    """Other addresses of whoever writes: Meta's names, what staff know, where our message went."""
    sent = Message.objects.exclude(state__in=UNSENT)
    answered = sent.filter(named(reply_to)).order_by("-pk").first()
    names = {answered.address} if answered else set()
    if sender is not None:
        phone = (sender.person and sender.person.phone) or ""
        names |= {sender.phone or "", sender.user_id or "", phone}
    return names - {""}


def _answered(reply_to: str) -> Message | None:
    """The message of ours that somebody answered."""
    return _sent().filter(named(reply_to)).order_by("-pk").first() if reply_to else None


def named(name: str) -> Q:
    """What goes by the provider's name of a message, or by our own. Without a name, nothing."""
    if not name:
        return Q(pk__in=[])
    return Q(provider_id=name) | Q(pk__in=Message.objects.echoed(name).values("pk"))


def _known(address: str, sender: Correspondent | None) -> User | None:
    """The person whom staff found behind this sender, or behind this telephone."""
    named = Q(pk=sender.pk) if sender else Q(phone=address)
    row = Correspondent.objects.filter(named).select_related("person").first()
    return row.person if row else None


def _of(person: User) -> Whose:
    """A person, with the stop we wrote about last, else that they wrote to or took part in last."""
    message = _sent().filter(person=person).order_by("-pk").first()
    thread = Thread.objects.filter(person=person, stop__isnull=False).order_by("-last_at").first()
    place = Participation.objects.filter(person=person).order_by("-since").first()
    agreed = Consent.objects.filter(person=person).order_by("-given_at").first()
    row = message or thread or place or agreed
    return Whose(person, row.stop) if row else Whose(None, None)


def _by_telephone_book(address: str) -> Whose:
    """The only person with this telephone or e-mail; of several, at most the stop all share."""
    reached = Q((kind_of(address).column, one_form(address)))
    people = User.objects.filter(reached, is_active=True).order_by("pk")[:10]
    owners = [_of(person) for person in people]
    if len(owners) == 1:
        return owners[0]
    stops = {each.stop for each in owners}
    return Whose(None, stops.pop() if len(stops) == 1 else None)
