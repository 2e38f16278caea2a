"""The demonstration's conversations: questions, a voice note, a picture, an unknown number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone
from PIL import Image, ImageDraw

from messaging import media
from messaging.actions import threads as moves
from messaging.actions.conversations import receive
from messaging.actions.ideas import mark_idea
from messaging.channels.base import BY_HAND
from messaging.models import Message, Post, Thread
from people.models import Participation, User
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from programs.models import Stop

UNKNOWN = "+212655010203"
VOICE = Path(__file__).parent / "data" / "demo.webm"  # six notes, recorded by a browser


@dataclass(frozen=True)
class Utterance:
    """One thing that was written: by the person, or by the team; `minutes` before now."""

    minutes: int
    text: str
    ours: bool = False
    kind: Post.Kind = Post.Kind.TEXT


@dataclass(frozen=True)
class Talk:
    """A conversation: by which way, what was said, in whose hands it is, and how it stands."""

    channel: str
    lines: tuple[Utterance, ...]
    hands: str = ""
    state: str = Thread.State.OPEN
    language: str = field(default="ar")


IDEA = "لا، حساب شخصي فقط. هل هو ضروري؟"
TALKS = (
    Talk(
        "whatsapp",
        (
            Utterance(190, "السلام عليكم، شكرا على القبول. متى تبدأ الورشات؟"),
            Utterance(
                150, "وعليكم السلام، تبدأ يوم الثلاثاء على العاشرة صباحا في مقر المركز.", ours=True
            ),
            Utterance(35, "", kind=Post.Kind.VOICE),
        ),
        hands="manager.fes",
    ),
    Talk(
        "sms",
        (
            Utterance(2900, "Bonjour, je peux venir avec mon associée au premier atelier ?"),
            Utterance(2800, "Bonjour, bien sûr : dites-nous seulement son nom.", ours=True),
            Utterance(2790, "Merci, elle s’appelle Samira."),
        ),
        state=Thread.State.CLOSED,
        language="fr",
    ),
    Talk(
        "whatsapp",
        (
            Utterance(1500, "هذه بطاقة المقاول الذاتي كما طلبتم", kind=Post.Kind.PICTURE),
            Utterance(1440, "توصلنا بها، شكرا. هل لديك حساب بنكي مهني؟", ours=True),
            Utterance(300, IDEA),
        ),
        hands="expert.finance",
    ),
    Talk(
        "email",
        (
            Utterance(
                4200,
                "Bonjour,\nmon dossier de crédit attend une pièce de la commune. "
                "Je vous écris dès que je l’ai.",
            ),
        ),
        state=Thread.State.SNOOZED,
        language="fr",
    ),
    Talk("sms", (Utterance(20, "نسيت رقم ملفي، كيف أجده؟"),)),
)


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:
    """Write conversations with some participants of `stop`, and what an unknown number asks."""
    # Nobody was written to yet: of a telephone that two people share, nobody would know who speaks.
    phones = User.objects.filter(phone__isnull=False).values("phone").annotate(people=Count("pk"))
    shared = phones.filter(people__gt=1).values("phone")
    taking_part = Participation.objects.filter(stop=stop).exclude(person__phone__in=shared)
    taking_part = taking_part.select_related("person", "stop")
    for number, talk in enumerate(TALKS):
        speakers = taking_part.filter(person__language=talk.language).exclude(person__email=None)
        _talk(talk, speakers.order_by("-pk")[number], staff)
    _harvested(stop, staff["manager.fes"])
    _heard(UNKNOWN, "sms", Utterance(12, "سلام، شفت الإعلان ديالكم، واش باقي التسجيل مفتوح؟"))


def take_out(_stops: Sequence[Stop]) -> None:
    """Remove what belongs to no stop; the rest goes with its stop."""
    Thread.objects.filter(person=None, address=UNKNOWN).delete()


def _talk(talk: Talk, speaker: Participation, staff: Mapping[str, User]) -> None:
    by = staff["manager.fes"]
    address = (speaker.person.email if talk.channel == "email" else speaker.person.phone) or ""
    post = None
    for line in talk.lines:
        if not line.ours:
            post = _heard(address, talk.channel, line)
        elif post is not None:
            _answered(post, line, speaker, by)
    if post is None:
        return
    if talk.hands:
        moves.assign(post.thread, to=staff[talk.hands], by=by)
    if talk.state == Thread.State.CLOSED:
        moves.close(post.thread, seen=post.pk, by=by)
    if talk.state == Thread.State.SNOOZED:
        moves.mark_read(post.thread, seen=post.pk, by=by)
        moves.snooze(post.thread, until=timezone.now() + timedelta(days=3), by=by)


def _harvested(stop: Stop, by: User) -> None:
    """One question of a conversation, which the team has marked as an idea for a workshop."""
    asked = Post.objects.filter(thread__stop=stop, text=IDEA).first()
    if asked:
        mark_idea(asked, Theme.objects.get(code="financing"), by=by)


def _heard(address: str, channel: str, line: Utterance) -> Post | None:
    """What came from `address`, with the file that belongs to its kind."""
    post = receive(
        channel=channel,
        sender=None,
        address=address,
        provider_id=f"demo:{address}:{line.minutes}",
        at=timezone.now() - timedelta(minutes=line.minutes),
        kind=line.kind,
        text=line.text,
    )
    data = {Post.Kind.VOICE: VOICE.read_bytes, Post.Kind.PICTURE: _card}.get(line.kind)
    if post is not None and data is not None:
        safe = media.make_safe(data())
        post.file.save(safe.content.name or safe.name, safe.content, save=False)
        post.file_type, post.file_state = safe.content_type, Post.File.HERE
        post.save(update_fields=["file", "file_type", "file_state"])
    return post


def _answered(post: Post, line: Utterance, speaker: Participation, by: User) -> None:
    """An answer that arrived and was read."""
    at = timezone.now() - timedelta(minutes=line.minutes)
    Message.objects.create(
        key=f"answer:{post.thread_id}:demo-{line.minutes}",
        event="answer",
        channel=BY_HAND if post.channel == "whatsapp" else post.channel,
        address=post.address,
        person=speaker.person,
        stop=speaker.stop,
        thread=post.thread,
        author=by,
        language=speaker.person.language,
        body=line.text,
        needed=True,
        state=Message.State.SENT,
        created_at=at,
        due_at=at,
        sent_at=at,
        moved_at=at,
        attempts=1,
    )


def _card() -> bytes:
    """A picture of a card, as a telephone takes it."""
    sheet = Image.new("RGB", (640, 400), "#e9e2d2")
    draw = ImageDraw.Draw(sheet)
    draw.rounded_rectangle((40, 40, 600, 360), 24, fill="#1b4f8f")
    draw.rectangle((80, 110, 220, 290), fill="#f4efe4")
    for row in range(4):
        draw.rectangle((260, 120 + row * 45, 540 - row * 30, 140 + row * 45), fill="#f4efe4")
    out = BytesIO()
    sheet.save(out, "JPEG", quality=80)
    return out.getvalue()
