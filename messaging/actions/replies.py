"""A digit that answers a question of ours does what its link would; any other is for the team.

Only where exactly one question was asked of that very number and is still open, and nothing else
was written there since; or where the answer names its file, or quotes the question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from messaging import yes_no
from messaging.actions.inbound_senders import UNSENT, named
from messaging.actions.outbox import put
from messaging.channels.base import channels
from messaging.events import NO_QUESTION, REPLY_REFUSED
from messaging.models import Message
from messaging.occasions import EVENTS
from messaging.unwanted import changed
from messaging.words import render
from messaging.yes_no import Answer, Done

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import QuerySet

    from messaging.models import Correspondent, Post, Thread

FAST = timedelta(minutes=1)  # by which the clock of a provider may go before ours
ENOUGH = 50  # of the newest messages to one number
KEY = "reply:"  # begins the keys of what is said about an answer: that is no other talk


@dataclass(frozen=True)
class Heard:
    """A text that is an answer; `question` is the message it answers, unless that is unclear."""

    answer: Answer
    question: Message | None
    example: Message  # of what one can answer

    @property
    def echo(self) -> str:
        """The name of the answered message, by which the conversation is found."""
        return self.question.echo if self.question else ""


def heard(post: Post, *, sender: Correspondent | None, reply_to: str) -> Heard | None:
    """What `post` answers, that was asked of its very sender. None for any other message."""
    answer = yes_no.read(post.text)
    if answer is None or not channels()[post.channel].hears:
        return None
    quoted = Message.objects.filter(named(reply_to)).first() if reply_to else None
    sent = list(_sent(post, _addresses(post, sender, quoted))[:ENOUGH])
    questions = _questions(sent, other=answer.other)
    if not questions:
        return None
    if quoted:
        chosen = [each for each in questions if each.about == quoted.about and quoted.about]
        return Heard(answer, chosen[0], chosen[0]) if chosen else None
    if answer.number:
        chosen = [each for each in questions if answer.names(each.context.get("reference", ""))]
        return Heard(answer, chosen[0], chosen[0]) if len(chosen) == 1 else None
    return _unnamed(answer, sent, questions)


def act(said: Heard, post: Post, thread: Thread) -> None:
    """Do what the answer says and confirm it; refused or unclear, say what can be done instead.

    `post` then names what it did.
    """
    question = said.question
    if question is None:
        _say(said.example, post, thread, Done("", NO_QUESTION.code, said.example.context))
        return
    with translation.override(question.language):
        try:
            with transaction.atomic():
                done = yes_no.done(said.answer, question.event, question.about)
        except ValidationError as refusal:
            words = {**question.context, "words": " ".join(refusal.messages)}
            done = Done("", REPLY_REFUSED.code, words)
    post.did = done.did
    if done.event:
        _say(question, post, thread, done)


def _unnamed(answer: Answer, sent: Sequence[Message], questions: list[Message]) -> Heard | None:
    """The one open question, where nothing else was said since; else the last one, over by now."""
    open_ones = [each for each in questions if not each.closed]  # type: ignore[attr-defined]
    newest = (open_ones or questions)[0]
    others = (each.pk for each in sent if _is_other_talk(each, newest))
    last_word = next(others, 0) < newest.pk
    if not open_ones:
        return Heard(answer, newest, newest) if last_word else None
    return Heard(answer, newest if len(open_ones) == 1 and last_word else None, newest)


def _is_other_talk(message: Message, question: Message) -> bool:
    """Whether a digit may answer `message` instead; what asks yes or no is counted by itself."""
    about_it = message.about == question.about or message.key.startswith(KEY)
    return not (about_it or message.secret or EVENTS[message.event].reply)


def _addresses(post: Post, sender: Correspondent | None, quoted: Message | None) -> set[str]:
    """The names that the provider itself gives the sender, and where the quoted message went."""
    names = {post.address, (sender and sender.phone) or "", (sender and sender.user_id) or ""}
    return (names | {quoted.address if quoted else ""}) - {""}


def _sent(post: Post, addresses: Collection[str]) -> QuerySet[Message]:
    """What had left for them before it was answered, by channels that hear; the newest first."""
    hearing = [each.code for each in channels().values() if each.hears]
    by_then = Q(sent_at__isnull=True) | Q(sent_at__lte=post.written_at + FAST)
    rows = Message.objects.filter(by_then, address__in=addresses, channel__in=hearing)
    return rows.exclude(state__in=UNSENT).annotate(closed=changed()).order_by("-pk")


def _questions(sent: Sequence[Message], *, other: bool) -> list[Message]:
    """The newest message about each matter on which this answer was asked for."""
    asking, newest = set(yes_no.asking(other=other)), dict[str, Message]()
    for message in sent:
        if message.event in asking and message.about:
            newest.setdefault(message.about, message)
    return list(newest.values())


def _say(question: Message, post: Post, thread: Thread, done: Done) -> None:
    """Answer where they wrote, once a matter; what was not understood, once a day."""
    event, language = EVENTS[done.event], question.language
    context = {name: str(done.context[name]) for name in event.names & done.context.keys()}
    words = render(event.code, language=language, context=context, stop=thread.stop)
    subject, body = channels()[post.channel].lay_out(words, event)
    put(
        Message(
            key=_key(question, thread, done),
            event=event.code,
            context=context,
            channel=post.channel,
            address=post.address,
            person=thread.person,
            stop=thread.stop,
            thread=thread,
            language=language,
            subject=subject,
            body=body,
            needed=event.needed,
            urgent=event.urgent,
        )
    )


def _key(question: Message, thread: Thread, done: Done) -> str:
    """A confirmation once for each offer; what leads on, once a day: an SMS costs."""
    if done.did:
        return f"{KEY}{question.about}:{question.version}:{done.event}"
    return f"{KEY}{done.event}:{thread.pk}:{timezone.localdate()}"
