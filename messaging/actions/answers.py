"""What the team answers: by the channel on which the person wrote last, as long as it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.language import language_of_page
from messaging.actions.letters import Reader
from messaging.actions.outbox import put
from messaging.actions.threads import close
from messaging.channels.base import BY_HAND, Channel, best_first, channels
from messaging.hours import Calendar, next_moment
from messaging.links import file_url
from messaging.models import Message, Post, Preference, Thread
from messaging.occasions import EVENTS
from messaging.words import render

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.files import SafeFile
    from people.models import User

LIVELY = timedelta(hours=1)  # whoever wrote this short a time ago is awake and waits
TEMPLATES = ("answer_waiting",)  # what may be sent when WhatsApp takes no free words


@dataclass(frozen=True)
class Route:
    """How an answer leaves: by which channel, to which address, until when free words are taken."""

    channel: Channel
    address: str
    until: datetime | None = None  # None: always, or no longer where the channel has such a time
    wrote_at: datetime | None = None

    @property
    def is_shut(self) -> bool:
        """Whether only a template may be sent."""
        return self.channel.free_until is not None and (
            self.until is None or self.until <= timezone.now()
        )

    @property
    def takes_files(self) -> bool:
        """Whether a picture or a document may go along."""
        return self.channel.takes_files and not self.is_shut

    @property
    def is_lively(self) -> bool:
        """Whether the person has just written: an answer disturbs nobody, whatever the hour."""
        return self.wrote_at is not None and self.wrote_at > timezone.now() - LIVELY

    @property
    def shuts_before_day(self) -> bool:
        """Whether free words end before the next decent hour: it is now or never."""
        return (
            self.until is not None
            and next_moment(timezone.now(), calendar=Calendar.load()) >= self.until
        )


def route_to(thread: Thread) -> Route | None:
    """The channel of the person's last word, else the one they chose; None when there is none."""
    last = thread.posts.order_by("-pk").first()
    if last is None or not last.address:
        return _to_person(thread, last)
    channel = channels().get(last.channel)
    if channel is None or not channel.configured():
        channel = channels()[BY_HAND]
    return _route(channel, last.address, last)


def _route(channel: Channel, address: str, last: Post | None) -> Route:
    until = channel.free_until(address) if channel.free_until else None
    return Route(channel, address, until, last.written_at if last else None)


def answer(
    thread: Thread,
    *,
    text: str,
    by: User,
    key: str,
    template: str = "",
    file: SafeFile | None = None,
    after: int | None = None,
    closes_at: int | None = None,
) -> Message:
    """Write to whoever stands behind `thread`; the same `key`, the form's, gives the same message.

    `after`: the last answer that `by` has read; `closes_at`: the last post that they have read,
    where the answer closes the conversation. Raises ValidationError, and sends nothing: `window`
    when WhatsApp takes only a template now, `nowhere` when the person cannot be reached, `unknown`
    when a hand should write to nobody knows whom, `empty` without words, `crossed` when a colleague
    has answered since `after`, `moved` when it cannot be closed.
    """
    template = template if template in TEMPLATES else ""
    with transaction.atomic():
        threads = Thread.objects.select_for_update(of=["self"])
        locked = threads.select_related("person", "stop__center").get(pk=thread.pk)
        earlier = Message.objects.filter(key=_key(locked, key)).first()
        if earlier is not None:
            return earlier
        route = _open_route(locked)
        if not template:
            _refuse(route, text, file)
        if after is not None:
            _refuse_crossing(locked, after=after, by=by)
        draft = _unsaved(locked, route, text=text, by=by, key=key, template=template, file=file)
        message = put(draft)
        if file is not None and not route.takes_files:
            _name_file(message)
        rows = Thread.objects.filter(pk=locked.pk, last_at__lt=message.created_at)
        rows.update(last_at=message.created_at)
        if closes_at is not None:
            close(locked, seen=closes_at, by=by)
    return message


def answers_of(thread: Thread) -> QuerySet[Message]:
    """What the team has answered in `thread`, whatever else was sent to the person."""
    return Message.objects.filter(thread=thread, event__in=["answer", *TEMPLATES])


