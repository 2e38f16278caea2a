"""A conversation's page: what came and what left, in time, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from core.keyset import Keyset, written
from messaging.channels.base import label_of
from messaging.masking import for_staff
from messaging.models import Inbound, Message, Post, Thread
from messaging.occasions import EVENTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

SIZE = 50
State = Message.State
ARRIVED = (State.SENT, State.DELIVERED, State.READ)


@dataclass(frozen=True)
class Entry:
    """Something written, by them or by us. `version` changes when what the page says of it does."""

    key: str
    version: str
    at: datetime
    text: str
    post: Post | None = None
    message: Message | None = None

    @property
    def occasion(self) -> str:
        """Why it was written, unless it is an answer in this conversation."""
        event = EVENTS.get(self.message.event) if self.message else None
        return "" if event is None or event.free else str(event.name)

    @property
    def channel(self) -> str:
        """How it came or left, in words."""
        channel = self.post.channel if self.post else self.message.channel if self.message else ""
        return label_of(channel)

    @property
    def form_key(self) -> str:
        """The key of the form in which it was typed, on one of our own pages."""
        written = self.post.provider_id if self.post else self.message.key if self.message else None
        return (
            (written or "").rpartition(":")[2]
            if (written or "").startswith(("web:", "answer:"))
            else ""
        )

    @property
    def did(self) -> str:
        """What an answer by a digit did."""
        return gettext(self.post.did) if self.post and self.post.did else ""

    @property
    def failure(self) -> str:
        """Why it was not sent."""
        return gettext(self.message.failure) if self.message and self.message.failure else ""


@dataclass(frozen=True)
class Talk:
    """A page of a conversation, oldest first; `earlier`: where the page before begins, or empty."""

    entries: list[Entry]
    earlier: str

    @property
    def seen(self) -> int:
        """The last post that this page shows."""
        return max((entry.post.pk for entry in self.entries if entry.post), default=0)

    @property
    def have(self) -> str:
        """What this page shows, and how, in one word for the URL that asks for news."""
        return ",".join(f"{entry.key}.{entry.version}" for entry in self.entries)


def talk_of_team(thread: Thread, *, whole: bool, before: str = "") -> Talk:
    """As the team reads it; `whole`: all sent to the person about the stop, not answers only."""
    ours = Q(thread=thread)
    if whole and thread.person_id is not None:
        ours |= Q(person=thread.person_id, stop=thread.stop_id)
    return _talk(
        thread, Message.objects.filter(ours, secret=False).select_related("author"), before
    )


def talk_of_person(thread: Thread, before: str = "") -> Talk:
    """As its person reads it: the answers of the team, and what else arrived."""
    arrived = Q(person=thread.person_id, stop=thread.stop_id, state__in=ARRIVED)
    answers = Q(thread=thread, event="answer")
    return _talk(thread, Message.objects.filter(arrived | answers, secret=False), before)


def news(talk: Talk, have: str) -> tuple[list[Entry], list[Entry]]:
    """What a page that shows `have` lacks, and what it shows as it is no more."""
    versions: Mapping[str, str] = dict(each.partition(".")[::2] for each in have.split(","))
    lacking = [entry for entry in talk.entries if entry.key not in versions]
    changed = [
        entry for entry in talk.entries if versions.get(entry.key, entry.version) != entry.version
    ]
    return lacking, changed


def _talk(thread: Thread, messages: QuerySet[Message], before: str) -> Talk:
    # No key is 0: what was written at that very moment stood on the page before.
    earlier = {"after": f"{before}_0"}
    originals = Inbound.objects.filter(post=OuterRef("pk"))
    posts = Keyset(
        thread.posts.select_related("idea__theme").annotate(has_original=Exists(originals)),
        ["-written_at", "-pk"],
        size=SIZE,
    ).page(earlier)
    ours = Keyset(messages, ["-created_at", "-pk"], size=SIZE).page(earlier)
    entries = [*map(_of_post, posts.rows), *map(_of_message, ours.rows)]
    entries.sort(key=attrgetter("at", "key"))
    newest = entries[-SIZE:]
    more = posts.after or ours.after or len(entries) > SIZE
    return Talk(newest, written(newest[0].at) if more else "")


def _of_post(post: Post) -> Entry:
    marked = post.idea.theme.code if hasattr(post, "idea") else ""
    version = f"{post.file_state}{marked}"
    return Entry(f"p{post.pk}", version, post.written_at, post.text, post=post)


def _of_message(message: Message) -> Entry:
    text = for_staff(message.body)
    return Entry(f"m{message.pk}", message.state, message.created_at, text, message=message)
