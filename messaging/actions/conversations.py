"""What people write to us, each thing once, into the thread of the person and the stop."""

from __future__ import annotations

from datetime import timedelta
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.later import later
from core.writing import tidy
from messaging.actions import preferences, replies
from messaging.actions.inbound_senders import Whose, names_of, whose
from messaging.channels.base import WEB, channels
from messaging.models import Correspondent, Post, Thread
from people.models import Consent, Participation
from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

    from messaging.tasks import media
    from people.models import User
else:
    media = later("messaging.tasks.media")

HOUR = timedelta(hours=1)
WORDY = 30  # messages an hour that one person writes on our own pages
LONGEST = 10_000  # characters of a text that are kept
LONGEST_QUOTED = 200_000  # characters of what is folded below it
ROUNDS = 3  # a thread may become somebody's while we wait for it


def receive(  # noqa: PLR0913  what a provider tells us of a message
    *,
    channel: str,
    sender: Correspondent | None,
    address: str,
    provider_id: str,
    at: datetime,
    kind: Post.Kind,
    text: str,
    quoted: str = "",
    media_id: str = "",
    file_type: str = "",
    reply_to: str = "",
    proved: bool = True,
) -> Post | None:
    """Keep what somebody wrote from `address`; None when it was kept before.

    STOP and START are honoured at once. An unknown address, or one of several people, gets a thread
    of its own in the tray. So does one that is not `proved` to be the writer's, whoever's it is;
    neither STOP nor START is taken from there.
    """
    if Post.objects.filter(provider_id=provider_id).exists():
        return None
    at = min(at, timezone.now())
    post = Post(
        channel=channel,
        address=address,
        provider_id=provider_id,
        written_at=at,
        kind=kind,
        text=_kept(text, LONGEST),
        quoted=_kept(quoted, LONGEST_QUOTED),
        media_id=media_id,
        file_type=file_type[:60],
        file_state=Post.File.WAITING if media_id else Post.File.NONE,
    )
    with transaction.atomic():
        said = replies.heard(post, sender=sender, reply_to=reply_to) if proved else None
        reply_to = (said and said.echo) or reply_to
        thread = _locked(post, sender=sender, reply_to=reply_to, proved=proved)
        if said:
            replies.act(said, post, thread)
        if not _keep(post, thread):
            transaction.set_rollback(True)
            return None
        _note_window(channel, sender=sender, address=address, at=at)
        if proved:
            _honour(post, also=names_of(sender, reply_to))
        if media_id:
            transaction.on_commit(partial(media.wake, post.pk))
    return post


def stops_of(person: User) -> QuerySet[Stop]:
    """The stops whose teams `person` may write to: they applied, take part, or were written to."""
    ties = (
        rows.objects.filter(person=person, stop=OuterRef("pk"))
        for rows in (Participation, Consent, Thread)
    )
    return Stop.objects.filter(reduce(or_, map(Q, map(Exists, ties))))


def say(*, person: User, stop: Stop, text: str, key: str) -> Post | None:
    """Keep what `person` wrote on our own pages to the team of `stop`; None when `key` is known.

    `key` is the form's. Raises ValidationError("hurry") when they wrote very much within the hour.
    """
    recently = Post.objects.filter(
        thread__person=person, channel=WEB, written_at__gt=timezone.now() - HOUR
    )
    if recently.count() >= WORDY:
        raise ValidationError(
            _("You have written many messages. The team reads them all; please wait a while."),
            code="hurry",
        )
    post = Post(
        channel=WEB,
        provider_id=_key(person, key),
        text=_kept(text, LONGEST),
    )
    with transaction.atomic():
        if _keep(post, _thread(Whose(person, stop), post)):
            return post
        transaction.set_rollback(True)
    return None