def prepared(thread: Thread) -> list[tuple[str, UUID, str]]:
    """What may be sent when WhatsApp takes no free words: its code, a form's key, its text."""
    language, context = _language(thread), {"center": _center(thread)}
    texts = [
        (code, render(code, language=language, context=context, stop=thread.stop).short)
        for code in TEMPLATES
    ]
    return [(code, uuid4(), text) for code, text in texts]


def _key(thread: Thread, key: str) -> str:
    return f"answer:{thread.pk}:{key}"


def _language(thread: Thread) -> str:
    return thread.person.language if thread.person else language_of_page()


def _center(thread: Thread) -> str:
    with translation.override(_language(thread)):
        return thread.stop.center.name if thread.stop else _("Microlabs")


def _open_route(thread: Thread) -> Route:
    """How an answer leaves. Raises ValidationError: `nowhere`, `unknown`."""
    route = route_to(thread)
    if route is None:
        raise ValidationError(
            _("This person has no telephone number or e-mail any more."), code="nowhere"
        )
    if not thread.is_known and route.channel.by_hand:
        raise ValidationError(_("Please say first who it is."), code="unknown")
    return route


def _refuse_crossing(thread: Thread, *, after: int, by: User) -> None:
    """Raises ValidationError("crossed") when somebody else has answered since."""
    unseen = answers_of(thread).filter(pk__gt=after).exclude(author=by).select_related("author")
    crossing = unseen.order_by("-pk").first()
    if crossing is not None:
        sentence = _(
            "%(name)s has answered meanwhile. Please read it above; "
            "your words still stand here, and are sent if you press once more."
        )
        name = crossing.author.name if crossing.author else _("A colleague")
        raise ValidationError(sentence % {"name": name}, code="crossed")


def _name_file(message: Message) -> None:
    """Where its file is found stands below the words: this channel carries none."""
    with translation.override(message.language):
        line = _("A file for you: %(link)s") % {"link": file_url(message)}
    message.body = "\n".join(filter(None, (message.body, line)))
    Message.objects.filter(pk=message.pk).update(body=message.body)


def _refuse(route: Route, text: str, file: SafeFile | None) -> None:
    if route.is_shut:
        sentence = _(
            "The person wrote more than 24 hours ago: WhatsApp takes only a prepared message now."
        )
        raise ValidationError(sentence, code="window")
    if not text and file is None:
        raise ValidationError(_("Please write an answer."), code="empty")


def _unsaved(
    thread: Thread,
    route: Route,
    *,
    text: str,
    by: User,
    key: str,
    template: str,
    file: SafeFile | None,
) -> Message:
    """The answer for the outbox. By WhatsApp it is of no use once the window is shut."""
    language, center = _language(thread), _center(thread)
    event = template or "answer"
    context = {"center": center} if template else {"title": center, "words": text}
    words = render(event, language=language, context=context, stop=thread.stop)
    subject, body = route.channel.lay_out(words, EVENTS[event])
    message = Message(
        key=_key(thread, key),
        event=event,
        context=context,
        channel=route.channel.code,
        address=route.address,
        person=thread.person,
        stop=thread.stop,
        thread=thread,
        author=by,
        language=language,
        subject=subject,
        body=body,
        needed=True,
        urgent=route.is_lively or (not template and route.shuts_before_day),
        expires_at=None if template else route.until,
    )
    if file is not None:
        message.file.save(file.content.name or file.name, file.content, save=False)
    return message


def _to_person(thread: Thread, last: Post | None) -> Route | None:
    """To whoever wrote on our own pages, or never: as they wish, else as one can; by hand last."""
    person = thread.person
    if person is None:
        return None
    wish = Preference.objects.filter(person=person).values_list("channel", flat=True).first() or ""
    reader = Reader.of(person)
    reachable = sorted(
        (each for each in best_first() if each.configured() and reader.at(each)),
        key=lambda each: each.by_hand,
    )
    routes = [_route(each, reader.at(each), last) for each in reachable]
    open_ones = [each for each in routes if not each.is_shut]
    return next(
        (each for each in open_ones if each.channel.code == wish),
        open_ones[0] if open_ones else None,
    )
