"""What staff do with what could not be read: put it with a person, set it aside, undo either."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.later import later
from messaging.actions import conversations
from messaging.arrivals import Card, address_of, files_of, words_of
from messaging.models import Inbound, Message, Post, Thread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from messaging.tasks import media
    from people.models import User
    from programs.models import Stop
else:
    media = later("messaging.tasks.media")


def put_with(arrival: Inbound, *, person: User, stop: Stop, by: User) -> Post:
    """Put its words into the conversation of `person` and `stop`, unread, the original beside.

    Raises ValidationError("moved") when somebody else was quicker.
    """
    with _locked(arrival, settled=False, by=by) as locked:
        posts = _posts_of(locked)
        for each in posts:
            conversations.file_under(each, person=person, stop=stop)
            if each.media_id:
                transaction.on_commit(partial(media.wake, each.pk))
        _settle(locked, by=by, post=posts[0])
    return posts[0]


def _posts_of(arrival: Inbound) -> list[Post]:
    """What it says, then each of its files as something that came by itself."""
    said, quoted = words_of(arrival)
    text = "\n".join(filter(None, [Card(arrival).own_subject, said]))
    common = {
        "channel": arrival.provider,
        "address": address_of(arrival),
        "written_at": arrival.arrived_at,
    }
    readable = Post.Kind.TEXT if text or quoted else Post.Kind.OTHER
    name = f"arrival:{arrival.pk}"
    words = Post(kind=readable, text=text, quoted=quoted, provider_id=name, **common)
    files = [
        Post(
            kind=Post.Kind.FILE,
            text=file,
            provider_id=f"{name}:{number}",
            media_id=f"{arrival.pk}:{number}",
            file_state=Post.File.WAITING,
            **common,
        )
        for number, file in enumerate(files_of(arrival))
    ]
    return [words, *files]


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
    """Take `post` and its files out of its thread, which ends where nothing else was said."""
    thread = Thread.objects.select_for_update(of=["self"]).get(pk=post.thread_id)
    posts = Post.objects.filter(Q(pk=post.pk) | Q(provider_id__startswith=f"{post.provider_id}:"))
    for each in posts:
        if each.file:
            transaction.on_commit(partial(each.file.storage.delete, str(each.file.name)))
    gone = posts.delete()[1].get("messaging.Post", 0)
    unread = Greatest(F("unread") - gone, 0)
    Thread.objects.filter(pk=thread.pk).update(unread=unread)
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
