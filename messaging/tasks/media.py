"""Files that came with a message: fetched from the provider, looked at, kept or refused."""

import logging
from datetime import timedelta
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.antivirus import Infected, NotScanned
from core.calling import NotSent, UnknownFate
from core.files import SafeFile
from core.tasks import shared_task
from messaging import media
from messaging.channels.base import GONE, channels
from messaging.models import Post

logger = logging.getLogger(__name__)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# Each try, since written.
AFTER = (timedelta(0), MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR)
LAST_TRY = HOUR  # within which the last one has come to an end
ROUND = 50  # files of one round of the clock


def wake(post_id: int) -> None:
    """Ask for the file of a post now. Without a broker the next round of the clock fetches it."""
    try:
        fetch.apply_async((post_id,), retry=False)
    except OperationalError:
        logger.warning("The broker cannot be reached; files are fetched with the next round.")


@shared_task(ignore_result=True)
def fetch_waiting() -> None:
    """Fetch every file whose time has come; more than a round of them wait for the next one.

    A file whose last try was cut off is lost an hour later: nobody waits for it without end.
    """
    now = timezone.now()
    over = Post.objects.filter(tries__gte=len(AFTER), written_at__lte=now - AFTER[-1] - LAST_TRY)
    over.filter(file_state=Post.File.WAITING).update(file_state=Post.File.LOST)
    due = reduce(
        or_, (Q(tries=tries, written_at__lte=now - pause) for tries, pause in enumerate(AFTER))
    )
    waiting = Post.objects.filter(due, file_state=Post.File.WAITING).order_by("pk")
    for post_id in waiting.values_list("pk", flat=True)[:ROUND]:
        fetch(post_id)


@shared_task(ignore_result=True)
def fetch(post_id: int) -> None:
    """Fetch one file, unless somebody is at it; what cannot be had after the last try is lost."""
    post = Post.objects.filter(pk=post_id, file_state=Post.File.WAITING).first()
    if post is None or not _ours(post):
        return
    try:
        data = _fetched(post)
        safe = media.make_safe(data)
    except (NotSent, UnknownFate, NotScanned) as failure:
        if post.tries + 1 >= len(AFTER) or getattr(failure, "final", False):
            _settle(post, file_state=Post.File.LOST)
    except (ValidationError, Infected):
        _settle(post, file_state=Post.File.REFUSED)
    else:
        _keep(post, safe)


def _fetched(post: Post) -> bytes:
    """The file, from the provider of its channel. Raises `NotSent` or `UnknownFate`."""
    channel = channels().get(post.channel)
    if channel is None or channel.fetch is None:
        raise NotSent(GONE, final=True)
    return channel.fetch(post.media_id)[0]


def _ours(post: Post) -> bool:
    """Whether this try is ours: its time has come, and nobody else has begun it."""
    if post.tries >= len(AFTER) or post.written_at + AFTER[post.tries] > timezone.now():
        return False
    untouched = Post.objects.filter(pk=post.pk, file_state=Post.File.WAITING, tries=post.tries)
    return bool(untouched.update(tries=F("tries") + 1))


def _keep(post: Post, safe: SafeFile) -> None:
    """Keep the file beside its post, unless somebody else has meanwhile settled its fate."""
    post.file.save(safe.content.name or safe.name, safe.content, save=False)
    kind = media.kind_of_post(safe.content_type)
    kept = _settle(
        post,
        file_state=Post.File.HERE,
        file=post.file.name or "",
        file_type=safe.content_type,
        kind=kind,
    )
    if not kept:
        post.file.delete(save=False)


def _settle(post: Post, **outcome: str) -> bool:
    return bool(Post.objects.filter(pk=post.pk, file_state=Post.File.WAITING).update(**outcome))