def file_under(post: Post, *, person: User, stop: Stop) -> None:
    """Put `post` into the conversation of `person` and `stop`, unread, where staff know it to be.

    Raises IntegrityError where it stands somewhere already. Called within a transaction.
    """
    post.text, post.quoted = _kept(post.text, LONGEST), _kept(post.quoted, LONGEST_QUOTED)
    if not _keep(post, _thread(Whose(person, stop), post)):
        raise IntegrityError


def _kept(words: str, longest: int) -> str:
    return tidy(words, lines=True)[:longest]


def said(person: User | None, stop: Stop, *, key: str) -> Post | None:
    """What `person` wrote by the form with this `key` to the team of `stop`."""
    if person is None or not key.isprintable():
        return None
    own = Post.objects.filter(thread__person=person, thread__stop=stop)
    return own.filter(provider_id=_key(person, key)).first()


def _key(person: User, key: str) -> str:
    """The name of what was written by a form of our own pages."""
    return f"web:{person.pk}:{key}"


def _locked(post: Post, *, sender: Correspondent | None, reply_to: str, proved: bool) -> Thread:
    """Lock the thread of whoever wrote; an unknown one may become somebody's while we ask."""
    writer = partial(whose, post.address, sender=sender, reply_to=reply_to, proved=proved)
    for _round in range(ROUNDS):
        try:
            thread = _thread(writer(), post)
        except Thread.DoesNotExist:
            continue
        if thread.is_known or writer().person is None:
            return thread
        if not thread.posts.exists():
            thread.delete()
    raise Thread.DoesNotExist


def _thread(owner: Whose, post: Post) -> Thread:
    """Lock the one thread of a person and a stop, else of an unknown address; made if missing."""
    begun: dict[str, Any] = {"last_at": post.written_at, "stop": owner.stop}
    if owner.person is not None:
        thread, _new = Thread.objects.get_or_create(
            person=owner.person, stop=owner.stop, defaults=begun
        )
    else:
        thread, _new = Thread.objects.get_or_create(
            person=None, address=post.address, defaults=begun
        )
    return Thread.objects.select_for_update(of=["self"]).get(pk=thread.pk)


def _keep(post: Post, thread: Thread) -> bool:
    """Put `post` into its thread, unread and open again; False when it is there already.

    One that did what it says leaves the team nothing to do.
    """
    post.thread = thread
    if post.provider_id and Post.objects.filter(provider_id=post.provider_id).exists():
        return False  # sent twice: no statement is refused, whose words a log would keep
    try:
        with transaction.atomic():
            post.save(force_insert=True)
    except IntegrityError:
        return False
    to_do: dict[str, Any] = (
        {}
        if post.did
        else {"unread": F("unread") + 1, "state": Thread.State.OPEN, "snoozed_until": None}
    )
    Thread.objects.filter(pk=thread.pk).update(
        last_at=Greatest("last_at", Value(post.written_at)), **to_do
    )
    return True


def _note_window(channel: str, *, sender: Correspondent | None, address: str, at: datetime) -> None:
    """Where free words are taken for a while after somebody wrote, keep when they did."""
    if channels()[channel].free_until is None:
        return
    if sender is None:
        sender, _new = Correspondent.objects.get_or_create(phone=address)
    earlier = Q(wrote_at__isnull=True) | Q(wrote_at__lt=at)
    Correspondent.objects.filter(earlier, pk=sender.pk).update(wrote_at=at)


def _honour(post: Post, *, also: Collection[str]) -> None:
    """STOP ends messages to this address and to `also`, the person's others; START lets them come.

    What was said last holds, whatever arrived last; the thread's lock has them read one by one.
    """
    later = Post.objects.filter(address=post.address, written_at__gt=post.written_at)
    texts = later.order_by("-pk").values_list("text", flat=True)[:50]
    if any(preferences.is_stop_word(text) or preferences.is_start_word(text) for text in texts):
        return
    if preferences.is_stop_word(post.text):
        preferences.refuse(post.address, way=post.channel, also=also)
    elif preferences.is_start_word(post.text):
        preferences.lift(post.address, way=post.channel, also=also)
