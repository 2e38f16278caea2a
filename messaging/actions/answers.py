"""What the team answers: by the way on which the person wrote last, as long as that way is open."""

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
from messaging.actions.outbox import put
from messaging.hours import Calendar, next_moment
from messaging.http import ways
from messaging.http.whatsapp import WINDOW
from messaging.models import Correspondent, Message, Post, Preference, Thread
from messaging.words import render

if TYPE_CHECKING:
    from core.files import SafeFile
    from people.models import User

Channel = Message.Channel
LIVELY = timedelta(hours=1)  # whoever wrote this short a time ago is awake and waits
TEMPLATES = ("answer_waiting",)  # what may be sent when WhatsApp takes no free words


@dataclass(frozen=True)
class Way:
    """How an answer leaves: by which channel, to which address, and until when WhatsApp takes free words."""

    channel: str
    address: str
    until: datetime | None = None  # only by WhatsApp
    wrote_at: datetime | None = None

    @property
    def name(self) -> str:
        """The channel in words."""
        return str(Channel(self.channel).label)

    @property
    def is_shut(self) -> bool:
        """Whether only a template may be sent."""
        return self.channel == Channel.WHATSAPP and (self.until is None or self.until <= timezone.now())

    @property
    def takes_files(self) -> bool:
        """Whether a picture or a document may go along."""
        return self.channel == Channel.WHATSAPP and not self.is_shut

    @property
    def is_lively(self) -> bool:
        """Whether the person has just written, so that an answer disturbs nobody, whatever the hour."""
        return self.wrote_at is not None and self.wrote_at > timezone.now() - LIVELY

    @property
    def shuts_before_day(self) -> bool:
        """Whether WhatsApp takes no free words any more at the next decent hour: an answer is late or not at all."""
        return self.until is not None and next_moment(timezone.now(), calendar=Calendar.load()) >= self.until


def way_out(thread: Thread) -> Way | None:
    """The way of the person's last word, else the one they chose; None when they cannot be reached at all."""
    last = thread.posts.order_by("-pk").first()
    open_ways = ways.configured()
    if last is None or not last.address:
        return _to_person(thread, open_ways, last)
    if last.channel == Channel.EMAIL:
        return Way(Channel.EMAIL, last.address, wrote_at=last.written_at)
    if last.channel in open_ways:
        until = _until(last.address) if last.channel == Channel.WHATSAPP else None
        return Way(last.channel, last.address, until, last.written_at)
    return Way(Channel.BY_HAND, last.address, wrote_at=last.written_at)


def answer(
    thread: Thread,
    *,
    text: str,
    by: User,
    key: str,
    template: str = "",
    file: SafeFile | None = None,
) -> Message:
    """Write to whoever stands behind `thread`; the same `key`, the form's, gives the same message.

    Refused with code `window` when WhatsApp takes only a template now, `nowhere` when the person cannot be reached,
    `unknown` when a hand should write to nobody knows whom, `empty` without words, `file` when this way carries none.
    """
    with transaction.atomic():
        found = Thread.objects.select_for_update(of=["self"]).select_related("person", "stop__center").get(pk=thread.pk)
        way = way_out(found)
        if way is None:
            raise ValidationError(_("This person has no telephone number or e-mail any more."), code="nowhere")
        if not found.is_known and way.channel == Channel.BY_HAND:
            raise ValidationError(_("Please say first who it is."), code="unknown")
        if template not in TEMPLATES:
            template = ""
            _refuse(way, text, file)
        again = Message.objects.filter(key=_key(found, key)).first()
        if again is not None:
            return again
        message = put(_written(found, way, text=text, by=by, key=key, template=template, file=file))
        Thread.objects.filter(pk=found.pk, last_at__lt=message.created_at).update(last_at=message.created_at)
    return message


def prepared(thread: Thread) -> list[tuple[str, UUID, str]]:
    """What may be sent when WhatsApp takes no free words: its code, a key for the form, and its text."""
    language, context = _language(thread), {"center": _center(thread)}
    texts = [(code, render(code, language=language, context=context, stop=thread.stop).short) for code in TEMPLATES]
    return [(code, uuid4(), text) for code, text in texts]


def _key(thread: Thread, key: str) -> str:
    return f"answer:{thread.pk}:{key}"


def _language(thread: Thread) -> str:
    return thread.person.language if thread.person else language_of_page()


def _center(thread: Thread) -> str:
    with translation.override(_language(thread)):
        return thread.stop.center.name if thread.stop else _("Microlabs")


def _refuse(way: Way, text: str, file: SafeFile | None) -> None:
    if way.is_shut:
        raise ValidationError(
            _("The person wrote more than 24 hours ago: WhatsApp takes only a prepared message now."), code="window"
        )
    if not text and file is None:
        raise ValidationError(_("Please write an answer."), code="empty")
    if file is not None and not way.takes_files:
        raise ValidationError(_("No file can be sent this way. Please answer in words."), code="file")


def _written(
    thread: Thread, way: Way, *, text: str, by: User, key: str, template: str, file: SafeFile | None
) -> Message:
    """The answer as the outbox takes it. What came by WhatsApp is of no use once its window is shut."""
    language, center = _language(thread), _center(thread)
    event = template or "answer"
    context = {"center": center} if template else {"title": center, "words": text}
    words = render(event, language=language, context=context, stop=thread.stop)
    message = Message(
        key=_key(thread, key),
        event=event,
        context=context,
        channel=way.channel,
        address=way.address,
        person=thread.person,
        stop=thread.stop,
        thread=thread,
        author=by,
        language=language,
        subject=words.subject if way.channel == Channel.EMAIL else "",
        body=words.long if way.channel == Channel.EMAIL else words.short,
        needed=True,
        urgent=way.is_lively or (not template and way.shuts_before_day),
        expires_at=None if template else way.until,
    )
    if file is not None:
        message.file.save(file.content.name or file.name, file.content, save=False)
    return message


def _to_person(thread: Thread, open_ways: frozenset[Message.Channel], last: Post | None) -> Way | None:
    """To somebody who wrote on our own pages, or never: as they wish, else by what they have."""
    person = thread.person
    if person is None:
        return None
    wish = Preference.objects.filter(person=person).values_list("channel", flat=True).first() or ""
    at = last.written_at if last else None
    phone, email = person.phone or "", person.email or ""
    until = _until(phone) if phone and Channel.WHATSAPP in open_ways else None
    ways_to = {
        Channel.WHATSAPP: Way(Channel.WHATSAPP, phone, until, at) if until and until > timezone.now() else None,
        Channel.SMS: Way(Channel.SMS, phone, wrote_at=at) if phone and Channel.SMS in open_ways else None,
        Channel.EMAIL: Way(Channel.EMAIL, email, wrote_at=at) if email and Channel.EMAIL in open_ways else None,
        Channel.BY_HAND: Way(Channel.BY_HAND, phone, wrote_at=at) if phone else None,
    }
    wished = ways_to.get(Channel(wish)) if wish else None
    return wished or next((way for way in ways_to.values() if way), None)


def _until(address: str) -> datetime | None:
    """When the 24 hours end in which WhatsApp takes free words to this address."""
    known = Correspondent.objects.filter(phone=address) | Correspondent.objects.filter(user_id=address)
    wrote = known.order_by("wrote_at").values_list("wrote_at", flat=True).last()
    return wrote + WINDOW if wrote else None
