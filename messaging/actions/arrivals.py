"""What staff do with what could not be read: put it with a person, set it aside, undo either."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from messaging.actions import conversations
from messaging.arrivals import address_of, words_of
from messaging.models import Inbound, Message, Post, Thread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from people.models import User
    from programs.models import Stop


def put_with(arrival: Inbound, *, person: User, stop: Stop, by: User) -> Post:
    """Put its words into the conversation of `person` and `stop`, unread, the original beside.

    Raises ValidationError("moved") when somebody else was quicker.
    """
    with _locked(arrival, settled=False, by=by) as locked:
        text, quoted = words_of(locked)
        post = Post(
            channel=locked.provider,
            address=address_of(locked),
            provider_id=f"arrival:{locked.pk}",
            written_at=locked.arrived_at,
            kind=Post.Kind.TEXT if text or quoted else Post.Kind.OTHER,
            text=text,
            quoted=quoted,
        )
        conversations.file_under(post, person=person, stop=stop)
        _settle(locked, by=by, post=post)
    return post


def set_aside(arrival: Inbound, *, by: User) -> None:
    """Nothing is to be done with it. Raises ValidationError("moved")."""
    with _locked(arrival, settled=False, by=by) as locked:
        _settle(locked, by=by, post=None)


def take_back(arrival: Inbound, *, by: User) -> None:
    """Undo either: it waits again, and leaves the conversation. Raises ValidationError("moved")."""
    with _locked(arrival, settled=True, by=by) as locked:
        post = locked.post
        Inbound.objects.filter(pk=locked.pk).update(
            post=None, done_at=None, settled_at=None, settled_by=None
        )
        if post is not None:
            _leave(post)


def _settle(arrival: Inbound, *, by: User, post: Post | None) -> None:
    now = timezone.now()
    Inbound.objects.filter(pk=arrival.pk).update(
        post=post, done_at=now, settled_at=now, settled_by=by
    )


def _leave(post: Post) -> None:
    """Take `post` out of its thread; a thread in which nothing else was said ends with it."""
    thread = Thread.objects.select_for_update(of=["self"]).get(pk=post.thread_id)
    post.delete()
    Thread.objects.filter(pk=thread.pk, unread__gt=0).update(unread=F("unread") - 1)
    if not thread.posts.exists() and not Message.objects.filter(thread=thread).exists():
        thread.delete()


@contextmanager
def _locked(arrival: Inbound, *, settled: bool, by: User) -> Iterator[Inbound]:
    """Lock it, in the name of `by`. Raises ValidationError("moved") unless it stands so."""
    with pghistory.context(user=by.pk), transaction.atomic():
        rows = Inbound.objects.select_for_update(of=["self"])
        locked = rows.filter(pk=arrival.pk, settled_at__isnull=not settled).first()
        if locked is None:
            raise ValidationError(_("Somebody else was quicker: please look again."), code="moved")
        yield locked
